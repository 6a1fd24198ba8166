import Database
import Domain

extension DealerPay: ColumnValue {}

/// What prices a dealer's jobs, and who has changed it.
package enum DealerPayStore {
    package struct Event: Sendable {
        package let at: Instant
        package let who: String?
        package let before: DealerPay
        package let after: DealerPay
        package let reason: String
    }

    package static func pay(of dealer: ID<Dealer>, _ tx: Transaction) throws -> DealerPay {
        try tx.one("SELECT pay FROM dealer WHERE id = \(dealer)")("pay")
    }

    /// - Returns: false where it was another one than `before`.
    package static func set(
        _ pay: DealerPay, from before: DealerPay, of dealer: ID<Dealer>, by person: ID<Person>, reason: String,
        _ tx: Transaction
    ) throws -> Bool {
        let isSet = try tx.execute("UPDATE dealer SET pay = \(pay) WHERE id = \(dealer) AND pay = \(before)") == 1
        guard isSet else { return false }
        try tx.execute(
            """
            INSERT INTO dealer_event (dealer_id, at, person_id, kind, value_before, value_after, reason)
            VALUES (\(dealer), \(tx.now), \(person), 'pay', \(before), \(pay), \(reason))
            """)
        return true
    }

    /// Newest first.
    package static func events(of dealer: ID<Dealer>, _ tx: Transaction) throws -> [Event] {
        try tx.rows(
            """
            SELECT e.at, e.value_before, e.value_after, e.reason, p.name AS who
            FROM dealer_event e LEFT JOIN person p ON p.id = e.person_id
            WHERE e.dealer_id = \(dealer) AND e.kind = 'pay' ORDER BY e.id DESC LIMIT 20
            """
        ).map {
            Event(
                at: try $0("at"), who: try $0.optional("who"), before: try $0("value_before"),
                after: try $0("value_after"),
                reason: try $0("reason"))
        }
    }
}
