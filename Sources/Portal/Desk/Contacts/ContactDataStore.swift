import Base
import Database
import Domain
import Ground
import Web

/// What contacts keep of a customer: what he said, and what was said of it.
enum ContactDataStore {
    /// Whoever follows it still has to reach him.
    static func obstacle(for customer: ID<Customer>, _ tx: Transaction) throws -> Complaint? {
        let number: String? = try tx.value(
            "SELECT min(number) FROM contact WHERE \(ContactStore.of(customer)) AND state = 'open'")
        return number.map { Complaint("contacts.denied.erasing", $0.isolatedLeftToRight) }
    }

    /// Whether he has spoken with the company since then, or it was still followed.
    static func hasSpoken(_ customer: ID<Customer>, since moment: Instant, _ tx: Transaction) throws -> Bool {
        try tx.row(
            """
            SELECT 1 FROM contact WHERE \(ContactStore.of(customer)) AND coalesce(closed_at, made_at) >= \(moment) LIMIT 1
            """) != nil
    }

    static let erasing = Erasing(rewriting: ["event"]) { erasure, tx in
        let contacts: [Int64] = try tx.list(
            "SELECT id FROM contact WHERE \(ContactStore.of(erasure)) ORDER BY id")
        try tx.execute(
            """
            UPDATE contact SET party = '', phone = '', line = '', subject = '–', body = '', done = '', answer = ''
            WHERE id IN (\(contacts))
            """)
        try tx.execute("DELETE FROM contact_word WHERE contact_id IN (\(contacts))")
        try tx.execute(
            """
            UPDATE contact_referral SET text = '', answer = CASE WHEN answer = '' THEN '' ELSE '–' END
            WHERE contact_id IN (\(contacts))
            """)
        try EventStore.blank("contact", contacts, tx)
        return contacts.map { EventSubject("contact", $0) }
    }

    static func dossier(
        _ customer: ID<Customer>, _ context: CompanyContext, _ tx: Transaction
    ) throws -> [DossierLine] {
        let words = context.words
        let contacts = try tx.rows(
            """
            SELECT number, made_at, party, phone, subject, body, done, answer FROM contact
            WHERE \(ContactStore.of(customer)) ORDER BY id
            """
        ).map { row in
            let texts = try ["party", "phone", "subject", "body", "done", "answer"].map { try row($0) as String }
            return DossierLine(
                words("contacts.title"), at: try row("made_at"), try row("number"),
                texts.filter { !$0.isEmpty }.joined(separator: " · "))
        }
        return try contacts + referrals(customer, words, tx)
    }

    private static func referrals(_ customer: ID<Customer>, _ words: Words, _ tx: Transaction) throws -> [DossierLine] {
        try tx.rows(
            """
            SELECT c.number, r.made_at, r.text, r.answer FROM contact_referral r JOIN contact c ON c.id = r.contact_id
            WHERE \(ContactStore.of(customer)) AND (r.text <> '' OR r.answer <> '') ORDER BY r.id
            """
        ).map { row in
            let texts: [String] = [try row("text"), try row("answer")]
            return DossierLine(
                words("contacts.referrals"), at: try row("made_at"), try row("number"),
                texts.filter { !$0.isEmpty }.joined(separator: " · "))
        }
    }
}
