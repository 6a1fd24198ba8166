import Database
import Domain
import Foundation

/// What a new company starts with. All of it is the company's own data from then on.
enum FirstRowStore {
    struct Files: Sendable {
        let cities: String
        let serviceTypes: String
        let reasons: String
        let holidays: String

        init(root: Root) throws {
            cities = try String(contentsOf: root("Data/cities.tsv"), encoding: .utf8)
            serviceTypes = try String(contentsOf: root("Data/service_types.tsv"), encoding: .utf8)
            reasons = try String(contentsOf: root("Data/reasons.tsv"), encoding: .utf8)
            holidays = try String(contentsOf: root("Data/holidays.tsv"), encoding: .utf8)
        }
    }

    /// Whether a try to make the company was stopped after them, before the directory knew of it.
    static func areWaiting(_ tx: Transaction) throws -> Bool {
        try tx.row(
            "SELECT 1 FROM setting WHERE name = 'unentered' AND NOT EXISTS (SELECT 1 FROM seal)") != nil
    }

    static func enter(_ tx: Transaction) throws { try tx.execute("DELETE FROM setting WHERE name = 'unentered'") }

    static func write(_ files: Files, _ tx: Transaction) throws {
        try tx.execute("INSERT INTO setting (name, value) VALUES ('unentered', '')")
        try addPlaces(CityRow.parse(tsv: files.cities), tx)
        for (position, cells) in records(files.serviceTypes).enumerated() {
            try tx.execute(
                "INSERT INTO service_type (code, position, name_fa, name_en) VALUES (\(cells[0]), \(position), \(cells[1]), \(cells[2]))"
            )
        }
        for (position, cells) in records(files.reasons).enumerated() {
            try tx.execute(
                """
                INSERT INTO reason (kind, code, position, name_fa, name_en)
                VALUES (\(cells[0]), \(cells[1]), \(position), \(cells[2]), \(cells[3]))
                """)
        }
        for cells in records(files.holidays) {
            let day = try CalendarSystem.jalali.parse(cells[0])
            try tx.execute("INSERT INTO holiday (day, name_fa, name_en) VALUES (\(day), \(cells[1]), \(cells[2]))")
        }
    }

    private static func addPlaces(_ cities: [CityRow], _ tx: Transaction) throws {
        enum Province {}
        var provinces: [String: ID<Province>] = [:]
        for city in cities {
            if provinces[city.provinceFa] == nil {
                provinces[city.provinceFa] = try tx.insert(
                    """
                    INSERT INTO province (name_fa, name_en, iso, area_code)
                    VALUES (\(city.provinceFa), \(city.provinceEn), \(city.iso), \(city.areaCode))
                    """)
            }
            try tx.execute(
                """
                INSERT INTO city (province_id, name_fa, name_en, aliases, is_capital, latitude_e4, longitude_e4)
                VALUES (\(provinces[city.provinceFa]!), \(city.nameFa), \(city.nameEn),
                        \(city.aliases.joined(separator: "|")), \(city.isCapital), \(Int64(city.latitudeE4)), \(Int64(city.longitudeE4)))
                """)
        }
    }

    /// The lines of a tab-separated file after its header.
    private static func records(_ tsv: String) -> [[String]] {
        tsv.split(whereSeparator: \.isNewline).dropFirst().map { $0.components(separatedBy: "\t") }
    }
}
