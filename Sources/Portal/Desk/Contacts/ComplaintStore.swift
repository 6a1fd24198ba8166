import Base
import Database
import Domain
import Ground

/// Complaints that others make, and that they ask after.
package enum ComplaintStore {
    /// A complaint of what a customer said, be it that he was called: somebody's from the first moment on, until a day.
    /// - Parameter person: who has called him; nil where he has said it by himself.
    package static func add(
        _ subject: String, _ body: String, of customer: ID<Customer>, owner: ID<Person>, due: CalendarDay,
        through channel: ContactChannel, clock: CompanyClock, by person: ID<Person>?, _ tx: Transaction
    ) throws -> String {
        let row = try tx.one("SELECT name, mobile FROM customer WHERE id = \(customer)")
        let new = NewContact(
            kind: .complaint, channel: channel, direction: person == nil ? .incoming : .outgoing,
            party: try row("name"),
            phone: try? CallerNumber(row("mobile")), subject: subject, body: body)
        let made = try ContactStore.add(new, clock: clock, by: person, followedBy: owner, tx)
        try ContactStore.setDue(made, due, owner: owner, by: person, tx)
        return made.number
    }

    /// Which of these customers have one that is open.
    package static func open(of customers: [ID<Customer>], _ tx: Transaction) throws -> Set<ID<Customer>> {
        guard !customers.isEmpty else { return [] }
        return Set(
            try tx.list(
                """
                SELECT customer_id FROM contact WHERE customer_id IN (\(customers)) AND kind = 'complaint'
                    AND state = 'open'
                """, as: ID<Customer>.self))
    }

    /// Which of these customers have made one since then.
    package static func made(
        by customers: [ID<Customer>], since: Instant, _ tx: Transaction
    ) throws -> Set<ID<Customer>> {
        guard !customers.isEmpty else { return [] }
        return Set(
            try tx.list(
                """
                SELECT customer_id FROM contact WHERE customer_id IN (\(customers)) AND kind = 'complaint'
                    AND made_at >= \(since)
                """, as: ID<Customer>.self))
    }
}
