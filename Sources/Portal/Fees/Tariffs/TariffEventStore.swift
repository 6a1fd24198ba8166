import Database
import Domain
import Ground

/// Who did what to a tariff, and when.
enum TariffEventStore {
    enum Kind: String, ColumnValue, Sendable {
        case made, changed, raised
        case ruleAdded = "rule_added"
        case ruleChanged = "rule_changed"
        case ruleRemoved = "rule_removed"
        case thrownAway = "thrown_away"
        case activated, ended
    }

    struct Event: Sendable {
        let kind: Kind
        let at: Instant
        /// nil: a file that the operator read, or the system.
        let who: String?
        let detail: [String: String]
    }

    /// - Parameter detail: what a reader needs to see what was done: a rule's code, a day, a count.
    static func add(
        _ tariff: ID<TariffVersion>, _ kind: Kind, by person: ID<Person>?, _ detail: [String: String] = [:],
        _ tx: Transaction
    ) throws {
        try tx.execute(
            """
            INSERT INTO tariff_event (tariff_id, at, person_id, kind, detail)
            VALUES (\(tariff), \(tx.now), \(person), \(kind), \(try JSONText.of(detail)))
            """)
    }

    /// Whether somebody made the tariff or changed something in it.
    static func hasWorked(_ person: ID<Person>, on tariff: ID<TariffVersion>, _ tx: Transaction) throws -> Bool {
        try tx.row(
            """
            SELECT id FROM tariff_event WHERE tariff_id = \(tariff) AND person_id = \(person)
            AND kind IN ('made', 'changed', 'rule_added', 'rule_changed', 'rule_removed') LIMIT 1
            """) != nil
    }

    /// The latest, newest first.
    static func latest(of tariff: ID<TariffVersion>, limit: Int, _ tx: Transaction) throws -> [Event] {
        try tx.rows(
            """
            SELECT e.kind, e.at, e.detail, p.name AS who FROM tariff_event e LEFT JOIN person p ON p.id = e.person_id
            WHERE e.tariff_id = \(tariff) ORDER BY e.id DESC LIMIT \(literal: limit)
            """
        ).map {
            Event(
                kind: try $0("kind"), at: try $0("at"), who: try $0.optional("who"),
                detail: try JSONText.read($0("detail")))
        }
    }
}
