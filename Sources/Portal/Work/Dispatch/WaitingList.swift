import Database
import Domain
import Ground
import Web

/// The jobs of a city, by where they stand.
enum CityTab: String, CaseIterable, Sendable {
    case waiting, offered
    case withDealer = "with_dealer"

    var states: [JobState] {
        switch self {
        case .waiting: [.received]
        case .offered: [.offered]
        case .withDealer: [.accepted, .scheduled, .underWay]
        }
    }

    /// nil for jobs that are ended.
    init?(of state: JobState) {
        guard let tab = Self.allCases.first(where: { $0.states.contains(state) }) else { return nil }
        self = tab
    }
}

/// Where a page of jobs ends: the day of the last one, and its id.
struct WaitingKey: CustomStringConvertible, Sendable {
    let day: CalendarDay
    let id: ID<Job>

    var description: String { "\(day.number).\(id)" }

    init(day: CalendarDay, id: ID<Job>) { (self.day, self.id) = (day, id) }

    init?(_ text: String) {
        let parts = text.split(separator: ".").map(String.init)
        guard parts.count == 2, let day = Int32(parts[0]), let id = ID<Job>(parts[1]) else { return nil }
        self.init(day: CalendarDay(number: day), id: id)
    }
}

/// What of a city's jobs is shown.
struct CityQuery: PagedFilter {
    static let paging = Paging(onward: "after", back: .toFirst)
    var tab = CityTab.waiting
    var group: ID<ProductGroup>?
    /// One job alone, as its own page leads here.
    var number: String?
    var cursor: Cursor<WaitingKey>?

    var fields: [Address.Field] { [("tab", tab.rawValue), ("group", group?.description ?? "")] }
}

/// One job of a city's page.
struct WaitingRow: Sendable {
    let key: WaitingKey
    let number: String
    let version: Int
    let state: JobState
    let service: String
    let group: ID<ProductGroup>
    let groupName: (fa: String, en: String)
    let serviceName: (fa: String, en: String)
    let customer: String
    let address: String
    let dealer: String?
    /// Since when an offer waits for its answer.
    let offeredAt: Instant?
    let dueAt: Instant
    let standsSince: Instant?
}

/// A city's jobs, oldest first.
enum WaitingList {
    static let pageSize = 50

    static func slice(
        _ city: ID<City>, _ query: CityQuery, _ sight: Actor.Sight, _ tx: Transaction
    ) throws -> Slice<WaitingRow, WaitingKey> {
        try Slice(query.cursor, size: pageSize, key: { $0.key }) { try rows(city, query, sight, limit: $0, tx) }
    }

    private static func rows(
        _ city: ID<City>, _ query: CityQuery, _ sight: Actor.Sight, limit: Int, _ tx: Transaction
    ) throws -> [WaitingRow] {
        var conditions = conditions(city, query, sight)
        if let after = query.cursor?.key { conditions.append("(j.received_on, j.id) > (\(after.day), \(after.id))") }
        return try tx.rows(
            """
            SELECT j.id, j.received_on, j.number, j.version, j.state, j.address, j.group_id, j.service_type,
                   g.name_fa AS group_fa, g.name_en AS group_en, s.name_fa AS service_fa, s.name_en AS service_en,
                   c.name AS customer, d.name AS dealer, a.made_at AS offered_at, j.due_at, p.stands_since
            FROM job j JOIN product_group g ON g.id = j.group_id JOIN service_type s ON s.code = j.service_type
            JOIN customer c ON c.id = j.customer_id LEFT JOIN dealer d ON d.id = j.dealer_id
            LEFT JOIN assignment a ON a.job_id = j.id AND a.state = 'offered'
            LEFT JOIN job_promise p ON p.job_id = j.id
            WHERE \(conditions.joinedByAnd()) ORDER BY j.received_on, j.id LIMIT \(literal: limit)
            """
        ).map(row)
    }

    /// How many jobs of the city stand in each tab.
    static func counts(_ city: ID<City>, _ sight: Actor.Sight, _ tx: Transaction) throws -> [CityTab: Int] {
        let states = CityTab.allCases.flatMap(\.states)
        let rows = try tx.rows(
            """
            SELECT j.state, count(*) AS jobs FROM job j
            WHERE j.city_id = \(city) AND j.state IN (\(states)) AND \(outside) AND \(JobStore.within(sight)) GROUP BY j.state
            """)
        return try rows.reduce(into: [:]) { counts, row in
            if let tab = CityTab(of: try row("state")) { counts[tab, default: 0] += try row("jobs") as Int }
        }
    }

    /// The product groups of all jobs of a tab, for the filter and for what is asked of the dealers.
    static func groups(
        _ city: ID<City>, _ tab: CityTab, _ sight: Actor.Sight, _ tx: Transaction
    ) throws -> [ID<ProductGroup>] {
        try tx.list(
            """
            SELECT DISTINCT j.group_id FROM job j
            WHERE j.city_id = \(city) AND j.state IN (\(tab.states)) AND \(JobStore.within(sight)) ORDER BY j.group_id
            """)
    }

    /// The jobs with these numbers that lie in this city, as commands need them.
    static func jobs(_ numbers: [String], _ city: ID<City>, _ sight: Actor.Sight, _ tx: Transaction) throws -> [JobRow]
    {
        try tx.rows(
            """
            SELECT \(JobRow.columns) FROM job j
            WHERE j.number IN (\(numbers)) AND j.city_id = \(city) AND \(JobStore.within(sight)) ORDER BY j.id
            """
        ).map { try JobRow($0) }
    }

    /// What is in the company's own workshop goes to no dealer.
    private static let outside: SQL = "(j.dealer_id IS NOT NULL OR j.state = 'received')"

    private static func conditions(_ city: ID<City>, _ query: CityQuery, _ sight: Actor.Sight) -> [SQL] {
        var all: [SQL] = ["j.city_id = \(city)", JobStore.within(sight), outside, "j.state IN (\(query.tab.states))"]
        if let number = query.number { all.append("j.number = \(number)") }
        if let group = query.group { all.append("j.group_id = \(group)") }
        return all
    }

    private static func row(_ row: Row) throws -> WaitingRow {
        WaitingRow(
            key: WaitingKey(day: try row("received_on"), id: try row("id")), number: try row("number"),
            version: try row("version"), state: try row("state"), service: try row("service_type"),
            group: try row("group_id"),
            groupName: (fa: try row("group_fa"), en: try row("group_en")),
            serviceName: (fa: try row("service_fa"), en: try row("service_en")), customer: try row("customer"),
            address: try row("address"), dealer: try row.optional("dealer"),
            offeredAt: try row.optional("offered_at"), dueAt: try row("due_at"),
            standsSince: try row.optional("stands_since"))
    }
}
