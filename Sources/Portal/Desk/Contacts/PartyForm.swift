import Domain
import Ground
import Web

/// Who it really was, and why it was written wrongly.
struct PartyForm: Sendable {
    let phone: Input<CallerNumber>
    let party: Input<String>
    let reason: Input<String>

    init(_ form: FormBody) {
        phone = form.input("party_phone", else: nil) { try CallerNumber($0) }
        party = form.input("party_name", else: "", shortText())
        reason = form.input("party_reason", shortText(limit: 300))
    }

    var isRight: Bool { [phone.complaint, party.complaint, reason.complaint].allSatisfy { $0 == nil } }
}

/// Its fields on the contact's page.
struct PartyView: Sendable {
    let action: String
    let fields: [Field]
    let reason: Field
    let isOpen: Bool

    init(_ contact: ContactRow, _ refused: RefusedContactForm?, _ context: CompanyContext) {
        let reader = context.reader
        var typed: PartyForm?
        if case .party(let form) = refused { typed = form }
        let line = contact.line.isEmpty ? "" : " #\(contact.line)"
        let phone = contact.phone.isEmpty ? "" : MobileNumber.local(stored: contact.phone) + line
        func field<Value>(_ input: Input<Value>?, _ name: String, _ label: String, _ value: String) -> Field {
            input.map { Field($0, label: label, for: reader) }
                ?? Field(name: name, label: reader.words(label), value: value)
        }
        action = context.paths(ContactRoutes.party, contact.number)
        fields = [
            field(typed?.phone, "party_phone", "contacts.phone", phone).with {
                ($0.type, $0.direction, $0.autocomplete) = ("tel", "ltr", "off")
                $0.hint = reader.words("contacts.party.correct.hint")
            },
            field(typed?.party, "party_name", "contacts.party", contact.called),
        ]
        reason = field(typed?.reason, "party_reason", "contacts.party.reason", "").with { $0.required = true }
        isOpen = typed != nil
    }
}
