import Base
import Domain
import Ground
import Web

struct NewJobPage: Page {
    static let template = "jobs/new"
    let titleKey = "jobs.new"
    let list: String
    let action: String
    let contact: String
    let errors: FormErrors?
    /// What is known of what was typed into the box.
    let known: KnownView
    /// What speaks against the job that was sent.
    let doubts: DoubtsView?
    let mobile: Field
    /// Whether the number that was typed is a customer's.
    let found: String?
    let name: Field
    let units: Field?
    let serial: Field
    let model: Field
    let purchased: Field
    let installed: Field
    let service: Field
    let province: Field
    let city: Field
    let cities: [String]
    let address: Field
    let place: Field?
    let pin: Field
    let fault: Field
    let received: Field
    let intake: IntakeFields
    let guide: GuideView
    /// Whether something stands in the fields that are folded away.
    let hasMore: Bool

    /// - Parameters:
    ///   - checked: whether fields that are still empty are shown as missing; not where the form is only filled in.
    ///   - refusal: of a field, by the store.
    init(
        _ form: NewJobForm, _ facts: NewJobFacts, _ known: KnownView, checked: Bool,
        refusal: FieldRefusal? = nil, doubted: DoubtedJob? = nil, _ context: CompanyContext
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
        contact = form.contact
        self.known = known
        doubts = doubted.map { DoubtsView($0, form, context) }
        mobile = field(form.mobile, "jobs.new.mobile", required: true).with {
            ($0.type, $0.inputMode, $0.direction, $0.autocomplete) = ("tel", "tel", "ltr", "off")
            $0.hasFocus = !checked && form.mobile.value == nil
            $0.hint = reader.words("customers.number.hint")
        }
        let typedNumber = form.mobile.value != nil
        found = typedNumber ? reader.words(facts.customer == nil ? "jobs.new.unknown" : "jobs.new.known") : nil
        name = field(form.name, "jobs.new.name", required: facts.customer == nil).with {
            $0.hasFocus = !checked && typedNumber && facts.customer == nil
        }
        units = Self.units(form, facts.customer, context)
        serial = field(form.serial, "jobs.serial").with {
            $0.direction = "ltr"
            $0.hint = reader.words("jobs.new.serial_hint")
        }
        model = field(form.model, "jobs.new.model").with {
            $0.hint = reader.words("jobs.new.model_hint")
            $0.options = facts.models.map { Field.Option(value: $0.code, label: $0.name, selected: false) }
        }
        func day(_ input: Input<CalendarDay>, _ label: String) -> Field {
            field(input, label).asDay(to: context.today).with { $0.hint = reader.words("jobs.new.day_hint") }
        }
        purchased = day(form.purchased, "jobs.purchased")
        installed = day(form.installed, "jobs.installed")
        service = field(form.service, "jobs.service", required: true).with {
            $0.blank = reader.words("form.blank")
            $0.hasFocus = !checked && facts.customer != nil
            $0.options = facts.names.offeredServices.map {
                Field.Option(value: $0.code, label: $0.names.shown(reader), selected: $0.code == form.service.typed)
            }
        }
        province = field(form.province, "jobs.province").with {
            $0.blank = reader.words("jobs.new.any_province")
            $0.options = facts.names.provinces(reader).map {
                Field.Option(
                    value: $0.names.fa, label: $0.names.shown(reader), selected: $0.names.fa == form.province.value)
            }
        }
        city = field(form.city, "jobs.city", required: true).with { $0.list = "cities" }
        cities = facts.names.cityNames(reader)
        address = field(form.address, "jobs.new.address", required: true)
        place = Self.place(form, facts, reader)
        pin = field(form.pin, "jobs.new.pin").with {
            ($0.direction, $0.hint) = ("ltr", reader.words("visits.pin.paste.hint"))
        }
        fault = field(form.fault, "jobs.fault")
        received = field(form.received, "jobs.received").asDay(to: context.today)
        let day = form.received.value ?? context.today
        let intake = IntakeFields(form.intake, checked: checked, from: day, context)
        guide = GuideView(form, facts.answers, context)
        self.intake = intake
        // A province that stands there was read from the customer's city, which is in sight.
        hasMore =
            intake.isFilled || [purchased, installed, pin].contains { !$0.value.isEmpty }
            || [province, purchased, installed, received, pin].contains { $0.error != nil }
        errors = FormErrors(
            [mobile, name, serial, model, purchased, installed, service, province, city, address, pin, fault, received]
                + intake.all)
    }

    /// His other addresses; nil where he has none but the one that stands there.
    private static func place(_ form: NewJobForm, _ facts: NewJobFacts, _ reader: Reader) -> Field? {
        let others = (facts.customer?.places ?? []).filter { $0.address != form.address.typed }
        guard !others.isEmpty else { return nil }
        return Field(name: "place", label: reader.words("jobs.new.place")).with {
            $0.blank = reader.words("jobs.new.place.written")
            $0.options = others.map { place in
                let city = facts.names.city(place.city)?.names.shown(reader) ?? ""
                return .init(
                    value: String(place.id), label: place.address + reader.words("list.comma") + city, selected: false)
            }
        }
    }

    /// The customer's machines to choose from, and another one.
    private static func units(_ form: NewJobForm, _ customer: KnownCustomer?, _ context: CompanyContext) -> Field? {
        guard let customer, !customer.units.isEmpty else { return nil }
        let reader = context.reader
        return Field(name: "unit", label: reader.words("jobs.unit")).with {
            $0.options = customer.units.map { unit in
                let verdict = unit.cover.verdict(on: context.today, reader.clock.calendar)
                return Field.Option(
                    value: unit.serial, label: "\(unit.model) · \(unit.serial.isolatedLeftToRight)",
                    selected: unit.serial == form.unit, badge: Badge(verdict, reader.words))
            }
            $0.options.append(
                Field.Option(value: "", label: reader.words("jobs.new.other_unit"), selected: form.unit.isEmpty))
        }
    }
}
