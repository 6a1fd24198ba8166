import Database
import Domain
import Ground

/// What each person of the workshop has repaired and its owner has again.
package enum RepairedList {
    /// Of one person, by the moment of the hand-over. Labour is what its customer has approved of it, or where he was asked
    /// nothing all that he paid.
    /// - Parameter days: of the hand-over.
    package static func of(
        _ person: ID<Person>, in days: ClosedRange<CalendarDay>, _ clock: CompanyClock, _ tx: Transaction
    ) throws -> [RepairedMachine] {
        let (from, to) = (clock.startOfDay(days.lowerBound), clock.startOfDay(days.upperBound.adding(days: 1)))
        return try tx.rows(
            """
            SELECT i.job_id, h.amount,
                   (SELECT sum(l.quantity * l.price) FROM estimate_line l WHERE l.kind = 'labour' AND l.estimate_id =
                       (SELECT max(e.id) FROM estimate e WHERE e.job_id = i.job_id AND e.state = 'approved')) AS labour
            FROM bench_item i JOIN hand_over h ON h.item_id = i.id
            WHERE i.technician_id = \(person) AND i.state = 'handed_over' AND i.moved_at >= \(from) AND i.moved_at < \(to)
            ORDER BY i.moved_at, i.id
            """
        ).map { row in
            let total: Int64 = try row("amount")
            return RepairedMachine(
                job: try row("job_id"), labour: min(try row.optional("labour") ?? total, total), total: total)
        }
    }

    /// Whoever works in the workshop now.
    package static func people(_ tx: Transaction) throws -> [(id: ID<Person>, name: String)] {
        try BenchStore.technicians(tx).map { ($0.id, $0.name) }
    }
}
