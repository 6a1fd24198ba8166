import Database
import Domain

/// The company's cities, to be found by name.
package struct Places: Sendable {
    package let finder: CityFinder
    private let ids: [CityRow: ID<City>]
    private let rows: [ID<City>: CityRow]

    package init(_ cities: [(row: CityRow, id: ID<City>)]) {
        finder = CityFinder(cities.map(\.row))
        ids = Dictionary(uniqueKeysWithValues: cities.map { ($0.row, $0.id) })
        rows = Dictionary(uniqueKeysWithValues: cities.map { ($0.id, $0.row) })
    }

    /// - Parameter city: one that `finder` has found.
    package func id(_ city: CityRow) -> ID<City> { ids[city]! }

    package func city(_ id: ID<City>) -> CityRow? { rows[id] }
}

package enum PlaceList {
    package static func all(_ tx: Transaction) throws -> Places {
        let rows = try tx.rows(
            """
            SELECT c.id, c.name_fa, c.name_en, c.aliases, c.is_capital, c.latitude_e4, c.longitude_e4,
                   p.name_fa AS province_fa, p.name_en AS province_en, p.iso, p.area_code
            FROM city c JOIN province p ON p.id = c.province_id
            ORDER BY c.id
            """)
        return Places(try rows.map { row in (row: try city(row), id: try row("id")) })
    }

    private static func city(_ row: Row) throws -> CityRow {
        let aliases: String = try row("aliases")
        return CityRow(
            nameFa: try row("name_fa"), nameEn: try row("name_en"), provinceFa: try row("province_fa"),
            provinceEn: try row("province_en"), iso: try row("iso"), areaCode: try row("area_code"),
            isCapital: try row("is_capital"), latitudeE4: try row("latitude_e4"), longitudeE4: try row("longitude_e4"),
            aliases: aliases.split(separator: "|").map(String.init))
    }
}
