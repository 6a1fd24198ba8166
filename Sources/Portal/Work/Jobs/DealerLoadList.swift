import Base
import Database
import Domain

/// How much work dealers have.
enum DealerLoadList {
    /// - Parameter dealer: nil for all of them.
    static func loads(
        of dealer: ID<Dealer>?, today: CalendarDay, _ tx: Transaction
    ) throws -> [ID<Dealer>: DealerLoad] {
        try tx.rows(statement(of: dealer, today: today)).reduce(into: [:]) { loads, row in
            loads[try row("id")] = DealerLoad(today: try row("today"), open: try row("open_jobs"))
        }
    }

    /// Each dealer by two indexes that know no job that is done and no assignment of another day.
    static func statement(of dealer: ID<Dealer>?, today: CalendarDay) -> SQL {
        let only: SQL = dealer.map { "WHERE d.id = \($0)" } ?? ""
        return """
            SELECT d.id,
                   (SELECT count(*) FROM assignment a WHERE a.dealer_id = d.id AND a.made_on = \(today)
                    AND a.state IN ('offered', 'accepted')) AS today,
                   (SELECT count(*) FROM job j WHERE j.dealer_id = d.id
                    AND j.state IN ('offered', 'accepted', 'scheduled', 'under_way')) AS open_jobs
            FROM dealer d \(only)
            """
    }

    static func jobs(of dealer: ID<Dealer>, _ tx: Transaction) throws -> [JobState: Int] {
        try tx.rows("SELECT state, count(*) AS count FROM job WHERE dealer_id = \(dealer) GROUP BY state")
            .reduce(into: [:]) { counts, row in counts[try row("state")] = try row("count") }
    }
}
