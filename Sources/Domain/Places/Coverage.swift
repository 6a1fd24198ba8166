/// Where a dealer works, as people write it.
public enum Coverage {
    /// The cities of a list: `ری؛ استان گلستان؛ شهر (استان)`. A name that several provinces have is the one in the dealer's
    /// own province, unless another is named beside it.
    /// - Throws: as `CityFinder.find`.
    public static func read(
        _ text: String, of own: CityRow, _ places: CityFinder
    ) throws(Complaint) -> [CityRow] {
        var cities: [CityRow] = []
        for name in CellText.list(text) {
            for city in try places.named(name, near: own) where !cities.contains(city) { cities.append(city) }
        }
        return cities
    }

    /// The same list as `read` takes it: provinces whose cities are all covered by their name, then single cities.
    public static func text(_ cities: [CityRow], of own: CityRow, _ places: CityFinder) -> String {
        let covered = Set(cities)
        var done: Set<String> = []
        var names: [String] = []
        for city in cities where done.insert(city.provinceFa).inserted {
            let there = places.cities.filter { $0.provinceFa == city.provinceFa }
            if there.count > 1, covered.isSuperset(of: there) {
                names.append("\(CityFinder.provinceWord) \(city.provinceFa)")
            } else {
                names += cities.filter { $0.provinceFa == city.provinceFa }.map { places.text($0, near: own) }
            }
        }
        return names.joined(separator: "؛ ")
    }
}

extension CityFinder {
    fileprivate static let provinceWord = "استان"

    fileprivate func named(_ name: String, near own: CityRow) throws(Complaint) -> [CityRow] {
        if let province = province(written: name) { return cities.filter { $0.provinceFa == province } }
        if let parts = name.wholeMatch(of: #/(.+?)\s*\((.+)\)/#) {
            return [try find(province: String(parts.2), city: String(parts.1))]
        }
        if let near = try? find(province: own.provinceFa, city: name) { return [near] }
        return [try find(province: nil, city: name)]
    }

    /// Of `استان گلستان` and `Golestan province`; a bare name is a city's.
    private func province(written name: String) -> String? {
        if name.hasPrefix(Self.provinceWord + " ") { return province(named: name) }
        let english = name.lowercased()
        return english.hasSuffix(" province") ? province(named: String(name.dropLast(" province".count))) : nil
    }

    fileprivate func text(_ city: CityRow, near own: CityRow) -> String {
        let found = try? named(city.nameFa, near: own)
        return found == [city] ? city.nameFa : "\(city.nameFa) (\(city.provinceFa))"
    }
}
