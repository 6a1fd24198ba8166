import Database
import Domain
import Ground
import Web

/// Marks the ids of a dealer's days off.
package enum Leave {}

struct LeaveRow: Sendable {
    let id: ID<Leave>
    let days: ClosedRange<CalendarDay>
    let note: String
}

/// Days on which dealers are away.
package enum LeaveStore {
    /// Those of a dealer that are not over.
    static func coming(of dealer: ID<Dealer>, from today: CalendarDay, _ tx: Transaction) throws -> [LeaveRow] {
        try rows("dealer_id = \(dealer) AND to_on >= \(today)", tx)
    }

    private static func rows(_ condition: SQL, _ tx: Transaction) throws -> [LeaveRow] {
        try tx.rows("SELECT id, from_on, to_on, note FROM dealer_leave WHERE \(condition) ORDER BY from_on, id").map {
            LeaveRow(id: try $0("id"), days: try $0("from_on")...$0("to_on"), note: try $0("note"))
        }
    }

    package static func add(
        _ days: ClosedRange<CalendarDay>, note: String, of dealer: ID<Dealer>, by person: ID<Person>, _ tx: Transaction
    ) throws {
        try tx.execute(
            """
            INSERT INTO dealer_leave (dealer_id, from_on, to_on, note, made_by, made_at)
            VALUES (\(dealer), \(days.lowerBound), \(days.upperBound), \(note), \(person), \(tx.now))
            """)
        try tell("leave_added", days, note, of: dealer, by: person, tx)
    }

    /// - Throws: `Refusal.stale` where the dealer has no such days (any more).
    static func remove(_ id: ID<Leave>, of dealer: ID<Dealer>, by person: ID<Person>, _ tx: Transaction) throws {
        guard let row = try rows("id = \(id) AND dealer_id = \(dealer)", tx).first else {
            throw Refusal.stale(Complaint("error.stale"))
        }
        try tx.execute("DELETE FROM dealer_leave WHERE id = \(id)")
        try tell("leave_removed", row.days, row.note, of: dealer, by: person, tx)
    }

    private static func tell(
        _ kind: String, _ days: ClosedRange<CalendarDay>, _ note: String, of dealer: ID<Dealer>, by person: ID<Person>,
        _ tx: Transaction
    ) throws {
        var detail = ["leave_from": days.lowerBound.isoText, "leave_to": days.upperBound.isoText]
        if !note.isEmpty { detail["text"] = note }
        try EventStore.add(
            Event(kind, of: EventSubject("dealer", dealer.value), in: "dealers", detail: detail), by: person, tx)
    }
}
