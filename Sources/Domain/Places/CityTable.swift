extension CityRow {
    /// Reads the catalogue: tab-separated, columns by the names in the first line, in any order.
    /// Throws `kernel.cities.columns` with the column that is missing, or `kernel.cities.row` with the number of the line.
    public static func parse(tsv: String) throws(Complaint) -> [CityRow] {
        let lines = tsv.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
        let header = (lines.first ?? "").split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
        var places: [Int] = []
        for column in columns {
            guard let place = header.firstIndex(of: column) else { throw Complaint("kernel.cities.columns", column) }
            places.append(place)
        }
        var rows: [CityRow] = []
        for (index, line) in lines.enumerated().dropFirst() where !line.isEmpty {
            let fields = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
            guard fields.count == header.count, let row = CityRow(fields: places.map { fields[$0] }) else {
                throw Complaint("kernel.cities.row", String(index + 1))
            }
            rows.append(row)
        }
        return rows
    }

    private static let columns = [
        "city_fa", "city_en", "province_fa", "province_en", "iso_3166_2", "area_code", "is_capital", "lat", "lon",
        "aliases",
    ]

    private init?(fields: [String]) {
        guard fields.prefix(6).allSatisfy({ !$0.isEmpty }), ["0", "1"].contains(fields[6]),
            let latitude = Self.tenThousandths(fields[7]), let longitude = Self.tenThousandths(fields[8]),
            (-900_000...900_000).contains(latitude), (-1_800_000...1_800_000).contains(longitude)
        else { return nil }
        self.init(
            nameFa: fields[0], nameEn: fields[1], provinceFa: fields[2], provinceEn: fields[3], iso: fields[4],
            areaCode: fields[5], isCapital: fields[6] == "1", latitudeE4: latitude, longitudeE4: longitude,
            aliases: fields[9].split(separator: "|").map(String.init))
    }

    /// `35.69` as 356900, without passing through a floating number.
    private static func tenThousandths(_ text: String) -> Int? {
        let isNegative = text.hasPrefix("-")
        let parts = text.dropFirst(isNegative ? 1 : 0).split(separator: ".", omittingEmptySubsequences: false)
        let decimals = parts.count == 2 ? String(parts[1]) : ""
        guard (1...2).contains(parts.count), (1...3).contains(parts[0].count), decimals.count <= 4,
            TypedCode.isDigits(parts[0].utf8), TypedCode.isDigits(decimals.utf8)
        else { return nil }
        let padded = decimals + String(repeating: "0", count: 4 - decimals.count)
        return Int(parts[0] + padded).map { isNegative ? -$0 : $0 }
    }
}
