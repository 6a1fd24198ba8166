import Database
import Domain
import Ground
import Web

/// A dealer as the list shows him.
package struct DealerItem: Sendable {
    package let id: ID<Dealer>
    package let code: String
    package let name: String
    package let manager: String
    package let mobile: String
    package let grade: String
    package let city: String
    package let province: String
    package let standing: DealerContract
    package let dailyCapacity: Int
    package let load: DealerLoad
    let version: Int

    fileprivate static let columns: SQL = """
        d.id, d.code, d.name, d.manager, d.mobile, d.grade, d.state, d.contract_from, d.contract_to, d.daily_capacity, d.version,
        c.name_fa AS city_fa, c.name_en AS city_en, p.name_fa AS province_fa, p.name_en AS province_en
        """

    package init(_ row: Row, _ load: DealerLoad, _ reader: Reader) throws {
        id = try row("id")
        code = try row("code")
        name = try row("name")
        manager = try row("manager")
        mobile = try row("mobile")
        grade = try row("grade")
        city = reader.name(fa: try row("city_fa"), en: try row("city_en"))
        province = reader.name(fa: try row("province_fa"), en: try row("province_en"))
        standing = DealerContract(
            isSuspended: try row("state") as String == "suspended",
            days: try row("contract_from")...row("contract_to"))
        dailyCapacity = try row("daily_capacity")
        version = try row("version")
        self.load = load
    }
}

/// Whether a dealer may be given work.
package struct DealerContract: Sendable {
    package enum State: String, CaseIterable, Sendable { case active, ahead, suspended, ended }
    let isSuspended: Bool
    package let days: ClosedRange<CalendarDay>

    package func state(on day: CalendarDay) -> State {
        if isSuspended { return .suspended }
        if day < days.lowerBound { return .ahead }
        return day <= days.upperBound ? .active : .ended
    }
}

enum DealerList {
    /// All dealers, by code; a network has hundreds, not more.
    static func all(_ context: CompanyContext, _ tx: Transaction) throws -> [DealerItem] {
        let loads = try context.dealerLoads(of: nil, tx)
        return try rows("1 = 1", tx).map { try DealerItem($0, loads[$0("id")] ?? .none, context.reader) }
    }

    static func find(
        _ code: String, _ context: CompanyContext, _ tx: Transaction
    ) throws -> (item: DealerItem, sheba: String, nationalID: String)? {
        guard let row = try rows("d.code = \(code)", tx).first else { return nil }
        let id: ID<Dealer> = try row("id")
        let load = try context.dealerLoads(of: id, tx)[id] ?? .none
        return (try DealerItem(row, load, context.reader), try row("sheba"), try row("national_id"))
    }

    private static func rows(_ condition: SQL, _ tx: Transaction) throws -> [Row] {
        try tx.rows(
            """
            SELECT \(DealerItem.columns), d.sheba, d.national_id
            FROM dealer d JOIN city c ON c.id = d.city_id JOIN province p ON p.id = c.province_id
            WHERE \(condition) ORDER BY d.code
            """)
    }

    /// One province of what a dealer covers, in the reader's words.
    struct CoveredProvince: Sendable {
        let name: String
        var cities: [String]
        /// How many cities it has.
        let all: Int
    }

    static func coverage(of dealer: ID<Dealer>, _ reader: Reader, _ tx: Transaction) throws -> [CoveredProvince] {
        let rows = try tx.rows(
            """
            SELECT c.name_fa, c.name_en, p.name_fa AS province_fa, p.name_en AS province_en,
                   (SELECT count(*) FROM city a WHERE a.province_id = p.id) AS all_cities
            FROM dealer_city x JOIN city c ON c.id = x.city_id JOIN province p ON p.id = c.province_id
            WHERE x.dealer_id = \(dealer) ORDER BY p.id, c.id
            """)
        return try rows.reduce(into: []) { provinces, row in
            let province = reader.name(fa: try row("province_fa"), en: try row("province_en"))
            let city = reader.name(fa: try row("name_fa"), en: try row("name_en"))
            if provinces.last?.name == province {
                provinces[provinces.count - 1].cities.append(city)
            } else {
                provinces.append(.init(name: province, cities: [city], all: try row("all_cities")))
            }
        }
    }

    static func groups(of dealer: ID<Dealer>, _ reader: Reader, _ tx: Transaction) throws -> [String] {
        try tx.rows(
            """
            SELECT g.name_fa, g.name_en FROM dealer_group x JOIN product_group g ON g.id = x.group_id
            WHERE x.dealer_id = \(dealer) ORDER BY g.id
            """
        ).map { reader.name(fa: try $0("name_fa"), en: try $0("name_en")) }
    }

    static func people(of dealer: ID<Dealer>, _ tx: Transaction) throws -> [(
        name: String, mobile: String, roles: Roles, isLocked: Bool
    )] {
        try tx.rows("SELECT name, mobile, roles, state FROM person WHERE dealer_id = \(dealer) ORDER BY id").map {
            (
                name: try $0("name"), mobile: try $0("mobile"), roles: Roles(text: try $0("roles")),
                isLocked: try $0("state") as String == "locked"
            )
        }
    }
}

/// A dealer as his form opens: what he is, where he works, on what.
struct DealerRow: Sendable {
    let particulars: DealerParticulars
    let groups: [ID<ProductGroup>]
    let version: Int

    /// - Throws: `Refusal.hidden` where the company has no dealer of this code.
    static func find(_ code: String, _ places: Places, _ tx: Transaction) throws -> DealerRow {
        let row = try tx.row(
            """
            SELECT id, code, name, manager, mobile, national_id, grade, city_id, daily_capacity, contract_from,
                   contract_to, version
            FROM dealer WHERE code = \(code)
            """)
        guard let row, let city = places.city(try row("city_id")) else { throw Refusal.hidden }
        let id: ID<Dealer> = try row("id")
        let cities = try tx.list(
            "SELECT city_id FROM dealer_city WHERE dealer_id = \(id) ORDER BY city_id", as: ID<City>.self)
        return DealerRow(
            particulars: DealerParticulars(
                code: try row("code"), name: try row("name"), manager: try row("manager"), city: city,
                mobile: try MobileNumber(row("mobile")), nationalID: try row("national_id"), grade: try row("grade"),
                cities: cities.compactMap(places.city), dailyCapacity: try row("daily_capacity"),
                contract: try row("contract_from")...row("contract_to")),
            groups: try tx.list("SELECT group_id FROM dealer_group WHERE dealer_id = \(id) ORDER BY group_id"),
            version: try row("version"))
    }
}
