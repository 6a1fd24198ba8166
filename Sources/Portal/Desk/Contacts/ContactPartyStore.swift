import Base
import Database
import Domain
import Ground
import Web

/// Who spoke with the company, put right: the wrong one is kept with the reason.
enum ContactPartyStore {
    struct Past: Sendable {
        /// As one of ours is called, or as he called himself.
        let name: String
        let phone: String
        let line: String
        let reason: String
        let who: String
        let at: Instant
    }

    /// Whoever was taken for the other side before, the newest first.
    static func past(of contact: ID<Contact>, _ tx: Transaction) throws -> [Past] {
        try tx.rows(
            """
            SELECT coalesce(u.name, d.name, c.party) AS name, c.phone, c.line, c.reason, p.name AS who, c.made_at
            FROM contact_party c JOIN person p ON p.id = c.made_by LEFT JOIN customer u ON u.id = c.customer_id
            LEFT JOIN dealer d ON d.id = c.dealer_id WHERE c.contact_id = \(contact) ORDER BY c.id DESC LIMIT 20
            """
        ).map {
            Past(
                name: try $0("name"), phone: try $0("phone"), line: try $0("line"), reason: try $0("reason"),
                who: try $0("who"), at: try $0("made_at"))
        }
    }

    /// - Throws: `Refusal.stale` where somebody was faster, `contacts.party.same` where nothing becomes another.
    static func correct(
        _ contact: ContactRow, to party: String, _ phone: CallerNumber?, because reason: String, version: Int,
        by person: ID<Person>, _ tx: Transaction
    ) throws {
        let (number, line) = (phone?.number ?? "", phone?.line ?? "")
        guard (party, number, line) != (contact.called, contact.phone, contact.line) else {
            throw Complaint("contacts.party.same")
        }
        let now = try tx.one("SELECT customer_id, dealer_id FROM contact WHERE id = \(contact.id)")
        let (before, dealerBefore): (ID<Customer>?, ID<Dealer>?) = (
            try now.optional("customer_id"), try now.optional("dealer_id")
        )
        let customer = try CustomerStore.find(stored: number, tx)
        let dealer: ID<Dealer>? =
            customer == nil ? try tx.value("SELECT min(id) FROM dealer WHERE mobile = \(number)") : nil
        let changed = try tx.execute(
            """
            UPDATE contact SET customer_id = \(customer), dealer_id = \(dealer), party = \(party), phone = \(number),
                line = \(line), version = version + 1 WHERE id = \(contact.id) AND version = \(version)
            """)
        guard changed == 1 else { throw Refusal.stale(Complaint("error.stale")) }
        try tx.later(
            """
            INSERT INTO contact_party (contact_id, customer_id, dealer_id, party, phone, line, reason, made_by, made_at)
            VALUES (\(contact.id), \(before), \(dealerBefore), \(contact.called), \(contact.phone), \(contact.line),
                    \(reason), \(person), \(tx.now))
            """)
        try ContactStore.rewriteWords(of: contact, party: party, phone: number, customer, dealer, tx)
        // Whom it was taken for stands beside the contact alone: an event names nobody.
        try EventStore.add(Event("party_corrected", of: .contact(contact.id), in: ContactStore.room), by: person, tx)
    }

    /// With a customer who turns out to be another.
    static let move = CustomerMove("contact_party") { customer, tx in
        try tx.list("SELECT id FROM contact_party WHERE customer_id = \(customer) ORDER BY id")
    } move: { ids, customer, tx in
        _ = try tx.execute("UPDATE contact_party SET customer_id = \(customer) WHERE id IN (\(ids))")
    }

    /// Also of contacts that are somebody else's now, and of those that were taken for somebody else's.
    static let erasing = Erasing { erasure, tx in
        try tx.execute(
            """
            UPDATE contact_party SET party = '', phone = '', line = '', reason = '–'
            WHERE customer_id = \(erasure.customer) OR customer_id IS NULL AND phone IN (\(erasure.numbers))
                OR contact_id IN (SELECT id FROM contact WHERE \(ContactStore.of(erasure)))
            """)
        return []
    }
}
