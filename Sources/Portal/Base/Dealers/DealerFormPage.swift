import Domain
import Ground
import Web

/// A dealer to add or to change.
struct DealerFormPage: Page {
    static let template = "dealers/form"
    let titleKey: String
    let titleValues: [String]
    let list: String
    let action: String
    let back: String
    let version: String?
    let errors: FormErrors?
    let code: Field?
    let name: Field
    let manager: Field
    let mobile: Field
    let nationalID: Field
    let sheba: Field?
    let province: Field
    let city: Field
    let cities: Field
    let groups: Field
    let grade: Field
    let reason: Field?
    let capacity: Field
    let from: Field
    let to: Field

    /// - Parameters:
    ///   - dealer: nil for a new one.
    ///   - isBlank: nothing was sent, so nothing is wrong yet.
    init(
        _ form: DealerForm, of dealer: DealerRow?, _ choices: DealerChoices, isBlank: Bool,
        refusal: FieldRefusal? = nil, _ context: CompanyContext
    ) {
        let (reader, paths) = (context.reader, context.paths)
        let isNew = dealer == nil
        titleKey = isNew ? "dealers.new" : "dealers.change_title"
        titleValues = dealer.map { [$0.particulars.name] } ?? []
        list = paths(DealerRoutes.list)
        action = dealer.map { paths(DealerEditRoutes.change, $0.particulars.code) } ?? paths(DealerEditRoutes.addition)
        back = dealer.map { paths(DealerRoutes.one, $0.particulars.code) } ?? list
        version = dealer.map { String($0.version) }
        func field<Value>(_ input: Input<Value>, _ label: String, isLtr: Bool = false) -> Field {
            Field(input, label: label, for: reader).with {
                if isBlank { $0.error = nil }
                if let refusal, refusal.field == input.name { $0.error = reader.complaint(refusal.complaint) }
                $0.required = true
                if isLtr { ($0.direction, $0.autocomplete) = ("ltr", "off") }
            }
        }
        code = isNew ? field(form.code, "dealers.code", isLtr: true).with(Self.hint("dealers.code.hint", reader)) : nil
        name = field(form.name, "dealers.name")
        manager = field(form.manager, "dealers.manager").with(Self.hint("dealers.manager.hint", reader))
        mobile = field(form.mobile, "dealers.mobile", isLtr: true).with { ($0.type, $0.inputMode) = ("tel", "tel") }
        nationalID = field(form.nationalID, "dealers.national_id", isLtr: true).with { $0.inputMode = "numeric" }
        sheba =
            isNew ? field(form.sheba, "dealers.sheba", isLtr: true).with(Self.hint("dealers.sheba.hint", reader)) : nil
        province = field(form.province, "dealers.province").with {
            ($0.required, $0.blank) = (false, reader.words("dealers.any_province"))
            $0.options = choices.provinces.map {
                .init(value: $0.fa, label: $0.shown(reader), selected: $0.fa == form.province.value)
            }
        }
        city = field(form.city, "dealers.city")
        cities = field(form.cities, "dealers.coverage").with {
            $0.required = false
            $0.hint = reader.words("dealers.coverage.hint")
        }
        groups = Field(name: "group", label: reader.words("dealers.groups")).with {
            $0.options = choices.groups.map {
                .init(
                    value: $0.id.description, label: $0.names.shown(reader), selected: form.groups.contains($0.id))
            }
            if choices.groups.isEmpty { $0.hint = reader.words("products.groups.none") }
        }
        grade = field(form.grade, "dealers.grade").with {
            $0.blank = reader.words("form.blank")
            $0.options = DealerRules.grades.map {
                .init(value: $0, label: reader.words("dealers.grade.\($0)"), selected: $0 == form.grade.value)
            }
        }
        reason =
            isNew
            ? nil
            : field(form.reason, "dealers.grade.reason").with {
                $0.required = false
                $0.hint = reader.words("dealers.grade.reason.hint")
            }
        capacity = field(form.capacity, "dealers.capacity", isLtr: true).with { $0.inputMode = "numeric" }
        from = field(form.from, "dealers.from", isLtr: true).asDay()
        to = field(form.contract, "dealers.until", isLtr: true).asDay()
        errors = FormErrors(
            [
                code, name, manager, mobile, nationalID, sheba, province, city, cities, grade, reason, capacity, from,
                to,
            ].compactMap(\.self))
    }

    private static func hint(_ key: String, _ reader: Reader) -> (inout Field) -> Void {
        { $0.hint = reader.words(key) }
    }
}
