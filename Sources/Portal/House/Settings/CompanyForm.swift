import Domain
import Ground
import Web

/// A company's particulars, as they were typed.
struct CompanyForm: Sendable {
    let nameFa: Input<String>
    let nameEn: Input<String>
    let address: Input<String>
    let postalCode: Input<String>
    let phones: Input<String>

    init(_ form: FormBody) {
        nameFa = form.input("name_fa", shortText(limit: 100))
        nameEn = form.input("name_en", shortText(limit: 100))
        address = form.input("address", else: "", shortText(limit: 300))
        postalCode = form.input("postal_code", else: "") { try PostalCode($0).text }
        phones = form.input("phones", else: "", shortText(limit: 100))
    }

    init(_ context: CompanyContext) {
        let (company, profile) = (context.company, context.profile)
        self.init(
            FormBody([
                "name_fa": company.nameFa, "name_en": company.nameEn, "address": profile.address,
                "postal_code": profile.postalCode, "phones": profile.phones,
            ]))
    }

    /// nil where something of it cannot be understood.
    var command: ChangeCompany? {
        guard let fa = nameFa.value, let en = nameEn.value, let address = address.value,
            let postalCode = postalCode.value, let phones = phones.value
        else { return nil }
        return ChangeCompany(names: .init(fa: fa, en: en), address: address, postalCode: postalCode, phones: phones)
    }

    func fields(_ reader: Reader) -> [Field] {
        [
            Field(nameFa, label: "settings.company.name_fa", for: reader).with { $0.required = true },
            Field(nameEn, label: "settings.company.name_en", for: reader).with {
                ($0.required, $0.direction) = (true, "ltr")
            },
            Field(address, label: "settings.company.address", for: reader),
            Field(postalCode, label: "settings.company.postal_code", for: reader).with {
                ($0.direction, $0.inputMode) = ("ltr", "numeric")
            },
            Field(phones, label: "settings.company.phones", for: reader).with {
                $0.direction = "ltr"
                $0.hint = reader.words("settings.company.phones.hint")
            },
        ]
    }
}

struct CompanyPage: Page {
    static let template = "settings/company"
    let titleKey = "settings.company"
    let settings: String
    let action: String
    let fields: [Field]
    let errors: FormErrors?
    let logo: String?
    let logoAction: String
    let logoField: FileField
    /// Where the codes of invoices are kept.
    let codes: String?
    let cards: PageCards

    init(_ form: CompanyForm, _ tray: FileTray?, _ cards: PageCards, _ context: CompanyContext) {
        let paths = context.paths
        settings = paths(SettingsRoutes.index)
        action = paths(CompanyRoutes.change)
        fields = form.fields(context.reader)
        errors = FormErrors(fields)
        logo = context.profile.logo.map { paths(AttachmentRoutes.file, $0) }
        logoAction = paths(CompanyRoutes.logo)
        logoField = FileField(logo: tray, context)
        codes = context.pathIfAllowed(SettingsRoutes.settlement)
        self.cards = cards
    }
}
