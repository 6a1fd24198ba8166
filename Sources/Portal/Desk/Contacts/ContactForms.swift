import Domain
import Ground
import Web

/// A contact as it is written down while somebody speaks.
struct NewContactForm: Sendable {
    let phone: Input<CallerNumber>
    let party: Input<String>
    let kind: Input<ContactKind>
    let channel: Input<ContactChannel>
    let direction: Input<ContactDirection>
    let subject: Input<String>
    let body: Input<String>
    let referral: ReferralForm

    init(_ form: FormBody, _ people: [Member], calendar: CalendarSystem) {
        phone = form.input("phone", else: nil) { try CallerNumber($0) }
        party = form.input("party", else: "", shortText())
        kind = form.word("kind", else: .question)
        channel = form.word("channel", else: .phone)
        direction = form.word("direction", else: .incoming)
        subject = form.input("subject", shortText())
        body = form.input("body", else: "", shortText(limit: 4000))
        referral = ReferralForm(form, people, calendar: calendar, required: false)
    }

    /// nil where a field is refused.
    var contact: NewContact? {
        let complaints = [phone.complaint, party.complaint, body.complaint]
        guard complaints.allSatisfy({ $0 == nil }), let subject = subject.value, let kind = kind.value,
            let channel = channel.value, let direction = direction.value, referral.isRight
        else { return nil }
        return NewContact(
            kind: kind, channel: channel, direction: direction, party: party.value ?? "", phone: phone.value,
            subject: subject, body: body.value ?? "")
    }
}

/// Who is asked about a contact, by when.
struct ReferralForm: Sendable {
    let addressee: Input<Addressee>
    let due: Input<CalendarDay>
    let text: Input<String>

    /// - Parameter people: who may be asked.
    init(_ form: FormBody, _ people: [Member], calendar: CalendarSystem, required: Bool) {
        let read: (String) throws -> Addressee = { text in
            let addressee = try Addressee(text: text)
            let mayAnswer =
                switch addressee {
                case .person(let id): people.contains { $0.id == id }
                case .unit(let role): ContactRoutes.writers.contains(role)
                }
            guard mayAnswer else { throw Complaint("form.choose") }
            return addressee
        }
        addressee = required ? form.input("to", read) : form.input("to", else: nil, read)
        due = form.input("refer_due", else: nil) { try calendar.parse($0) }
        text = form.input("refer_text", else: "", shortText(limit: 2000))
    }

    var isRight: Bool { addressee.complaint == nil && due.complaint == nil && text.complaint == nil }
}

/// What may be changed of a contact.
struct ParticularsForm: Sendable {
    let kind: Input<ContactKind>
    let owner: Input<ID<Person>>
    let due: Input<CalendarDay>
    let severity: Input<ContactSeverity>
    let cause: Input<String>

    init(_ form: FormBody, _ sheet: ContactSheet, calendar: CalendarSystem) {
        kind = form.word("kind", else: nil)
        owner = form.input("owner") { text in
            guard let id = ID<Person>(text), sheet.owners.contains(where: { $0.id == id }) else {
                throw Complaint("form.choose")
            }
            return id
        }
        due = form.input("due", else: nil) { try calendar.parse($0) }
        severity = form.word("severity", else: nil)
        cause = form.input("cause", else: nil) { code in
            guard sheet.causes.contains(where: { $0.code == code }) else { throw Complaint("form.choose") }
            return code
        }
    }

    /// nil where a field is refused.
    var particulars: ContactParticulars? {
        guard let kind = kind.value, let owner = owner.value, due.complaint == nil, severity.complaint == nil,
            cause.complaint == nil
        else { return nil }
        let isComplaint = kind == .complaint
        return ContactParticulars(
            kind: kind, owner: owner, due: due.value, severity: isComplaint ? severity.value : nil,
            cause: isComplaint ? cause.value : nil)
    }
}

/// A text of a person's own, under the name of its field.
struct ContactText: Sendable {
    let text: Input<String>

    init(_ form: FormBody, _ name: String) { text = form.input(name, shortText(limit: 4000)) }
}

/// What was done, and what the other side was told.
struct ClosingForm: Sendable {
    let done: Input<String>
    let answer: Input<String>

    init(_ form: FormBody) {
        done = form.input("done", else: "", shortText(limit: 4000))
        answer = form.input("answer", else: "", shortText(limit: 4000))
    }
}

/// A form of the contact's page that was refused, to be shown again as it was typed.
enum RefusedContactForm: Sendable {
    case referral(ReferralForm)
    case answer(ID<Referral>, ContactText)
    case particulars(ParticularsForm)
    case party(PartyForm)
    case note(ContactText)
    case closing(ClosingForm)
    case reopening(ContactText)
}

extension FormBody {
    /// One of a list of words. - Parameter fallback: where nothing was chosen.
    func word<Word: RawRepresentable<String> & Sendable>(_ name: String, else fallback: Word?) -> Input<Word> {
        input(name, else: fallback) { text in
            guard let word = Word(rawValue: text) else { throw Complaint("form.choose") }
            return word
        }
    }
}
