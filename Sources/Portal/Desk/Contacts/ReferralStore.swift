import Database
import Domain
import Ground
import Web

/// Who is asked about a contact, and what he answered. Rows are never taken away.
package enum ReferralStore {
    private static let room = "contacts"

    package static func ask(
        _ addressee: Addressee, about contact: ID<Contact>, _ number: String, text: String, due: CalendarDay?,
        by person: ID<Person>, _ tx: Transaction
    ) throws {
        let (toPerson, toUnit): (ID<Person>?, String?) =
            switch addressee {
            case .person(let id): (id, nil)
            case .unit(let role): (nil, role.rawValue)
            }
        try tx.later(
            """
            INSERT INTO contact_referral (contact_id, to_person, to_unit, text, due_on, made_by, made_at)
            VALUES (\(contact), \(toPerson), \(toUnit), \(text), \(due), \(person), \(tx.now))
            """)
        let detail = ["to": addressee.text, "due": due?.isoText ?? "", "text": text]
        try EventStore.add(Event("referred", of: .contact(contact), in: room, detail: detail), by: person, tx)
        try OutboxStore.add(
            Notice("contact_referred", about: .contact(contact), number), to: recipients(addressee), but: person, tx)
    }

    private static func recipients(_ addressee: Addressee) -> Recipients {
        switch addressee {
        case .person(let id): .people([id])
        case .unit(let role): .office([role])
        }
    }

    /// - Throws: `Refusal.stale` where it is not open any more.
    static func answer(
        _ referral: ReferralRow, of contact: ContactRow, _ text: String, by person: ID<Person>, _ tx: Transaction
    ) throws {
        try end(referral, .answered, text, by: person, tx)
        try EventStore.add(Event("answered", of: .contact(contact.id), in: room, detail: ["": text]), by: person, tx)
        try OutboxStore.add(
            Notice("contact_answered", about: .contact(contact.id), contact.number), to: .people([referral.askedBy]),
            but: person, tx)
    }

    /// - Throws: `Refusal.stale` where it is not open any more.
    static func withdraw(
        _ referral: ReferralRow, of contact: ContactRow, by person: ID<Person>, _ tx: Transaction
    ) throws {
        try end(referral, .withdrawn, "", by: person, tx)
        let detail = ["to": referral.addressee.text]
        try EventStore.add(Event("withdrawn", of: .contact(contact.id), in: room, detail: detail), by: person, tx)
    }

    private static func end(
        _ referral: ReferralRow, _ state: ReferralRow.State, _ answer: String, by person: ID<Person>, _ tx: Transaction
    ) throws {
        let changed = try tx.execute(
            """
            UPDATE contact_referral SET state = \(state), answer = \(answer), ended_by = \(person), ended_at = \(tx.now)
            WHERE id = \(referral.id) AND state = 'open'
            """)
        guard changed == 1 else { throw Refusal.stale(Complaint("error.stale")) }
    }
}
