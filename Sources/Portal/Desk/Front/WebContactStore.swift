import Base
import Database
import Domain
import Ground
import Web
import Work

/// What was typed into the company's own page, beside the contact that it became.
package struct WebContact: Sendable {
    let form: String
    let city: String
    let device: String
    let serial: String
    let wish: String
    let card: String
    let seller: String
    let purchasedOn: CalendarDay?

    package init(
        form: String, city: String = "", device: String = "", serial: String = "", wish: String = "",
        card: String = "", seller: String = "", purchasedOn: CalendarDay? = nil
    ) {
        (self.form, self.city, self.device, self.serial) = (form, city, device, serial)
        (self.wish, self.card, self.seller, self.purchasedOn) = (wish, card, seller, purchasedOn)
    }
}

package enum WebContactStore {
    /// Writes it down and tells who follows it. - Returns: its number, for whoever has sent it.
    @discardableResult
    package static func add(
        _ new: NewContact, _ web: WebContact, _ photos: StrangerPhotos? = nil, clock: CompanyClock, owner: ID<Person>,
        _ tx: Transaction
    ) throws -> String {
        let made = try ContactStore.add(new, clock: clock, by: nil, followedBy: owner, tx)
        try tx.later(
            """
            INSERT INTO web_contact (contact_id, form, city, device, serial, wish, card, seller, purchased_on)
            VALUES (\(made.id), \(web.form), \(web.city), \(web.device), \(web.serial), \(web.wish), \(web.card),
                    \(web.seller), \(web.purchasedOn))
            """)
        if let photos { try AttachmentStore.add(photos, to: .contact(made.id), tx) }
        try OutboxStore.add(
            Notice("contact_came", about: .contact(made.id), made.number), to: .people([owner]), but: nil, tx)
        return made.number
    }

    /// A text message or a mail: who follows what comes in reads it, and answers as he likes.
    static func received(_ notice: ReceivedNotice, _ company: OpenCompany, _ tx: Transaction) throws -> String? {
        let phone = try? CallerNumber(MobileNumber.local(stored: notice.number))
        guard phone != nil || notice.head != nil else { return nil }
        let owner = try owner(FrontSettings(tx), tx)
        let first = String(notice.text.split(whereSeparator: \.isNewline).first?.prefix(80) ?? "")
        let subject = notice.head.map(\.subject) ?? first
        let party = notice.head.map { $0.name.isEmpty ? $0.address : "\($0.name) <\($0.address)>" } ?? ""
        let new = NewContact(
            kind: .question, channel: notice.head == nil ? .sms : .email, direction: .incoming, party: party,
            phone: phone, subject: subject.isEmpty ? "…" : subject, body: notice.text)
        let made = try ContactStore.add(new, clock: company.clock, by: nil, followedBy: owner, tx)
        try OutboxStore.add(
            Notice("contact_came", about: .contact(made.id), made.number), to: .people([owner]), but: nil, tx)
        return made.number
    }

    /// Who follows what comes in: whom the company has named, as long as he may write there; else its first administrator.
    static func owner(_ settings: FrontSettings, _ tx: Transaction) throws -> ID<Person> {
        let people = try ContactSheetList.people(tx)
        let named = people.first { $0.id == settings.owner }
        let administrators = people.filter { $0.roles.meet([.administrator]) }.sorted { $0.id.value < $1.id.value }
        guard let owner = named ?? administrators.first ?? people.first else { throw Refusal.hidden }
        return owner.id
    }

    /// In the transaction that registers its machine; a number that is no contact's says nothing.
    static func registered(_ serial: String, from contact: String, by actor: Actor, _ tx: Transaction) throws {
        guard let id: ID<Contact> = try tx.value("SELECT id FROM contact WHERE number = \(contact)") else { return }
        try EventStore.add(
            Event("card_registered", of: .contact(id), in: "contacts", detail: ["serial": serial]), by: actor.person, tx
        )
    }

    static let erasing = Erasing { erasure, tx in
        try tx.execute(
            """
            UPDATE web_contact SET city = '', device = '', serial = '', wish = '', card = '', seller = ''
            WHERE contact_id IN (SELECT id FROM contact WHERE \(ContactStore.of(erasure)))
            """)
        return []
    }
}

enum WebContactList {
    static func find(_ contact: ID<Contact>, _ tx: Transaction) throws -> WebContact? {
        try tx.row("SELECT * FROM web_contact WHERE contact_id = \(contact)").map { row in
            WebContact(
                form: try row("form"), city: try row("city"), device: try row("device"), serial: try row("serial"),
                wish: try row("wish"), card: try row("card"), seller: try row("seller"),
                purchasedOn: try row.optional("purchased_on"))
        }
    }

    /// How far what somebody sent has come, for whoever has its number and the mobile that it was sent with.
    struct Followed: Sendable {
        let number: String
        let state: ContactState
        let sentAt: Instant
        /// What is meant for him; empty as long as it is not closed.
        let answer: String
    }

    /// Whatever way it came: who called a complaint in follows it as who wrote it here. One look for both: who does not have both
    /// learns not which was wrong.
    static func follow(_ number: String, _ mobile: MobileNumber, _ tx: Transaction) throws -> Followed? {
        let row = try tx.row(
            """
            SELECT number, state, made_at, answer FROM contact
            WHERE number = \(number) AND phone = \(mobile.e164) AND direction = \(ContactDirection.incoming)
            """)
        return try row.map { row in
            let state: ContactState = try row("state")
            return Followed(
                number: try row("number"), state: state, sentAt: try row("made_at"),
                answer: state == .closed ? try row("answer") : "")
        }
    }
}

/// What was typed into the company's own page, on the contact's.
struct WebContactCard: Sendable {
    let title: String
    let facts: [Fact]
    /// Takes the sender's photos away; nil where there are none, or for those who may not.
    let removal: String?

    static func card(
        _ contact: ID<Contact>, _ context: CompanyContext, _: (any Sendable)?, _ tx: Transaction
    ) throws -> PageCard? {
        guard let web = try WebContactList.find(contact, tx) else { return nil }
        let words = context.words
        let texts = [
            ("city", web.city), ("device", web.device), ("serial", web.serial), ("wish", web.wish), ("card", web.card),
            ("seller", web.seller), ("purchased", web.purchasedOn.map { context.reader.day($0) } ?? ""),
        ]
        let facts = texts.filter { !$0.1.isEmpty }.map { name, text in
            let href = name == "serial" ? context.pathIfAllowed(UnitRoutes.one, text) : nil
            return Fact(
                label: words("front.field.\(name)"), value: text, href: href, isLtr: ["serial", "card"].contains(name))
        }
        return PageCard(
            "front/_contact", at: .main,
            WebContactCard(
                title: words("front.came", words("front.\(web.form)")), facts: facts,
                removal: try removal(of: contact, context, tx)))
    }

    private static func removal(
        of contact: ID<Contact>, _ context: CompanyContext, _ tx: Transaction
    ) throws -> String? {
        guard context.may(ContactRoutes.photoRemoval), try AttachmentStore.hasOfStrangers(.contact(contact), tx) else {
            return nil
        }
        let number: String? = try tx.value("SELECT number FROM contact WHERE id = \(contact)")
        return number.map { context.paths(ContactRoutes.photoRemoval, $0) }
    }
}
