import Database
import Domain
import Ground

/// What became of the last two weeks, day by day, the oldest first: jobs taken in by their day of reception, jobs ended by
/// the moment of their end, what was approved of claims by the moment of the decision.
struct LastDays: Sendable {
    static let count = 14

    let days: [CalendarDay]
    let received: [Int64]
    let done: [Int64]
    let approved: [Int64]

    static func read(to today: CalendarDay, _ clock: CompanyClock, _ tx: Transaction) throws -> LastDays {
        let days = Array(today.adding(days: 1 - count)...today)
        let ends = days.map { (clock.startOfDay($0), clock.startOfDay($0.adding(days: 1))) }
        let received = try days.map { try ask(Self.received($0), tx) }
        let done = try ends.map { try ask(Self.done($0, $1), tx) }
        let approved = try ends.map { try ask(Self.approved($0, $1), tx) }
        return LastDays(
            days: days, received: try received.map { try $0.value() }, done: try done.map { try $0.value() },
            approved: try approved.map { try $0.value() })
    }

    static func received(_ day: CalendarDay) -> SQL { "SELECT count(*) AS figure FROM job WHERE received_on = \(day)" }

    static func done(_ from: Instant, _ to: Instant) -> SQL {
        "SELECT count(*) AS figure FROM job WHERE completed_at >= \(from) AND completed_at < \(to)"
    }

    static func approved(_ from: Instant, _ to: Instant) -> SQL {
        """
        SELECT coalesce(sum(approved), 0) AS figure FROM claim WHERE decided_at >= \(from) AND decided_at < \(to)
        """
    }

    private static func ask(_ statement: SQL, _ tx: Transaction) throws -> Reply<Int64> {
        try tx.ask(statement) { rows in try rows.first.map { try $0("figure") } ?? 0 }
    }
}
