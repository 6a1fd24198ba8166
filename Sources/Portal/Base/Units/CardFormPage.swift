import Domain
import Ground
import Web

/// The form of one warranty card.
struct CardFormPage: Page {
    static let template = "units/card_form"
    let titleKey = "units.card.new"
    let list: String
    let action: String
    let from: String
    let errors: FormErrors?
    let serial: Field
    let model: Field
    let models: [ModelChoice]
    let number: Field
    let dates: [Field]
    let mobile: Field
    let name: Field
    let city: Field
    let cities: [String]

    init(
        _ form: CardForm, _ choices: CardChoices, checked: Bool, refusal: FieldRefusal? = nil,
        _ context: CompanyContext
    ) {
        let reader = context.reader
        func field<Value>(_ input: Input<Value>, _ label: String, hint: String? = nil) -> Field {
            Field(input, label: label, for: reader).with {
                if !checked { $0.error = nil }
                if let refusal, refusal.field == input.name { $0.error = reader.complaint(refusal.complaint) }
                if let hint { $0.hint = reader.words(hint) }
            }
        }
        list = context.paths(WarrantyCardRoutes.list)
        action = context.paths(WarrantyCardRoutes.registration)
        from = form.from
        serial = field(form.serial, "jobs.serial").with { ($0.required, $0.direction) = (true, "ltr") }
        model = field(form.model, "products.model", hint: "units.card.model_hint").with {
            ($0.direction, $0.list) = ("ltr", "models")
        }
        models = choices.models
        number = field(form.number, "units.card.number").with { $0.direction = "ltr" }
        dates = form.dates.map { day, input in
            field(input, "units.day.\(day.rawValue)").asDay(to: context.today)
        }
        mobile = field(form.mobile, "units.card.mobile", hint: "units.card.mobile_hint").with {
            ($0.type, $0.direction, $0.autocomplete) = ("tel", "ltr", "off")
        }
        name = field(form.name, "units.card.customer")
        city = field(form.city, "jobs.city").with { $0.list = "cities" }
        cities = choices.names.cityNames(reader)
        errors = FormErrors([serial, model, number] + dates + [mobile, name, city])
    }
}

/// What the form of a card offers.
struct CardChoices: Sendable {
    let places: Places
    let names: CommonNames
    let models: [ModelChoice]
}
