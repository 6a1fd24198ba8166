import Base
import Database
import Domain
import Ground
import Web

/// Dealers whom finance pays nothing for a time, with the reason. Rows are their own trail: who stopped, who let go on.
package enum PaymentBlockStore {
    package struct Block: Sendable {
        package let reason: String
        let madeByName: String?
        package let madeAt: Instant
    }

    /// nil where his payments go on.
    package static func open(for dealer: ID<Dealer>, _ tx: Transaction) throws -> Block? {
        try tx.row(
            """
            SELECT b.reason, b.made_at, p.name FROM payment_block b LEFT JOIN person p ON p.id = b.made_by
            WHERE b.dealer_id = \(dealer) AND b.lifted_at IS NULL
            """
        ).map { Block(reason: try $0("reason"), madeByName: try $0.optional("name"), madeAt: try $0("made_at")) }
    }

    /// - Throws: `Refusal.stale` where they are stopped already.
    package static func add(for dealer: ID<Dealer>, reason: String, by: ID<Person>, _ tx: Transaction) throws {
        guard try open(for: dealer, tx) == nil else { throw Refusal.stale(Complaint("error.stale")) }
        try tx.execute(
            """
            INSERT INTO payment_block (dealer_id, reason, made_by, made_at)
            VALUES (\(dealer), \(reason), \(by), \(tx.now))
            """)
        let event = Event("payments_stopped", of: .dealer(dealer), in: "dealers", detail: ["reason": reason])
        try EventStore.add(event, by: by, tx)
    }

    /// - Throws: `Refusal.stale` where nothing is stopped.
    package static func lift(for dealer: ID<Dealer>, by: ID<Person>, _ tx: Transaction) throws {
        let changed = try tx.execute(
            """
            UPDATE payment_block SET lifted_by = \(by), lifted_at = \(tx.now)
            WHERE dealer_id = \(dealer) AND lifted_at IS NULL
            """)
        guard changed == 1 else { throw Refusal.stale(Complaint("error.stale")) }
        try EventStore.add(Event("payments_resumed", of: .dealer(dealer), in: "dealers"), by: by, tx)
    }
}
