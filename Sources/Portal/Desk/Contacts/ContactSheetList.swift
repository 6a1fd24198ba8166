import Database
import Domain
import Ground
import Web

/// One contact with all who were asked about it, and what its forms choose from.
struct ContactSheet: Sendable {
    let contact: ContactRow
    /// Oldest first.
    let referrals: [ReferralRow]
    let causes: [Reason]
    /// Of the head office, who may enter.
    let people: [Member]
    /// What was typed into the company's own page; nil for what somebody of ours wrote down.
    let web: WebContact?
    /// Whoever was taken for the other side before.
    let past: [ContactPartyStore.Past]

    var asked: Int { referrals.count { $0.state == .open } }

    /// Who may follow it: whoever does so keeps it, also where he may not enter any more.
    var owners: [(id: ID<Person>, name: String)] {
        let all = people.map { (id: $0.id, name: $0.name) }
        let now = (id: contact.particulars.owner, name: contact.owner)
        return all.contains { $0.id == now.id } ? all : [now] + all
    }
}

enum ContactSheetList {
    static func sheet(_ number: String, _ tx: Transaction) throws -> ContactSheet {
        let contact = try find(number, tx)
        return ContactSheet(
            contact: contact, referrals: try referrals(of: contact.id, tx), causes: try ReasonList.all(.complaint, tx),
            people: try people(tx), web: try WebContactList.find(contact.id, tx),
            past: try ContactPartyStore.past(of: contact.id, tx))
    }

    /// Those who may write there: whoever else is asked could not answer.
    static func people(_ tx: Transaction) throws -> [Member] {
        try PersonStore.all(tx).filter { !$0.isLocked && $0.roles.meet(ContactRoutes.writers) }
            .inPersianOrder(by: \.name)
    }

    /// - Throws: `Refusal.hidden` where there is none.
    static func find(_ number: String, _ tx: Transaction) throws -> ContactRow {
        let row = try tx.row(
            """
            SELECT c.id, c.number, c.kind, c.channel, c.direction, c.state, c.party, c.phone, c.line, c.subject, c.body,
                   c.owner_id, c.due_on, c.severity, c.cause, c.done, c.answer, c.made_at, c.closed_at, c.version,
                   c.customer_id, u.name AS customer, d.code AS dealer_code, d.name AS dealer, o.name AS owner,
                   m.name AS maker
            FROM contact c JOIN person o ON o.id = c.owner_id JOIN person m ON m.id = c.made_by
            LEFT JOIN customer u ON u.id = c.customer_id LEFT JOIN dealer d ON d.id = c.dealer_id
            WHERE c.number = \(number)
            """)
        guard let row else { throw Refusal.hidden }
        return ContactRow(
            id: try row("id"), number: try row("number"), state: try row("state"),
            particulars: ContactParticulars(
                kind: try row("kind"), owner: try row("owner_id"), due: try row.optional("due_on"),
                severity: try row.optional("severity"), cause: try row.optional("cause")),
            channel: try row("channel"), direction: try row("direction"), party: try party(row),
            called: try row("party"), phone: try row("phone"), line: try row("line"), subject: try row("subject"),
            body: try row("body"), owner: try row("owner"), done: try row("done"), answer: try row("answer"),
            madeBy: try row("maker"), madeAt: try row("made_at"), closedAt: try row.optional("closed_at"),
            version: try row("version"))
    }

    private static func party(_ row: Row) throws -> ContactParty {
        if let id: ID<Customer> = try row.optional("customer_id") { return .customer(id, name: try row("customer")) }
        if let code: String = try row.optional("dealer_code") { return .dealer(code: code, name: try row("dealer")) }
        return .stranger
    }

    private static func referrals(of contact: ID<Contact>, _ tx: Transaction) throws -> [ReferralRow] {
        try tx.rows(
            """
            SELECT r.id, r.to_person, r.to_unit, r.text, r.due_on, r.state, r.made_by, r.made_at, r.answer, r.ended_at,
                   p.name AS addressee, m.name AS asker, e.name AS ender
            FROM contact_referral r JOIN person m ON m.id = r.made_by
            LEFT JOIN person p ON p.id = r.to_person LEFT JOIN person e ON e.id = r.ended_by
            WHERE r.contact_id = \(contact) ORDER BY r.id
            """
        ).map { row in
            let person: ID<Person>? = try row.optional("to_person")
            let addressee =
                try person.map { Addressee.person($0) } ?? Addressee(text: "unit:\(row("to_unit") as String)")
            return ReferralRow(
                id: try row("id"), addressee: addressee, name: try row.optional("addressee"), text: try row("text"),
                due: try row.optional("due_on"), state: try row("state"), askedBy: try row("made_by"),
                asker: try row("asker"), askedAt: try row("made_at"), answer: try row("answer"),
                ender: try row.optional("ender"), endedAt: try row.optional("ended_at"))
        }
    }
}
