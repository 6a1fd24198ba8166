import Base
import Database
import Domain
import Ground
import Web

/// What messages keep of a customer: his number, and what he was told.
enum MessageDataStore {
    /// That he was written to stays, and nothing of it: who waits for a message gets none, and whoever sends one now says
    /// nothing of it any more.
    static let erasing = Erasing { erasure, tx in
        _ = try tx.execute(
            """
            UPDATE message SET \(erased(tx.now)) WHERE customer_id IN (\(erasure.everyone))
            """)
        // A trial is written to a number alone.
        _ = try tx.execute(
            """
            UPDATE message SET \(erased(tx.now))
            WHERE number IN (\(erasure.numbers)) AND customer_id IS NULL AND person_id IS NULL
            """)
        return []
    }

    private static func erased(_ now: Instant) -> SQL {
        """
        number = '', body = '–', pattern = '', fields = '[]', sealed = \(MessageStore.forgotten), due_at = NULL,
        ends_at = \(now), lease_token = NULL, lease_until = NULL,
        state = CASE WHEN state IN ('waiting', 'held') THEN 'expired' WHEN state = 'sending' THEN 'unknown' ELSE state END
        """
    }

    static func dossier(
        _ customer: ID<Customer>, _ context: CompanyContext, _ tx: Transaction
    ) throws -> [DossierLine] {
        let words = context.words
        return try tx.rows(
            "SELECT made_at, event, number, body, state FROM message WHERE customer_id = \(customer) ORDER BY id"
        ).map { row in
            let (event, state): (String, String) = (try row("event"), try row("state"))
            let texts: [String] = [
                words("messages.state.\(state)"), MobileNumber.local(stored: try row("number")), try row("body"),
            ]
            return DossierLine(
                words("messages.title"), at: try row("made_at"), words("messages.subject.\(event)"),
                texts.joined(separator: " · "))
        }
    }

    /// With a customer who turns out to be another.
    static let move = CustomerMove("message") { customer, tx in
        try tx.list("SELECT id FROM message WHERE customer_id = \(customer) ORDER BY id")
    } move: { ids, customer, tx in
        _ = try tx.execute("UPDATE message SET customer_id = \(customer) WHERE id IN (\(ids))")
    }
}
