import Database
import Domain
import Web

/// A dealer as the list shows him.
struct DealerItem: Sendable {
    let id: ID<Dealer>
    let code: String
    let name: String
    let manager: String
    let mobile: String
    let grade: String
    let city: String
    let province: String
    let standing: DealerContract
    let dailyCapacity: Int
    /// Put to him today and not given back.
    let today: Int
    /// Jobs that are with him now.
    let open: Int

    static let columns: SQL = """
        d.id, d.code, d.name, d.manager, d.mobile, d.grade, d.state, d.contract_from, d.contract_to, d.daily_capacity,
        c.name_fa AS city_fa, c.name_en AS city_en, p.name_fa AS province_fa, p.name_en AS province_en
        """

    init(_ row: Row, _ reader: Reader) throws {
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
        today = try row("today")
        open = try row("open_jobs")
    }
}

/// Whether a dealer may be given work.
struct DealerContract: Sendable {
    enum State: String, CaseIterable, Sendable { case active, suspended, ended }
    let isSuspended: Bool
    let days: ClosedRange<CalendarDay>

    func state(on day: CalendarDay) -> State {
        if isSuspended { return .suspended }
        return days.contains(day) ? .active : .ended
    }
}

enum DealerList {
    /// All dealers, by code; a network has hundreds, not more.
    static func all(today: CalendarDay, _ reader: Reader, _ tx: Transaction) throws -> [DealerItem] {
        try rows("1 = 1", today, tx).map { try DealerItem($0, reader) }
    }

    static func find(
        _ code: String, today: CalendarDay, _ reader: Reader, _ tx: Transaction
    ) throws -> (item: DealerItem, sheba: String, nationalID: String)? {
        guard let row = try rows("d.code = \(code)", today, tx).first else { return nil }
        return (try DealerItem(row, reader), try row("sheba"), try row("national_id"))
    }

    private static func rows(_ condition: SQL, _ today: CalendarDay, _ tx: Transaction) throws -> [Row] {
        try tx.rows(
            """
            SELECT \(DealerItem.columns), d.sheba, d.national_id,
                   (SELECT count(*) FROM assignment a WHERE a.dealer_id = d.id AND a.made_on = \(today)
                    AND a.state IN ('offered', 'accepted')) AS today,
                   (SELECT count(*) FROM job j WHERE j.dealer_id = d.id
                    AND j.state IN ('offered', 'accepted', 'scheduled', 'under_way')) AS open_jobs
            FROM dealer d JOIN city c ON c.id = d.city_id JOIN province p ON p.id = c.province_id
            WHERE \(condition) ORDER BY d.code
            """)
    }

    /// Covered cities by province, both in the reader's words.
    static func coverage(of dealer: ID<Dealer>, _ reader: Reader, _ tx: Transaction) throws -> [(String, [String])] {
        let rows = try tx.rows(
            """
            SELECT c.name_fa, c.name_en, p.name_fa AS province_fa, p.name_en AS province_en
            FROM dealer_city x JOIN city c ON c.id = x.city_id JOIN province p ON p.id = c.province_id
            WHERE x.dealer_id = \(dealer) ORDER BY p.id, c.id
            """)
        return try rows.reduce(into: []) { provinces, row in
            let province = reader.name(fa: try row("province_fa"), en: try row("province_en"))
            let city = reader.name(fa: try row("name_fa"), en: try row("name_en"))
            if provinces.last?.0 == province {
                provinces[provinces.count - 1].1.append(city)
            } else {
                provinces.append((province, [city]))
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

    static func jobs(of dealer: ID<Dealer>, _ tx: Transaction) throws -> [JobState: Int] {
        try tx.rows("SELECT state, count(*) AS count FROM job WHERE dealer_id = \(dealer) GROUP BY state")
            .reduce(into: [:]) { counts, row in counts[try row("state")] = try row("count") }
    }
}
