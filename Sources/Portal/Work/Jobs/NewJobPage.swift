import Domain
import Ground
import Web

struct NewJobPage: Page {
    static let template = "jobs/new"
    let titleKey = "jobs.new"
    let list: String
    let action: String
    let errors: FormErrors?
    let mobile: Field
    /// Whether the number that was typed is a customer's.
    let found: String?
    let name: Field
    let units: Field?
    let serial: Field
    let model: Field
    let purchased: Field
    let service: Field
    let province: Field
    let city: Field
    let address: Field
    let fault: Field
    let received: Field

    /// - Parameters:
    ///   - checked: whether fields that are still empty are shown as missing; not where the form is only filled in.
    ///   - refusal: of a field, by the store.
    init(
        _ form: NewJobForm, _ facts: NewJobFacts, checked: Bool, refusal: FieldRefusal? = nil, _ context: CompanyContext
    ) {
        let reader = context.reader
        func field<Value>(_ input: Input<Value>, _ label: String, required: Bool = false) -> Field {
            Field(input, label: label, for: reader).with {
                if let refusal, refusal.field == input.name { $0.error = reader.complaint(refusal.complaint) }
                if !checked, input.typed.isEmpty { $0.error = nil }
                $0.required = required
            }
        }
        list = context.paths(JobRoutes.list)
        action = context.paths(NewJobRoutes.intake)
        mobile = field(form.mobile, "jobs.new.mobile", required: true).with {
            ($0.type, $0.inputMode, $0.direction, $0.autocomplete) = ("tel", "tel", "ltr", "off")
        }
        let typedNumber = form.mobile.value != nil
        found = typedNumber ? reader.words(facts.customer == nil ? "jobs.new.unknown" : "jobs.new.known") : nil
        name = field(form.name, "jobs.new.name", required: facts.customer == nil)
        units = Self.units(form, facts.customer, reader)
        serial = field(form.serial, "jobs.serial", required: units == nil).with { $0.direction = "ltr" }
        model = field(form.model, "jobs.new.model").with {
            $0.hint = reader.words("jobs.new.model_hint")
            $0.options = facts.models.map { Field.Option(value: $0.code, label: $0.name, selected: false) }
        }
        purchased = field(form.purchased, "jobs.purchased").with { $0.direction = "ltr" }
        service = field(form.service, "jobs.service", required: true).with {
            $0.blank = reader.words("form.blank")
            $0.options = facts.names.services.map {
                Field.Option(value: $0.code, label: $0.names.shown(reader), selected: $0.code == form.service.typed)
            }
        }
        province = field(form.province, "jobs.province").with {
            $0.blank = reader.words("jobs.new.any_province")
            $0.options = facts.names.provinces.inPersianOrder { $0.names.shown(reader) }.map {
                Field.Option(
                    value: $0.names.fa, label: $0.names.shown(reader), selected: $0.names.fa == form.province.value)
            }
        }
        city = field(form.city, "jobs.city", required: true)
        address = field(form.address, "jobs.new.address", required: true)
        fault = field(form.fault, "jobs.fault")
        received = field(form.received, "jobs.received").with { $0.direction = "ltr" }
        errors = FormErrors(
            [mobile, name, serial, model, purchased, service, province, city, address, fault, received])
    }

    /// The customer's machines to choose from, and another one.
    private static func units(_ form: NewJobForm, _ customer: KnownCustomer?, _ reader: Reader) -> Field? {
        guard let customer, !customer.units.isEmpty else { return nil }
        return Field(name: "unit", label: reader.words("jobs.unit")).with {
            $0.options = customer.units.map { unit in
                Field.Option(
                    value: unit.serial, label: "\(unit.model) · \(unit.serial)", selected: unit.serial == form.unit)
            }
            $0.options.append(
                Field.Option(value: "", label: reader.words("jobs.new.other_unit"), selected: form.unit.isEmpty))
        }
    }
}
