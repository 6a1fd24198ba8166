import Domain
import Ground
import Web

/// All that is kept of a customer.
struct DossierPage: Page {
    struct Line: Sendable {
        let part: String
        let when: String
        let what: String
        let value: String
    }

    static let template = "customers/data"
    let titleKey = "privacy.page_title"
    let titleValues: [String]
    let back: String
    let lines: [Line]
    let files: [FileLink]
    let erasure: String

    init(_ id: ID<Customer>, _ lines: [DossierLine], _ context: CompanyContext) {
        titleValues = [context.reader.digits(id.description)]
        back = context.paths(CustomerRoutes.one, id)
        self.lines = lines.map { line in
            Line(
                part: line.part, when: line.at.map(context.reader.dateTime) ?? "", what: line.what, value: line.value)
        }
        files = ["csv", "xlsx"].map { format in
            FileLink(
                label: context.words("file.\(format)"),
                href: context.paths(PrivacyRoutes.export, id) + "?format=\(format)")
        }
        erasure = context.paths(PrivacyRoutes.question, id)
    }
}

/// Before a customer is taken out: what goes, what stays, and why it may not be now.
struct ErasurePage: Page {
    static let template = "customers/erasure"
    let titleKey = "privacy.erase"
    let name: String
    let back: String
    /// Why not now.
    let obstacle: String?
    /// nil where it may not be now.
    let action: String?

    init(_ id: ID<Customer>, _ person: ErasureStore.Person, _ obstacle: Complaint?, _ context: CompanyContext) {
        name = person.name
        back = context.paths(PrivacyRoutes.data, id)
        let complaint = person.isErased ? Complaint("privacy.erased") : obstacle
        self.obstacle = complaint.map(context.reader.complaint)
        action = complaint == nil ? context.paths(PrivacyRoutes.erasure, id) : nil
    }
}

/// How long customers are kept and how much a person may send, as it was typed.
struct PrivacyForm: Sendable {
    let months: Input<Int?>
    let megabytes: Input<Int>

    init(_ form: FormBody) {
        months = form.input("months", else: .some(nil)) {
            Int(try TypedNumber.integer($0, in: PrivacySetting.bounds))
        }
        megabytes = form.input("megabytes") { Int(try TypedNumber.integer($0, in: PrivacySetting.megabytes)) }
    }

    init(_ setting: PrivacySetting) {
        months = Input(name: "months", typed: setting.months.map(String.init) ?? "", value: setting.months)
        megabytes = Input(
            name: "megabytes", typed: String(setting.megabytesADay), value: setting.megabytesADay)
    }

    /// nil where something of it cannot be understood.
    var setting: PrivacySetting? {
        guard let months = months.value, let megabytes = megabytes.value else { return nil }
        return PrivacySetting(months: months, megabytesADay: megabytes)
    }
}

struct PrivacyPage: Page {
    static let template = "customers/privacy"
    let titleKey = "privacy.title"
    let action: String
    let back: String
    let errors: FormErrors?
    let months: Field
    let megabytes: Field
    let cards: PageCards

    init(_ form: PrivacyForm, _ cards: PageCards, _ context: CompanyContext) {
        let reader = context.reader
        (action, back) = (context.paths(PrivacyRoutes.change), context.paths(CustomerRoutes.list))
        months = Field(form.months, label: "privacy.months", for: reader).with {
            ($0.direction, $0.inputMode) = ("ltr", "numeric")
            $0.hint = reader.words("privacy.months.hint")
        }
        megabytes = Field(form.megabytes, label: "privacy.megabytes", for: reader).with {
            ($0.direction, $0.inputMode, $0.required) = ("ltr", "numeric", true)
        }
        errors = FormErrors([months, megabytes])
        self.cards = cards
    }
}
