import Database
import Domain

/// A city, as far as its page and its dealers' roads need it.
struct CityPlace: Sendable {
    let id: ID<City>
    let nameFa: String
    let nameEn: String
    let provinceFa: String
    let provinceEn: String
    let position: CityRow
}

/// A dealer of the network and how he stands to a city.
struct StandingRow: Sendable {
    let code: String
    let name: String
    let cityFa: String
    let cityEn: String
    let standing: DealerStanding
}

/// The dealers as choices for a city's jobs.
enum StandingList {
    static func city(_ id: ID<City>, _ tx: Transaction) throws -> CityPlace? {
        let row = try tx.row(
            """
            SELECT c.id, c.name_fa, c.name_en, c.latitude_e4, c.longitude_e4, p.name_fa AS province_fa,
                   p.name_en AS province_en
            FROM city c JOIN province p ON p.id = c.province_id WHERE c.id = \(id)
            """)
        return try row.map { row in
            CityPlace(
                id: try row("id"), nameFa: try row("name_fa"), nameEn: try row("name_en"),
                provinceFa: try row("province_fa"), provinceEn: try row("province_en"), position: try position(row))
        }
    }

    /// Every dealer, whether he covers the city or not.
    static func all(_ city: CityPlace, today: CalendarDay, _ tx: Transaction) throws -> [StandingRow] {
        let groups = try groups(tx)
        return try rows("1 = 1", city, today, tx).map { try standing($0, city, groups) }
    }

    /// nil where the company has no such dealer.
    static func one(_ dealer: ID<Dealer>, _ city: CityPlace, today: CalendarDay, _ tx: Transaction) throws
        -> StandingRow?
    {
        guard let row = try rows("d.id = \(dealer)", city, today, tx).first else { return nil }
        return try standing(row, city, groups(tx))
    }

    static func groupNames(_ tx: Transaction) throws -> [ID<ProductGroup>: (fa: String, en: String)] {
        try tx.rows("SELECT id, name_fa, name_en FROM product_group").reduce(into: [:]) { names, row in
            names[try row("id")] = (fa: try row("name_fa"), en: try row("name_en"))
        }
    }

    private static func rows(
        _ condition: SQL, _ city: CityPlace, _ today: CalendarDay, _ tx: Transaction
    ) throws -> [Row] {
        try tx.rows(
            """
            SELECT d.id, d.code, d.name, d.grade, d.state, d.contract_from, d.contract_to, d.daily_capacity, d.city_id,
                   s.name_fa, s.name_en, s.latitude_e4, s.longitude_e4,
                   (SELECT count(*) FROM dealer_city c WHERE c.dealer_id = d.id AND c.city_id = \(city.id)) AS covers,
                   (SELECT count(*) FROM assignment a WHERE a.dealer_id = d.id AND a.made_on = \(today)
                    AND a.state IN ('offered', 'accepted')) AS assigned
            FROM dealer d JOIN city s ON s.id = d.city_id WHERE \(condition) ORDER BY d.id
            """)
    }

    private static func groups(_ tx: Transaction) throws -> [ID<Dealer>: Set<ID<ProductGroup>>] {
        try tx.rows("SELECT dealer_id, group_id FROM dealer_group").reduce(into: [:]) { all, row in
            all[try row("dealer_id"), default: []].insert(try row("group_id"))
        }
    }

    private static func standing(
        _ row: Row, _ city: CityPlace, _ groups: [ID<Dealer>: Set<ID<ProductGroup>>]
    ) throws -> StandingRow {
        let (dealer, seat): (ID<Dealer>, ID<City>) = (try row("id"), try row("city_id"))
        let (from, to): (CalendarDay, CalendarDay) = (try row("contract_from"), try row("contract_to"))
        let standing = DealerStanding(
            dealer: dealer, isActive: try row("state") as String == "active", contract: from...to,
            grade: try row("grade"), coversCity: try row("covers") as Int > 0, isOfCity: seat == city.id,
            roadTenths: seat == city.id ? 0 : try position(row).roadTenths(to: city.position),
            groups: groups[dealer] ?? [], dailyCapacity: try row("daily_capacity"), assignedToday: try row("assigned"))
        return StandingRow(
            code: try row("code"), name: try row("name"), cityFa: try row("name_fa"), cityEn: try row("name_en"),
            standing: standing)
    }

    private static func position(_ row: Row) throws -> CityRow {
        CityRow(
            nameFa: try row("name_fa"), nameEn: try row("name_en"), provinceFa: "", provinceEn: "", iso: "",
            areaCode: "",
            isCapital: false, latitudeE4: try row("latitude_e4"), longitudeE4: try row("longitude_e4"), aliases: [])
    }
}
