/// Finds a city of the catalogue by the names that people write for it and its province, in Persian or English.
public struct CityFinder: Sendable {
    public let cities: [CityRow]
    private var provinces: [String: String] = [:]
    private var citiesByKey: [String: [Int]] = [:]

    public init(_ cities: [CityRow]) {
        self.cities = cities
        for (index, city) in cities.enumerated() {
            for name in [city.provinceFa, city.provinceEn, city.iso] + Self.shortNames(ofProvince: city.provinceFa) {
                provinces[PlaceName.key(name)] = city.provinceFa
            }
            let keys = ([city.nameFa, city.nameEn] + city.aliases).reduce(into: Set()) {
                $0.formUnion(PlaceName.keys($1))
            }
            for key in keys { citiesByKey[key, default: []].append(index) }
        }
    }

    /// The city of that name in that province; without a province (nil or blank), the only one of that name.
    /// Throws `kernel.province.unknown`, `kernel.city.unknown`, `kernel.city.elsewhere` or `kernel.city.ambiguous`.
    public func find(province: String?, city: String) throws(Complaint) -> CityRow {
        let named = try named(city)
        guard let province, !PlaceName.key(province).isEmpty else { return try only(named, city) }
        guard let canonical = self.province(named: province) else {
            throw Complaint("kernel.province.unknown", SearchText.stored(province))
        }
        let there = named.filter { $0.provinceFa == canonical }
        guard !there.isEmpty else { throw Complaint("kernel.city.elsewhere", SearchText.stored(city), canonical) }
        return try only(there, city)
    }

    /// The province's name as the catalogue spells it.
    public func province(named name: String) -> String? {
        let key = PlaceName.key(name)
        return provinces[key] ?? PlaceName.withoutKind(key).flatMap { provinces[$0] }
    }

    private func named(_ name: String) throws(Complaint) -> [CityRow] {
        let key = PlaceName.key(name)
        let found = citiesByKey[key] ?? PlaceName.withoutKind(key).flatMap { citiesByKey[$0] }
        guard let found else { throw Complaint("kernel.city.unknown", SearchText.stored(name)) }
        return found.map { cities[$0] }
    }

    private func only(_ named: [CityRow], _ name: String) throws(Complaint) -> CityRow {
        guard let city = named.first, named.count == 1 else {
            throw Complaint("kernel.city.ambiguous", SearchText.stored(name))
        }
        return city
    }

    /// «آ. شرقی», «آذ. شرقی» and «خ. رضوی», as lists with narrow columns write them.
    private static func shortNames(ofProvince name: String) -> [String] {
        let words = name.split(separator: " ")
        guard words.count == 2 else { return [] }
        return [1, 2].map { words[0].prefix($0) + " " + words[1] }
    }
}
