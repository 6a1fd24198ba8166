/// A dealer as a file gives it.
public struct DealerRecord: Sendable {
    public let code: String
    public let name: String
    public let manager: String
    public let city: CityRow
    public let mobile: MobileNumber
    public let sheba: Sheba
    public let nationalID: String
    public let grade: String
    public let cities: [CityRow]
    /// Names as written.
    public let groups: [String]
    public let dailyCapacity: Int
    public let contract: ClosedRange<CalendarDay>

    /// The first cell that cannot be taken, in the order of the columns, refuses the record.
    public init(
        _ cells: RecordCells, calendar: CalendarSystem, places: CityFinder, words: ImportWords
    ) throws(CellRefusal) {
        code = try cells.read("code", CellText.code)
        name = try cells.read("name", CellText.words(limit: 200))
        manager = try cells.read("manager", CellText.words(limit: 200))
        city = try Self.city(cells, places)
        mobile = try cells.read("mobile") { text throws(Complaint) in try MobileNumber(text) }
        sheba = try cells.read("sheba") { text throws(Complaint) in try Sheba(text) }
        nationalID = try cells.read("national_id", CellText.nationalID)
        grade = try cells.read("grade") { text throws(Complaint) in
            guard let code = words.code(.grade, text) else { throw Complaint("imports.grade.unknown", text) }
            return code
        }
        let own = city
        cities =
            try cells.readIfFilled("cities") { text throws(Complaint) in
                try Self.coverage(CellText.list(text), of: own, places)
            } ?? [city]
        groups = try cells.readIfFilled("groups") { text throws(Complaint) in CellText.list(text) } ?? []
        dailyCapacity = try cells.read("daily_capacity", CellText.whole(0...10_000))
        let from = try cells.read("contract_from") { text throws(Complaint) in try calendar.parse(text) }
        contract = try cells.read("contract_to") { text throws(Complaint) in
            let to = try calendar.parse(text)
            guard from <= to else { throw Complaint("imports.contract.order", text) }
            return from...to
        }
    }

    /// An unknown province is the province's fault, all else the city's.
    static func city(_ cells: RecordCells, _ places: CityFinder) throws(CellRefusal) -> CityRow {
        let province = try cells.readIfFilled("province") { text throws(Complaint) in
            guard let name = places.province(named: text) else { throw Complaint("kernel.province.unknown", text) }
            return name
        }
        return try cells.read("city") { text throws(Complaint) in try places.find(province: province, city: text) }
    }

    /// A name that several provinces have is the one in the dealer's own.
    private static func coverage(
        _ names: [String], of own: CityRow, _ places: CityFinder
    ) throws(Complaint) -> [CityRow] {
        var cities: [CityRow] = []
        for name in names {
            let city: CityRow
            if let near = try? places.find(province: own.provinceFa, city: name) {
                city = near
            } else {
                city = try places.find(province: nil, city: name)
            }
            if !cities.contains(city) { cities.append(city) }
        }
        return cities
    }
}
