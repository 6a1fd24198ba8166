import Database
import Domain
import Ground
import HTTPTypes
import Hummingbird
import Web

/// Whoever speaks with the company, and what becomes of it: written down, given on, answered, closed.
package enum ContactRoutes: RoomRoutes {
    /// Whoever of the office is called writes it down.
    static let writers = Set.office.subtracting([.auditor])

    package static let list = PlainPage(
        "contacts", for: .office, menu: .init("contacts", icon: "phone", order: 25))
    static let export = PlainPage("contacts/export", for: .managers.union([.auditor]), watched: .export)
    static let figures = PlainPage("contacts/figures", for: .managers.union([.auditor]))
    static let figuresFile = PlainPage(
        "contacts/figures/export", for: .managers.union([.auditor]), watched: .export)
    package static let form = PlainPage("contacts/new", for: writers)
    static let intake = PlainForm("contacts", for: writers, upTo: .photos)
    package static let one = PageRoute<String>("contacts/:contact", for: .office)
    static let referral = FormRoute<String>("contacts/:contact/referrals", for: writers)
    static let answer = FormRoute<String, ID<Referral>>("contacts/:contact/referrals/:referral/answer", for: writers)
    static let withdrawal = FormRoute<String, ID<Referral>>(
        "contacts/:contact/referrals/:referral/withdrawal", for: writers)
    static let particulars = FormRoute<String>("contacts/:contact/particulars", for: writers)
    /// Also of one that is closed: whose it was is asked for years.
    static let party = FormRoute<String>("contacts/:contact/party", for: writers)
    static let note = FormRoute<String>("contacts/:contact/notes", for: writers)
    static let closing = FormRoute<String>("contacts/:contact/closing", for: writers)
    /// What a stranger has sent may be such that nobody should see it.
    static let photoRemoval = FormRoute<String>("contacts/:contact/photos/removal", for: .managers)
    static let reopening = FormRoute<String>("contacts/:contact/reopening", for: writers)

    static let segmented = SegmentedList("contacts", at: list, title: "contacts.title") { ContactFilter($0) }

    package static var all: [Mounted] {
        [
            list.to { request, context in try await show(ContactFilter(request.asked), context) },
            export.to { request, context in
                try await ContactFile.sheet(ContactFilter(request.asked), context).response(to: request, context)
            },
            figures.to { request, context in try await showFigures(request.asked, context) },
            figuresFile.to { request, context in
                try await ComplaintFiguresFile.sheet(figuresFilter(request.asked, context), context)
                    .response(to: request, context)
            },
            form.to { request, context in try await fill(FormBody(encoded: request.uri.query ?? ""), context) },
            intake.to { form, context in try await take(form, context) },
            one.to { _, context, number in try await show(number, context) },
            referral.to { form, context, number in try await ContactDeeds.refer(form, number, context) },
            answer.to { form, context, number, id in try await ContactDeeds.answer(form, number, id, context) },
            withdrawal.to { form, context, number, id in try await ContactDeeds.withdraw(form, number, id, context) },
            particulars.to { form, context, number in try await ContactDeeds.change(form, number, context) },
            party.to { form, context, number in try await ContactDeeds.correctParty(form, number, context) },
            note.to { form, context, number in try await ContactDeeds.note(form, number, context) },
            closing.to { form, context, number in try await ContactDeeds.close(form, number, context) },
            photoRemoval.to { form, context, number in try await ContactDeeds.removePhotos(form, number, context) },
            reopening.to { form, context, number in try await ContactDeeds.reopen(form, number, context) },
        ]
    }

    private static func show(_ filter: ContactFilter, _ context: CompanyContext) async throws -> Response {
        let (actor, today) = (context.actor, context.today)
        let (slice, counts, isJoint, segments) = try await context.company.read { tx in
            (
                try ContactList.slice(filter, of: actor, today: today, tx),
                try ContactList.counts(filter, of: actor, today: today, tx), try JointInboxSetting.isOn(tx),
                try SegmentBar.read(of: filter, in: segmented, context, tx)
            )
        }
        return try context.show(ContactListPage(slice, counts, filter, segments, isJoint: isJoint, context))
    }

    private static func figuresFilter(_ asked: Asked, _ context: CompanyContext) -> FiguresFilter {
        FiguresFilter(asked, today: context.today, context.company.clock.calendar)
    }

    private static func showFigures(_ asked: Asked, _ context: CompanyContext) async throws -> Response {
        let (filter, company, reader) = (figuresFilter(asked, context), context.company, context.reader)
        let tables = try await company.readAtLength { tx in
            let cases = try ComplaintFiguresList.cases(in: filter.days, company.clock, tx)
            return try ComplaintTables(cases, company.names.names(tx), reader)
        }
        return try context.show(ComplaintFiguresPage(tables, filter, context))
    }

    private static func fill(_ form: FormBody, _ context: CompanyContext) async throws -> Response {
        let people = try await context.company.read { try ContactSheetList.people($0) }
        let typed = NewContactForm(form, people, calendar: context.reader.clock.calendar)
        return try context.show(NewContactPage(typed, people, nil, checked: false, context))
    }

    private static func take(_ form: FormBody, _ context: CompanyContext) async throws -> Response {
        let people = try await context.company.read { try ContactSheetList.people($0) }
        let typed = NewContactForm(form, people, calendar: context.reader.clock.calendar)
        let tray = try await FileTray(form, for: context.path, .any, context)
        guard let contact = typed.contact, tray.complaints.isEmpty else {
            return try context.show(
                NewContactPage(typed, people, tray, checked: true, context), status: .unprocessableContent)
        }
        let (to, due, text) = (
            typed.referral.addressee.value, typed.referral.due.value, typed.referral.text.value ?? ""
        )
        return try await context.once(form, flash: "contacts.added") { deed in
            let (person, tx) = (deed.actor.person, deed.tx)
            let made = try ContactStore.add(contact, clock: deed.company.clock, by: person, tx)
            if let to { try ReferralStore.ask(to, about: made.id, made.number, text: text, due: due, by: person, tx) }
            try AttachmentStore.add(tray.uploads, to: .contact(made.id), by: deed.actor, tx)
            return context.paths(one, made.number)
        } orShow: { refused in
            try context.show(
                NewContactPage(typed, people, tray, checked: true, context), status: refused.status,
                warning: refused.complaint)
        }
    }

    /// - Parameter refused: a form of the page that comes back as it was typed.
    static func show(
        _ number: String, _ context: CompanyContext, refused: RefusedContactForm? = nil,
        status: HTTPResponse.Status = .ok, warning: Complaint? = nil
    ) async throws -> Response {
        let (sheet, cards) = try await context.company.read { tx in
            let sheet = try ContactSheetList.sheet(number, tx)
            return (sheet, try context.cards(ContactSlots.cards, of: sheet.contact.id, tx))
        }
        return try context.show(ContactPage(sheet, cards, refused, context), status: status, warning: warning)
    }
}

/// What other rooms put on a contact's page.
enum ContactSlots {
    static let cards = Slot<CardMaker<ID<Contact>>>("contact.cards")
}
