import Base
import Database
import Domain
import Ground
import Web

package enum ContactStore {
    static let room = "contacts"
    /// Words of one contact that it is found by.
    private static let mostWords = 40

    /// Writes a contact down; the customer or dealer whose number it is is its other side.
    package static func add(
        _ new: NewContact, clock: CompanyClock, by person: ID<Person>, _ tx: Transaction
    ) throws -> Made {
        try add(new, clock: clock, by: person, followedBy: person, tx)
    }

    /// - Parameter person: nil where the other side has written it by itself.
    static func add(
        _ new: NewContact, clock: CompanyClock, by person: ID<Person>?, followedBy owner: ID<Person>, _ tx: Transaction
    ) throws -> Made {
        let number = try NumberStore.next("contact", year: clock.calendar.year(of: clock.day(of: tx.now)), tx)
        let phone = new.phone?.number ?? ""
        let customer = try CustomerStore.find(stored: phone, tx)
        let dealer: ID<Dealer>? = try tx.value("SELECT min(id) FROM dealer WHERE mobile = \(phone)")
        let id: ID<Contact> = try tx.insert(
            """
            INSERT INTO contact (number, kind, channel, direction, customer_id, dealer_id, party, phone, line, subject, body,
                                 owner_id, made_by, made_at)
            VALUES (\(number), \(new.kind.rawValue), \(new.channel.rawValue), \(new.direction.rawValue), \(customer),
                    \(customer == nil ? dealer : nil), \(new.party), \(phone), \(new.phone?.line ?? ""), \(new.subject),
                    \(new.body), \(owner), \(person ?? owner), \(tx.now))
            """)
        try addWords(of: new, number, knownAs: name(customer, customer == nil ? dealer : nil, tx), id, tx)
        let detail = ["kind": new.kind.rawValue, "channel": new.channel.rawValue]
        try EventStore.add(Event("added", of: .contact(id), in: room, detail: detail), by: person, tx)
        if new.kind == .complaint {
            try OutboxStore.add(
                Notice("complaint_came", about: .contact(id), number), to: .office([.serviceManager]),
                but: person ?? owner, tx)
        }
        return Made(id: id, number: number)
    }

    /// Until when whoever follows a new contact does something about it; he is told, unless he has written it down himself.
    static func setDue(
        _ made: Made, _ due: CalendarDay, owner: ID<Person>, by person: ID<Person>?, _ tx: Transaction
    ) throws {
        try tx.later("UPDATE contact SET due_on = \(due) WHERE id = \(made.id)")
        let detail = ["owner": owner.description, "due": due.isoText]
        try EventStore.add(Event("referred", of: .contact(made.id), in: room, detail: detail), by: person, tx)
        try OutboxStore.add(
            Notice("contact_referred", about: .contact(made.id), made.number), to: .people([owner]), but: person, tx)
    }

    static func tellPhotosRemoved(
        _ count: Int, of contact: ID<Contact>, by person: ID<Person>, _ tx: Transaction
    ) throws {
        let event = Event("photos_removed", of: .contact(contact), in: room, detail: ["photos": String(count)])
        try EventStore.add(event, by: person, tx)
    }

    package struct Made: Sendable {
        package let id: ID<Contact>
        package let number: String
    }

    /// Under which one of ours is known, whatever he was called; empty for a stranger.
    private static func name(_ customer: ID<Customer>?, _ dealer: ID<Dealer>?, _ tx: Transaction) throws -> String {
        if let customer { return try tx.value("SELECT name FROM customer WHERE id = \(customer)") ?? "" }
        return try dealer.flatMap { try tx.value("SELECT name FROM dealer WHERE id = \($0)") } ?? ""
    }

    private static func addWords(
        of new: NewContact, _ number: String, knownAs name: String, _ id: ID<Contact>, _ tx: Transaction
    ) throws {
        let words = ContactWords.of(
            number: number, party: "\(new.party) \(name)", phone: new.phone?.number ?? "", subject: new.subject)
        try add(words, to: id, tx)
    }

    /// Once it is known who it really was.
    static func rewriteWords(
        of contact: ContactRow, party: String, phone: String, _ customer: ID<Customer>?, _ dealer: ID<Dealer>?,
        _ tx: Transaction
    ) throws {
        _ = try tx.execute("DELETE FROM contact_word WHERE contact_id = \(contact.id)")
        let called = "\(party) \(try name(customer, dealer, tx))"
        let words = ContactWords.of(number: contact.number, party: called, phone: phone, subject: contact.subject)
        try add(words, to: contact.id, tx)
    }

    private static func add(_ words: Set<String>, to id: ID<Contact>, _ tx: Transaction) throws {
        let rows = words.sorted().prefix(mostWords).map { word -> SQL in "(\(word), \(id))" }
        guard let first = rows.first else { return }
        let values = rows.dropFirst().reduce(first) { $0 + ", " + $1 }
        try tx.later("INSERT INTO contact_word (word, contact_id) VALUES \(values)")
    }

    /// - Throws: `Refusal.stale` where somebody was faster.
    static func change(
        _ contact: ContactRow, to new: ContactParticulars, version: Int, by person: ID<Person>, _ tx: Transaction
    ) throws {
        let changed = try tx.execute(
            """
            UPDATE contact SET kind = \(new.kind.rawValue), owner_id = \(new.owner), due_on = \(new.due),
                severity = \(new.severity), cause = \(new.cause), version = version + 1
            WHERE id = \(contact.id) AND version = \(version) AND state = 'open'
            """)
        guard changed == 1 else { throw Refusal.stale(Complaint("error.stale")) }
        let event = Event("changed", of: .contact(contact.id), in: room, from: contact.particulars.texts, to: new.texts)
        if event.changesSomething { try EventStore.add(event, by: person, tx) }
    }

    /// A customer's own, and those of before he was one, by his number.
    static func of(_ customer: ID<Customer>) -> SQL {
        """
        (customer_id = \(customer)
            OR customer_id IS NULL AND phone IN (SELECT mobile FROM customer WHERE id = \(customer)
                UNION ALL SELECT number FROM customer_number WHERE customer_id = \(customer)))
        """
    }

    /// Also of a number that was his once.
    static func of(_ erasure: CustomerErasure) -> SQL {
        "(\(of(erasure.customer)) OR customer_id IS NULL AND phone IN (\(erasure.past.numbers)))"
    }

    /// With a customer who turns out to be another.
    static let move = CustomerMove("contact") { customer, tx in
        try tx.list("SELECT id FROM contact WHERE customer_id = \(customer) ORDER BY id")
    } move: { ids, customer, tx in
        _ = try tx.execute("UPDATE contact SET customer_id = \(customer) WHERE id IN (\(ids))")
    }

    static func note(_ text: String, on contact: ContactRow, by person: ID<Person>, _ tx: Transaction) throws {
        try EventStore.add(Event("noted", of: .contact(contact.id), in: room, detail: ["": text]), by: person, tx)
    }

    /// - Throws: `Refusal.stale` where somebody was faster.
    static func close(
        _ contact: ContactRow, by permit: MayCloseContact, version: Int, _ person: ID<Person>, _ tx: Transaction
    ) throws {
        let changed = try tx.execute(
            """
            UPDATE contact SET state = 'closed', done = \(permit.done), answer = \(permit.answer), closed_by = \(person),
                closed_at = \(tx.now), version = version + 1
            WHERE id = \(contact.id) AND version = \(version) AND state = 'open'
            """)
        guard changed == 1 else { throw Refusal.stale(Complaint("error.stale")) }
        let detail = ["done": permit.done, "answer": permit.answer]
        try EventStore.add(Event("closed", of: .contact(contact.id), in: room, detail: detail), by: person, tx)
    }

    /// What was done and answered stays with it. - Throws: `Refusal.stale` where it is not closed, or somebody was faster.
    static func reopen(
        _ contact: ContactRow, because reason: String, version: Int, by person: ID<Person>, _ tx: Transaction
    ) throws {
        let changed = try tx.execute(
            """
            UPDATE contact SET state = 'open', closed_by = NULL, closed_at = NULL, version = version + 1
            WHERE id = \(contact.id) AND version = \(version) AND state = 'closed'
            """)
        guard changed == 1 else { throw Refusal.stale(Complaint("error.stale")) }
        try EventStore.add(
            Event("reopened", of: .contact(contact.id), in: room, detail: ["": reason]), by: person, tx)
    }

    /// For whoever opens its page: the office.
    static let files = AttachmentKind("contact", addedBy: ContactRoutes.writers) { id, actor, tx in
        try actor.dealer == nil && tx.value("SELECT 1 FROM contact WHERE id = \(id)", as: Int.self) != nil
    }

    static let naming = SubjectNaming("contact") { ids, context, tx in
        guard context.may(ContactRoutes.one) else { return [] }
        return try tx.rows("SELECT id, number FROM contact WHERE id IN (\(ids))")
    } link: { row, context in
        let number: String = try row("number")
        return SubjectLink(label: number, href: context.paths(ContactRoutes.one, number))
    }
}

extension EventSubject {
    static func contact(_ id: ID<Contact>) -> EventSubject { EventSubject("contact", id.value) }
}
