import Domain
import Gate
import Ground
import Web

/// The first company and its administrator, as they were typed.
struct FirstRunForm: Sendable {
    let slug: Input<String>
    let nameFa: Input<String>
    let nameEn: Input<String>
    let name: Input<String>
    let mobile: Input<MobileNumber>
    let password: NewPasswordForm

    init(_ form: FormBody, _ rule: PasswordRule) {
        slug = form.input("slug") { typed in
            try Companies.check(typed)
            return typed
        }
        nameFa = form.input("name_fa", shortText(limit: 100))
        nameEn = form.input("name_en", shortText(limit: 100))
        name = form.input("name", shortText(limit: 100))
        let mobile = form.input("mobile") { try MobileNumber($0) }
        self.mobile = mobile
        let names = [slug, nameFa, nameEn, name].compactMap(\.value)
        password = NewPasswordForm(form, rule, of: .init(mobile: mobile.value, names: names))
    }

    /// nil where something of it cannot be understood.
    var command: MakeFirstCompany? {
        guard let slug = slug.value, let nameFa = nameFa.value, let nameEn = nameEn.value, let name = name.value,
            let mobile = mobile.value, let password = password.valid
        else { return nil }
        return MakeFirstCompany(
            slug: slug, nameFa: nameFa, nameEn: nameEn, name: name, mobile: mobile, password: password)
    }

    /// - Parameter isBlank: before anything was sent nothing is wrong.
    func fields(_ reader: Reader, isBlank: Bool) -> [Field] {
        func field<Value>(_ input: Input<Value>, _ label: String, isLtr: Bool = false) -> Field {
            Field(input, label: label, for: reader).with {
                $0.required = true
                if isBlank { $0.error = nil }
                if isLtr { $0.direction = "ltr" }
            }
        }
        return [
            field(nameFa, "settings.company.name_fa"), field(nameEn, "settings.company.name_en", isLtr: true),
            field(slug, "first_run.slug", isLtr: true).with { $0.hint = reader.words("first_run.slug.hint") },
            field(name, "first_run.name"),
            field(mobile, "sign_in.mobile", isLtr: true).with {
                ($0.type, $0.inputMode, $0.autocomplete) = ("tel", "tel", "username")
            },
        ] + password.fields(reader, isBlank: isBlank)
    }
}

struct FirstRunPage: Page {
    static let template = "first_run/form"
    let titleKey = "first_run.title"
    let action: String
    let secret: String
    let fields: [Field]
    let errors: FormErrors?
}

/// Makes the first company of an installation, and its administrator.
struct MakeFirstCompany: Sendable {
    let slug: String
    let nameFa: String
    let nameEn: String
    let name: String
    let mobile: MobileNumber
    let password: String

    /// - Throws: as `Companies.create` and `AddMember`.
    func run(in portal: Portal) async throws {
        let company = try await portal.companies.create(slug: slug, nameFa: nameFa, nameEn: nameEn)
        try await AddMember(portal: portal).run(
            company: company, mobile: mobile, name: name, roles: [.administrator], dealer: nil, password: password)
    }
}
