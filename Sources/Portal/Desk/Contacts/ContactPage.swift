import Base
import Domain
import Ground
import Web
import Work

/// One contact: who spoke, what about, who is asked, what came of it.
struct ContactPage: Page {
    static let template = "contacts/contact"
    let titleKey = "contacts.page_title"
    let titleValues: [String]
    let list: String
    let number: String
    let subject: String
    let kind: Badge
    let state: Badge
    let overdue: Badge?
    let newJob: String?
    /// Of a caller whom nobody knows.
    let newCustomer: String?
    /// The form of its machine's card; nil where it is no registration.
    let registration: String?
    let facts: [Fact]
    let body: String?
    /// What was done, and what the other side was told.
    let outcome: [Fact]
    let hasOutcome: Bool
    let referrals: [ReferralView]
    let hasReferrals: Bool
    let forms: ContactFormsView?
    let cards: PageCards

    init(
        _ sheet: ContactSheet, _ cards: PageCards, _ refused: RefusedContactForm?, _ context: CompanyContext
    ) {
        let (contact, words) = (sheet.contact, context.words)
        list = context.paths(ContactRoutes.list)
        number = contact.number
        titleValues = [contact.number]
        subject = contact.subject
        kind = Badge(contact.particulars.kind, words)
        state = Badge(contact.state, words)
        overdue = contact.state == .open ? Badge(overdue: contact.particulars.due, today: context.today, words) : nil
        newJob = Self.newJob(sheet, context)
        newCustomer = Self.newCustomer(sheet, context)
        registration = Self.registration(sheet, context)
        facts =
            ContactFacts(
                contact: contact, causes: sheet.causes, isOfWeb: sheet.web != nil, context: context
            ).all + sheet.past.map { Self.past($0, context.reader) }
        body = contact.body.isEmpty ? nil : contact.body
        outcome = [("contacts.done", contact.done), ("contacts.answer", contact.answer)].compactMap { key, text in
            text.isEmpty ? nil : Fact(label: words(key), value: text)
        }
        hasOutcome = !outcome.isEmpty
        let mayWrite = context.may(ContactRoutes.note)
        referrals = sheet.referrals.map { ReferralView($0, of: contact, mayWrite: mayWrite, refused, context) }
        hasReferrals = !referrals.isEmpty
        forms = mayWrite ? ContactFormsView(sheet, refused, context) : nil
        self.cards = cards
    }

    /// Whom it was taken for, until when and why not.
    private static func past(_ past: ContactPartyStore.Past, _ reader: Reader) -> Fact {
        let number = past.phone.isEmpty ? "" : reader.caller(past.phone, line: past.line)
        let said = [past.name.isolated, number, past.reason, past.who.isolated, reader.dateTime(past.at)]
        return Fact(
            label: reader.words("contacts.party.past"), value: said.filter { !$0.isEmpty }.joined(separator: " · "))
    }

    /// The form of a new job with what is known of the caller; nil for those who take no jobs in.
    private static func newJob(_ sheet: ContactSheet, _ context: CompanyContext) -> String? {
        let (contact, web) = (sheet.contact, sheet.web)
        guard context.may(NewJobRoutes.form), contact.direction == .incoming else { return nil }
        let number = (try? CustomerNumber(contact.phone))?.local ?? ""
        let said = [web?.device, contact.body.isEmpty ? contact.subject : contact.body, web?.wish]
        let fault = said.compactMap(\.self).filter { !$0.isEmpty }.joined(separator: " – ")
        return Address.of(
            context.paths(NewJobRoutes.form),
            [
                ("mobile", number), ("name", contact.called), ("fault", String(fault.prefix(500))),
                ("serial", web?.serial ?? ""), ("city", web?.city ?? ""),
                ("purchased", web?.purchasedOn.map { context.reader.day($0) } ?? ""), ("contact", contact.number),
            ])
    }

    private static func newCustomer(_ sheet: ContactSheet, _ context: CompanyContext) -> String? {
        guard case .stranger = sheet.contact.party, !sheet.contact.phone.isEmpty,
            let form = context.pathIfAllowed(CustomerRoutes.blank)
        else { return nil }
        let (phone, line) = (MobileNumber.local(stored: sheet.contact.phone), sheet.contact.line)
        return Address.of(
            form,
            [
                ("number", line.isEmpty ? phone : "\(phone) #\(line)"), ("name", sheet.contact.called),
                ("address_city", sheet.web?.city ?? ""),
            ])
    }

    private static func registration(_ sheet: ContactSheet, _ context: CompanyContext) -> String? {
        guard let web = sheet.web, web.form == FrontPage.register.rawValue, sheet.contact.state == .open,
            let form = context.pathIfAllowed(WarrantyCardRoutes.form)
        else { return nil }
        return Address.of(
            form,
            [
                ("serial", web.serial), ("card", web.card), ("city", web.city),
                ("mobile", (try? MobileNumber(sheet.contact.phone))?.local ?? ""), ("customer", sheet.contact.called),
                ("purchased_on", web.purchasedOn.map { context.reader.day($0) } ?? ""),
                ("from", sheet.contact.number),
            ])
    }
}

/// What is known of a contact, line by line.
struct ContactFacts {
    let contact: ContactRow
    let causes: [Reason]
    /// Whether the other side has written it by itself.
    let isOfWeb: Bool
    let context: CompanyContext

    var all: [Fact] {
        let (reader, words, particulars) = (context.reader, context.words, contact.particulars)
        var facts = [party]
        if !contact.phone.isEmpty {
            facts.append(
                Fact(
                    label: words("contacts.phone"), value: reader.caller(contact.phone, line: contact.line),
                    href: "tel:\(MobileNumber.local(stored: contact.phone))"))
        }
        facts.append(
            Fact(
                label: words("contacts.channel"),
                value: words("contacts.way", words.direction(contact.direction), words.channel(contact.channel))))
        facts.append(
            Fact(
                label: words("contacts.at"),
                value: isOfWeb
                    ? words("contacts.by_web", reader.dateTime(contact.madeAt))
                    : words("contacts.by", contact.madeBy.isolated, reader.dateTime(contact.madeAt))))
        facts.append(Fact(label: words("contacts.owner"), value: contact.owner))
        if let due = particulars.due { facts.append(Fact(label: words("contacts.due"), value: reader.wholeDay(due))) }
        if let severity = particulars.severity {
            facts.append(Fact(label: words("contacts.severity"), value: words.severity(severity)))
        }
        if let cause = causes.first(where: { $0.code == particulars.cause }) {
            facts.append(Fact(label: words("contacts.cause"), value: reader.name(fa: cause.nameFa, en: cause.nameEn)))
        }
        return facts
    }

    private var party: Fact {
        let (label, paths) = (context.words("contacts.party"), context.paths)
        switch contact.party {
        case .customer(let id, let name):
            return Fact(label: label, value: name, href: paths(CustomerRoutes.one, id))
        case .dealer(let code, let name): return Fact(label: label, value: name, href: paths(DealerRoutes.one, code))
        case .stranger:
            return Fact(
                label: label, value: contact.called.isEmpty ? context.words("contacts.unknown") : contact.called)
        }
    }
}
