import Domain
import Ground
import Web

/// Somebody who is or was asked, with the form of his answer where it is the reader.
struct ReferralView: Sendable {
    let to: String
    let asked: String
    let due: String?
    let overdue: Badge?
    let state: Badge
    let text: String?
    let answer: String?
    let ended: String?
    /// nil for those who are not asked.
    let form: AnswerView?
    let withdrawal: String?

    struct AnswerView: Sendable {
        let action: String
        let text: Field
    }

    init(
        _ referral: ReferralRow, of contact: ContactRow, mayWrite: Bool, _ refused: RefusedContactForm?,
        _ context: CompanyContext
    ) {
        let (reader, words, actor) = (context.reader, context.words, context.actor)
        let isOpen = referral.state == .open && contact.state == .open && mayWrite
        to = words.addressee(referral)
        asked = words("contacts.by", referral.asker.isolated, reader.dateTime(referral.askedAt))
        due = referral.due.map { words("contacts.until", reader.day($0)) }
        overdue = referral.state == .open ? Badge(overdue: referral.due, today: context.today, words) : nil
        state = Badge(
            kind: ["open": "accent", "answered": "done"][referral.state.rawValue] ?? "neutral",
            label: words("contacts.referral.\(referral.state.rawValue)"))
        text = referral.text.isEmpty ? nil : referral.text
        answer = referral.answer.isEmpty ? nil : referral.answer
        ended = referral.endedAt.map {
            words("contacts.by", (referral.ender ?? "").isolated, reader.dateTime($0))
        }
        form =
            isOpen && referral.addressee.includes(actor)
            ? AnswerView(
                action: context.paths(ContactRoutes.answer, contact.number, referral.id),
                text: Self.answer(referral.id, refused, reader)) : nil
        withdrawal =
            isOpen && (referral.askedBy == actor.person || contact.particulars.owner == actor.person)
            ? context.paths(ContactRoutes.withdrawal, contact.number, referral.id) : nil
    }

    private static func answer(_ id: ID<Referral>, _ refused: RefusedContactForm?, _ reader: Reader) -> Field {
        if case .answer(id, let typed) = refused { return Field(typed.text, label: "contacts.answer_to", for: reader) }
        return Field(name: "referral_answer", label: reader.words("contacts.answer_to")).with { $0.required = true }
    }
}

/// The forms of a contact's page for those who may write there.
struct ContactFormsView: Sendable {
    let version: Int
    let note: TextView
    let referral: ReferralFormView?
    let particulars: ParticularsView?
    let party: PartyView
    let closing: ClosingView?
    let reopening: TextView?

    struct TextView: Sendable {
        let action: String
        let text: Field
        let isOpen: Bool
    }

    struct ReferralFormView: Sendable {
        let action: String
        let fields: ReferralFields
        let isOpen: Bool
    }

    struct ParticularsView: Sendable {
        let action: String
        let kind: Field
        let owner: Field
        let due: Field
        let severity: Field
        let cause: Field
        let isOpen: Bool
    }

    struct ClosingView: Sendable {
        let action: String
        let done: Field
        let answer: Field
        let isOpen: Bool
    }

    init(_ sheet: ContactSheet, _ refused: RefusedContactForm?, _ context: CompanyContext) {
        let contact = sheet.contact
        let isOpen = contact.state == .open
        version = contact.version
        party = PartyView(contact, refused, context)
        note = Self.note(contact, refused, context)
        referral = isOpen ? Self.referral(sheet, refused, context) : nil
        particulars = isOpen ? Self.particulars(sheet, refused, context) : nil
        closing = isOpen ? Self.closing(contact, refused, context) : nil
        reopening = isOpen ? nil : Self.reopening(contact, refused, context)
    }

    private static func note(
        _ contact: ContactRow, _ refused: RefusedContactForm?, _ context: CompanyContext
    ) -> TextView {
        var typed: ContactText?
        if case .note(let form) = refused { typed = form }
        return TextView(
            action: context.paths(ContactRoutes.note, contact.number),
            text: text(typed, "note", "contacts.note", context.reader), isOpen: typed != nil)
    }

    private static func reopening(
        _ contact: ContactRow, _ refused: RefusedContactForm?, _ context: CompanyContext
    ) -> TextView {
        var typed: ContactText?
        if case .reopening(let form) = refused { typed = form }
        return TextView(
            action: context.paths(ContactRoutes.reopening, contact.number),
            text: text(typed, "reason", "contacts.reopen.why", context.reader), isOpen: typed != nil)
    }

    private static func text(_ typed: ContactText?, _ name: String, _ label: String, _ reader: Reader) -> Field {
        (typed.map { Field($0.text, label: label, for: reader) } ?? Field(name: name, label: reader.words(label)))
            .with { $0.required = true }
    }

    private static func referral(
        _ sheet: ContactSheet, _ refused: RefusedContactForm?, _ context: CompanyContext
    ) -> ReferralFormView {
        var typed: ReferralForm?
        if case .referral(let form) = refused { typed = form }
        return ReferralFormView(
            action: context.paths(ContactRoutes.referral, sheet.contact.number),
            fields: ReferralFields(typed, sheet.people, required: true, context), isOpen: typed != nil)
    }

    private static func closing(
        _ contact: ContactRow, _ refused: RefusedContactForm?, _ context: CompanyContext
    ) -> ClosingView {
        var typed: ClosingForm?
        if case .closing(let form) = refused { typed = form }
        let reader = context.reader
        let isRequired = contact.particulars.kind.wantsAnswer
        func field(_ input: Input<String>?, _ name: String, _ label: String, _ value: String) -> Field {
            (input.map { Field($0, label: label, for: reader) }
                ?? Field(name: name, label: reader.words(label), value: value)).with { $0.required = isRequired }
        }
        return ClosingView(
            action: context.paths(ContactRoutes.closing, contact.number),
            done: field(typed?.done, "done", "contacts.done", contact.done),
            answer: field(typed?.answer, "answer", "contacts.answer", contact.answer), isOpen: typed != nil)
    }

    private static func particulars(
        _ sheet: ContactSheet, _ refused: RefusedContactForm?, _ context: CompanyContext
    ) -> ParticularsView {
        var typed: ParticularsForm?
        if case .particulars(let form) = refused { typed = form }
        let (reader, words, now) = (context.reader, context.words, sheet.contact.particulars)
        func field<Value>(_ input: Input<Value>?, _ name: String, _ label: String, _ value: String) -> Field {
            input.map { Field($0, label: label, for: reader) }
                ?? Field(name: name, label: words(label), value: value)
        }
        func select<Value>(
            _ input: Input<Value>?, _ name: String, _ label: String, _ value: String, _ options: [(String, String)],
            hasBlank: Bool = true
        ) -> Field {
            let chosen = input?.typed ?? value
            return field(input, name, label, value).with {
                $0.blank = hasBlank ? words("contacts.not_said") : nil
                $0.options = options.map { Field.Option(value: $0.0, label: $0.1, selected: $0.0 == chosen) }
            }
        }
        return ParticularsView(
            action: context.paths(ContactRoutes.particulars, sheet.contact.number),
            kind: select(
                typed?.kind, "kind", "contacts.kind", now.kind.rawValue,
                ContactKind.allCases.map { ($0.rawValue, words.kind($0)) }, hasBlank: false),
            owner: select(
                typed?.owner, "owner", "contacts.owner", now.owner.description,
                sheet.owners.map { ($0.id.description, $0.name) }, hasBlank: false),
            due: field(typed?.due, "due", "contacts.due", now.due.map(reader.day) ?? "").asDay(),
            severity: select(
                typed?.severity, "severity", "contacts.severity", now.severity?.rawValue ?? "",
                ContactSeverity.allCases.map { ($0.rawValue, words.severity($0)) }),
            cause: select(
                typed?.cause, "cause", "contacts.cause", now.cause ?? "",
                sheet.causes.map { ($0.code, reader.name(fa: $0.nameFa, en: $0.nameEn)) }),
            isOpen: typed != nil)
    }
}
