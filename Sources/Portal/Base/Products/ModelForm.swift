import Domain
import Ground
import Web

/// A model, as it was typed.
struct ModelForm: Sendable {
    let code: Input<String>
    let name: Input<String>
    let group: Input<ID<ProductGroup>>
    let warrantyMonths: Input<Int>
    let warrantyFrom: Input<WarrantyStart>
    let periodicMonths: Input<Int?>
    private let groups: [GroupItem]

    /// - Parameter groups: those that may be chosen.
    init(_ form: FormBody, groups: [GroupItem], words: ImportWords) {
        self.groups = groups
        code = form.input("code", ProductRules.code)
        name = form.input("name", ProductRules.name)
        group = form.input("group") { typed in
            guard let group = groups.first(where: { $0.id.description == typed }) else {
                throw Complaint("form.choose")
            }
            return group.id
        }
        warrantyMonths = form.input("warranty_months", ProductRules.warrantyMonths)
        warrantyFrom = form.input("warranty_from") { try ProductRules.warrantyFrom($0, words) }
        periodicMonths = form.input("periodic_months", else: .some(nil), ProductRules.periodicMonths)
    }

    /// As the form of a model that is known opens.
    static func filled(_ model: ModelItem) -> FormBody {
        FormBody([
            "name": model.name, "group": model.group.description, "warranty_months": String(model.warrantyMonths),
            "warranty_from": model.warrantyFrom, "periodic_months": model.periodicMonths.map { String($0) } ?? "",
        ])
    }

    /// nil where something of it cannot be understood.
    var facts: ModelFacts? {
        guard let name = name.value, let group = group.value, let warrantyMonths = warrantyMonths.value,
            let warrantyFrom = warrantyFrom.value, let periodicMonths = periodicMonths.value
        else { return nil }
        return ModelFacts(
            name: name, group: group, warrantyMonths: warrantyMonths, warrantyFrom: warrantyFrom,
            periodicMonths: periodicMonths)
    }

    /// - Parameters:
    ///   - isNew: whether it has no code yet; a known one keeps its own.
    ///   - isBlank: nothing was sent, so nothing is wrong yet.
    func fields(isNew: Bool, isBlank: Bool, refusal: FieldRefusal?, _ reader: Reader) -> ModelFields {
        func field<Value>(_ input: Input<Value>, _ label: String, _ change: (inout Field) -> Void) -> Field {
            Field(input, label: label, for: reader).with {
                if isBlank { $0.error = nil }
                if let refusal, refusal.field == input.name { $0.error = reader.complaint(refusal.complaint) }
                change(&$0)
            }
        }
        let number = { (field: inout Field) in (field.inputMode, field.direction) = ("numeric", "ltr") }
        return ModelFields(
            code: isNew
                ? field(code, "products.model") {
                    ($0.required, $0.direction, $0.autocomplete) = (true, "ltr", "off")
                    $0.hint = reader.words("products.code.hint")
                } : nil,
            name: field(name, "products.name") { $0.required = true },
            group: field(group, "jobs.group") {
                ($0.required, $0.blank) = (true, reader.words("form.blank"))
                $0.options = groups.map {
                    .init(value: $0.id.description, label: $0.names.shown(reader), selected: $0.id == group.value)
                }
            },
            warrantyMonths: field(warrantyMonths, "products.warranty_months") {
                $0.required = true
                number(&$0)
            },
            warrantyFrom: field(warrantyFrom, "products.warranty_from") {
                ($0.required, $0.blank) = (true, reader.words("form.blank"))
                $0.options = WarrantyStart.allCases.map {
                    .init(
                        value: $0.rawValue, label: reader.words("history.warranty_from.\($0.rawValue)"),
                        selected: $0 == warrantyFrom.value)
                }
            },
            periodicMonths: field(periodicMonths, "products.periodic_months") {
                $0.hint = reader.words("products.periodic.hint")
                number(&$0)
            })
    }
}

struct ModelFields: Sendable {
    let code: Field?
    let name: Field
    let group: Field
    let warrantyMonths: Field
    let warrantyFrom: Field
    let periodicMonths: Field

    var errors: FormErrors? {
        FormErrors([code, name, group, warrantyMonths, warrantyFrom, periodicMonths].compactMap(\.self))
    }
}

/// A model to add or to change.
struct ModelFormPage: Page {
    static let template = "products/form"
    let titleKey: String
    let titleValues: [String]
    let list: String
    let action: String
    let back: String
    let version: String?
    let errors: FormErrors?
    let code: Field?
    let name: Field
    let group: Field
    let warrantyMonths: Field
    let warrantyFrom: Field
    let periodicMonths: Field

    /// - Parameter model: nil for a new one.
    init(
        _ form: ModelForm, of model: ModelItem?, isBlank: Bool, refusal: FieldRefusal? = nil, _ context: CompanyContext
    ) {
        let paths = context.paths
        titleKey = model == nil ? "products.new" : "products.change_title"
        titleValues = model.map { [$0.code] } ?? []
        list = paths(ProductRoutes.list)
        action = model.map { paths(ModelRoutes.change, $0.code) } ?? paths(ModelRoutes.addition)
        back = model.map { paths(ProductRoutes.one, $0.code) } ?? list
        version = model.map { String($0.version) }
        let fields = form.fields(isNew: model == nil, isBlank: isBlank, refusal: refusal, context.reader)
        (code, name, group) = (fields.code, fields.name, fields.group)
        (warrantyMonths, warrantyFrom) = (fields.warrantyMonths, fields.warrantyFrom)
        (periodicMonths, errors) = (fields.periodicMonths, fields.errors)
    }
}
