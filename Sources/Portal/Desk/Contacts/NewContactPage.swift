import Domain
import Ground
import Web
import Work

/// The form of a contact: written while somebody speaks, by keyboard alone.
struct NewContactPage: Page {
    static let template = "contacts/new"
    let titleKey = "contacts.new"
    let list: String
    let action: String
    /// The questions of the guide, opened beside the form.
    let guide: String
    let errors: FormErrors?
    let phone: Field
    let party: Field
    let kind: Field
    let subject: Field
    let body: Field
    let channel: Field
    let direction: Field
    let referral: ReferralFields
    let files: FileField

    /// - Parameter checked: whether fields that are still empty are shown as missing; not where the form is only filled in.
    init(_ form: NewContactForm, _ people: [Member], _ tray: FileTray?, checked: Bool, _ context: CompanyContext) {
        let (reader, words) = (context.reader, context.words)
        func field<Value>(_ input: Input<Value>, _ label: String, required: Bool = false) -> Field {
            Field(input, label: label, for: reader).with {
                if !checked, input.typed.isEmpty { $0.error = nil }
                $0.required = required
            }
        }
        list = context.paths(ContactRoutes.list)
        action = context.paths(ContactRoutes.intake)
        guide = context.paths(GuideRoutes.page)
        phone = field(form.phone, "contacts.phone").with {
            ($0.type, $0.direction, $0.autocomplete) = ("tel", "ltr", "off")
            $0.hint = words("contacts.phone.hint")
            $0.hasFocus = !checked && form.phone.typed.isEmpty
        }
        party = field(form.party, "contacts.party").with { $0.hint = words("contacts.party.hint") }
        kind = field(form.kind, "contacts.kind").with {
            $0.options = ContactKind.allCases.map {
                .init(value: $0.rawValue, label: words.kind($0), selected: $0 == form.kind.value)
            }
        }
        subject = field(form.subject, "contacts.subject", required: true).with {
            $0.hasFocus = !checked && !form.phone.typed.isEmpty
        }
        body = field(form.body, "contacts.body")
        channel = field(form.channel, "contacts.channel").with {
            $0.options = ContactChannel.allCases.map {
                .init(value: $0.rawValue, label: words.channel($0), selected: $0 == form.channel.value)
            }
        }
        direction = field(form.direction, "contacts.direction").with {
            $0.options = ContactDirection.allCases.map {
                .init(value: $0.rawValue, label: words.direction($0), selected: $0 == form.direction.value)
            }
        }
        referral = ReferralFields(form.referral, people, required: false, context)
        files = FileField(files: tray, context)
        errors = FormErrors(
            [phone, party, kind, subject, body, channel, direction] + referral.all
                + files.errors.map { Field(name: "photos", label: words("files.add"), error: $0) })
    }
}

/// The fields of a referral: in the form of a new contact, and on a contact's page.
struct ReferralFields: Sendable {
    let to: Field
    let due: Field
    let text: Field

    var all: [Field] { [to, due, text] }

    /// - Parameter form: nil for an empty one.
    init(_ form: ReferralForm?, _ people: [Member], required: Bool, _ context: CompanyContext) {
        let (reader, words) = (context.reader, context.words)
        let chosen = form?.addressee.typed ?? ""
        func option(_ addressee: Addressee, _ label: String) -> Field.Option {
            Field.Option(value: addressee.text, label: label, selected: addressee.text == chosen)
        }
        to =
            (form.map { Field($0.addressee, label: "contacts.to", for: reader) }
            ?? Field(name: "to", label: words("contacts.to"))).with {
                $0.blank = words(required ? "form.blank" : "contacts.to.nobody")
                $0.required = required
                let units = Role.allCases.filter { ContactRoutes.writers.contains($0) }
                $0.options = units.map { option(.unit($0), words("contacts.unit", words("role.\($0.rawValue)"))) }
                $0.options += people.map { option(.person($0.id), $0.name) }
            }
        due =
            (form.map { Field($0.due, label: "contacts.due", for: reader) }
            ?? Field(name: "refer_due", label: words("contacts.due"))).asDay()
        text =
            form.map { Field($0.text, label: "contacts.to.text", for: reader) }
            ?? Field(name: "refer_text", label: words("contacts.to.text"))
    }
}
