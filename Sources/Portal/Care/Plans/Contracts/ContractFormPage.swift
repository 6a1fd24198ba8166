import Base
import Domain
import Ground
import Web

/// Whose contract it is to be: asked where nobody came from a customer's page.
struct WhoseContractPage: Page {
    struct Item: Sendable {
        let href: String
        let name: String
        let phone: String
    }

    static let template = "contracts/whose"
    let titleKey = "contracts.new"
    let list: String
    let action: String
    let typed: String
    let items: [Item]
    let isNone: Bool

    init(_ typed: String, _ found: [CustomerLine], _ context: CompanyContext) {
        let form = context.paths(ContractRoutes.form)
        (list, action, self.typed) = (context.paths(ContractRoutes.list), form, typed)
        items = found.map {
            Item(
                href: Address.of(form, [("customer", $0.id.description)]), name: $0.name,
                phone: context.reader.mobile($0.mobile))
        }
        isNone = items.isEmpty && !typed.isEmpty
    }
}

/// The form of a contract: a new one, the one that follows another, or one that is changed.
struct ContractFormPage: Page {
    static let template = "contracts/form"
    let titleKey: String
    let titleValues: [String]
    let list: String
    let back: String
    let action: String
    let customer: String
    let customerID: String
    let renews: String
    let version: String?
    let errors: FormErrors?
    let name: Field
    let days: [Field]
    let selects: [Field]
    let units: Field
    let free: Field
    let numbers: [Field]
    let texts: [Field]
    let preview: ContractPreview?

    init(
        _ form: ContractForm, _ choices: ContractChoices, _ customer: CustomerLine, renews: String, number: String?,
        version: Int?, isBlank: Bool, _ preview: ContractPreview?, _ context: CompanyContext
    ) {
        self.preview = preview
        let (paths, reader) = (context.paths, context.reader)
        let fields = ContractFields(form, choices, isBlank: isBlank, context)
        titleKey = number != nil ? "contracts.edit" : renews.isEmpty ? "contracts.new" : "contracts.renew_title"
        titleValues = number.map { [$0] } ?? (renews.isEmpty ? [] : [renews])
        list = paths(ContractRoutes.list)
        back = number.map { paths(ContractRoutes.one, $0) } ?? paths(CustomerRoutes.one, customer.id)
        action = number.map { paths(ContractRoutes.change, $0) } ?? paths(ContractRoutes.addition)
        (self.customer, customerID, self.renews) = (customer.name, customer.id.description, renews)
        self.version = version.map { String($0) }
        (name, days, selects, units) = (fields.name, fields.days, fields.selects, fields.units)
        (free, numbers, texts) = (fields.free, fields.numbers, fields.texts)
        let sentences = isBlank ? [] : [form.complaint].compactMap { $0.map(reader.complaint) }
        errors = FormErrors([name] + days + selects + [units] + numbers + texts, beside: sentences)
    }
}

/// The fields of a contract's form.
private struct ContractFields {
    let name: Field
    let days: [Field]
    let selects: [Field]
    let units: Field
    let free: Field
    let numbers: [Field]
    let texts: [Field]

    /// - Parameter isBlank: nothing was sent, so nothing is wrong yet.
    init(_ form: ContractForm, _ choices: ContractChoices, isBlank: Bool, _ context: CompanyContext) {
        let (reader, words) = (context.reader, context.words)
        func field<Value>(_ input: Input<Value>, _ label: String) -> Field {
            Field(input, label: label, for: reader).with { if isBlank { $0.error = nil } }
        }
        func number<Value>(_ input: Input<Value>, _ label: String, unit: String) -> Field {
            field(input, label).with {
                ($0.direction, $0.inputMode, $0.unit) = ("ltr", "numeric", words(unit))
                if isBlank { $0.value = reader.digits($0.value) }
            }
        }
        func day(_ input: Input<CalendarDay>, _ label: String) -> Field {
            field(input, label).asDay().with {
                $0.required = true
                if isBlank { $0.value = reader.digits($0.value) }
            }
        }
        name = field(form.name, "contracts.name").with { $0.required = true }
        days = [day(form.first, "contracts.first"), day(form.last, "contracts.last")]
        selects = Self.selects(form, choices, field(form.service, "plans.service_type"), reader)
        let chosen = Set(form.units.value ?? [])
        units = field(form.units, "contracts.units").with {
            $0.required = true
            $0.options = choices.machines.map {
                .init(
                    value: $0.id.description, label: "\($0.model) · \($0.serial.isolatedLeftToRight)",
                    selected: chosen.contains($0.id))
            }
        }
        free = Field(name: "free", label: words("contracts.free")).with {
            $0.options =
                ContractTerms.Free.allCases.map {
                    .init(
                        value: $0.rawValue, label: words("contracts.free.\($0.rawValue)"),
                        selected: form.free.contains($0))
                } + [.init(value: "repairs", label: words("contracts.free.repairs"), selected: form.coversRepairs)]
        }
        numbers = [
            field(form.price, "contracts.price").asMoney(reader).with { $0.required = true },
            number(form.response, "contracts.response", unit: "contracts.unit.hours"),
            number(form.early, "plans.early", unit: "plans.unit.days"),
            number(form.late, "plans.late_days", unit: "plans.unit.days"),
        ]
        texts = [field(form.checkList, "plans.check_list"), field(form.note, "plans.note")]
    }

    private static func selects(
        _ form: ContractForm, _ choices: ContractChoices, _ service: Field, _ reader: Reader
    ) -> [Field] {
        let words = reader.words
        return [
            Field(form.visits, label: "contracts.visits", for: reader).with {
                $0.options = ContractTerms.visitsAYear.map {
                    .init(value: String($0), label: reader.number($0), selected: $0 == form.visits.value)
                }
            },
            service.with {
                $0.options = choices.names.offeredServices.map {
                    .init(value: $0.code, label: $0.names.shown(reader), selected: $0.code == form.service.value)
                }
            },
            Field(name: "plan", label: words("contracts.plan")).with {
                ($0.blank, $0.hint) = (words("contracts.plan.none"), words("contracts.plan.hint"))
                $0.options = choices.plans.map {
                    .init(value: $0.id.description, label: $0.facts.name, selected: $0.id == form.plan)
                }
            },
        ]
    }
}
