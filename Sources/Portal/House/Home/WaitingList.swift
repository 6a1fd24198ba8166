import Base
import Database
import Domain
import Ground

/// What waits for somebody's hand, by name: the first of each kind, the longest waiting before the others.
enum WaitingList {
    static let shown = 5

    /// A job that waits for its dealer: since when it was offered to him, or for which day it was agreed.
    struct Job: Sendable {
        let number: String
        let dealer: String
        let city: BothNames
        let since: Instant?
        let day: CalendarDay?
    }

    struct DealerSum: Sendable {
        let code: String
        let name: String
        let count: Int
        let sum: Int64
    }

    struct Payout: Sendable {
        let number: String
        let state: String
        let total: Int64
    }

    struct Intake: Sendable {
        let number: String
        let customer: String
        let city: BothNames
        let state: String
    }

    static func unanswered(by promises: Promises, today: CalendarDay, _ tx: Transaction) throws -> [Job] {
        try tx.rows(statement(unansweredBy: promises, today: today)).map(Job.init)
    }

    static func statement(unansweredBy promises: Promises, today: CalendarDay) -> SQL {
        let rows = OverviewList.rows(.unanswered, by: promises, today: today)
        return """
            SELECT w.number, d.name AS dealer, c.name_fa, c.name_en, a.made_at, NULL AS appointment_on
            FROM (SELECT id, number, city_id FROM \(rows)) w
            JOIN assignment a ON a.job_id = w.id AND a.state = 'offered'
            JOIN dealer d ON d.id = a.dealer_id JOIN city c ON c.id = w.city_id
            ORDER BY a.made_at, w.id LIMIT \(literal: shown)
            """
    }

    static func late(by promises: Promises, today: CalendarDay, _ tx: Transaction) throws -> [Job] {
        try tx.rows(statement(lateBy: promises, today: today)).map(Job.init)
    }

    static func statement(lateBy promises: Promises, today: CalendarDay) -> SQL {
        let rows = OverviewList.rows(.late, by: promises, today: today)
        return """
            SELECT w.number, d.name AS dealer, c.name_fa, c.name_en, NULL AS made_at, w.appointment_on
            FROM (SELECT id, number, city_id, dealer_id, appointment_on FROM \(rows)
                  ORDER BY appointment_on, id LIMIT \(literal: shown)) w
            JOIN dealer d ON d.id = w.dealer_id JOIN city c ON c.id = w.city_id
            ORDER BY w.appointment_on, w.id
            """
    }

    /// All dealers whose claims wait for a decision, by how much they ask for.
    static func claims(_ tx: Transaction) throws -> [DealerSum] {
        try tx.rows(claimSums).map {
            DealerSum(code: try $0("code"), name: try $0("name"), count: try $0("many"), sum: try $0("claimed"))
        }
    }

    static let claimSums: SQL = """
        SELECT d.code, d.name, s.many, s.claimed
        FROM (SELECT dealer_id, count(*) AS many, sum(claimed) AS claimed FROM claim WHERE state = 'submitted'
              GROUP BY dealer_id) s
        JOIN dealer d ON d.id = s.dealer_id ORDER BY s.claimed DESC, d.code
        """

    static func payouts(_ tx: Transaction) throws -> [Payout] {
        try tx.rows(
            """
            SELECT number, state, total FROM payout WHERE state IN ('draft', 'checked') ORDER BY id LIMIT \(literal: shown)
            """
        ).map { Payout(number: try $0("number"), state: try $0("state"), total: try $0("total")) }
    }

    /// What this person has taken in since then, the last first.
    static func intake(by person: ID<Person>, since: Instant, _ tx: Transaction) throws -> (count: Int, rows: [Intake])
    {
        let rows = try tx.rows(statement(intakeBy: person, since: since)).map {
            Intake(
                number: try $0("number"), customer: try $0("customer"), city: try BothNames($0), state: try $0("state"))
        }
        return (try CountList.of(taken(by: person, since: since), tx), rows)
    }

    static func statement(intakeBy person: ID<Person>, since: Instant) -> SQL {
        """
        SELECT j.number, u.name AS customer, c.name_fa, c.name_en, j.state
        FROM (SELECT e.id, e.at, e.job_id FROM \(taken(by: person, since: since))
              ORDER BY e.at DESC, e.id DESC LIMIT \(literal: shown)) t
        JOIN job j ON j.id = t.job_id JOIN customer u ON u.id = j.customer_id JOIN city c ON c.id = j.city_id
        ORDER BY t.at DESC, t.id DESC
        """
    }

    private static func taken(by person: ID<Person>, since: Instant) -> SQL {
        "job_event e WHERE e.at >= \(since) AND e.kind = 'added' AND e.person_id = \(person)"
    }
}

extension WaitingList.Job {
    fileprivate init(_ row: Row) throws {
        number = try row("number")
        dealer = try row("dealer")
        city = try BothNames(row)
        since = try row.optional("made_at")
        day = try row.optional("appointment_on")
    }
}
