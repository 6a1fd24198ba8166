import Base
import Database
import Domain
import Ground
import Web

/// What the form of a correction begins with and chooses from.
struct JobCorrectionFacts: Sendable {
    let job: JobRow
    let address: String
    let statedFault: String
    /// The customer's main number as it is typed, and the machine's serial.
    let mobile: String
    let serial: String
    let names: CommonNames
    let places: Places
    let models: [(code: String, name: String)]
    /// Why it can no longer be corrected.
    let obstacle: Complaint?

    /// As the job stands.
    var fields: FormBody {
        let city = names.city(job.city)
        let province = city.flatMap { city in names.provinces.first { $0.id == city.province } }
        return FormBody([
            "service": job.serviceType, "city": city?.names.fa ?? "", "province": province?.names.fa ?? "",
            "address": address, "fault": statedFault, "mobile": mobile, "serial": serial,
        ])
    }
}

/// A job as it is written anew.
struct JobCorrectionForm: Sendable {
    let service: Input<String>
    let province: Input<String>
    let city: Input<CityRow>
    let address: Input<String>
    let fault: Input<String>
    let mobile: Input<CustomerNumber?>
    let serial: Input<String?>
    let model: Input<String>
    let comesOver: Bool
    let wish: DealerWish?
    let reason: Input<String>

    init(_ form: FormBody, _ facts: JobCorrectionFacts) {
        service = form.input("service") { code in
            let offered = facts.names.offeredServices.map(\.code) + [facts.job.serviceType]
            guard offered.contains(code) else { throw Complaint("form.choose") }
            return code
        }
        let province = form.text("province")
        self.province = form.input("province", else: "") { name in
            guard let known = facts.places.finder.province(named: name) else {
                throw Complaint("kernel.province.unknown", name)
            }
            return known
        }
        city = form.input("city") { try facts.places.finder.find(province: province, city: $0) }
        address = form.input("address", shortText(limit: 500))
        // A form that does not speak of it leaves it as it is.
        fault =
            form.fields["fault"] == nil
            ? Input(name: "fault", typed: facts.statedFault, value: facts.statedFault)
            : form.input("fault", else: "", shortText(limit: 2000))
        mobile = form.input("mobile") { try $0 == facts.mobile ? nil : CustomerNumber($0) }
        serial = form.input("serial") { typed in
            let serial = try typed == facts.serial ? typed : SerialText.parse(typed)
            return serial == facts.serial ? nil : serial
        }
        model = form.input("model", else: "", shortText())
        comesOver = form.isChecked("comes_over")
        wish = DealerWish(rawValue: form.text("dealer"))
        reason = form.input("reason", shortText(limit: 300))
    }

    /// nil where a field is refused.
    func command(_ number: String, version: Int, _ places: Places) -> CorrectJob? {
        guard province.complaint == nil, model.complaint == nil, let service = service.value, let city = city.value,
            let address = address.value, let fault = fault.value, let mobile = mobile.value, let serial = serial.value,
            let reason = reason.value
        else { return nil }
        return CorrectJob(
            number: number, version: version, serviceType: service, city: places.id(city), address: address,
            statedFault: fault,
            customer: mobile, serial: serial, model: model.value ?? "", comesOver: comesOver, wish: wish,
            reason: reason)
    }
}

struct JobCorrectionPage: Page {
    static let template = "jobs/correct"
    let titleKey = "jobs.correct.title"
    let titleValues: [String]
    let jobs: String
    let back: String
    let number: String
    let action: String
    let version: String
    /// Why it can no longer be corrected.
    let obstacle: String?
    let errors: FormErrors?
    let service: Field
    let province: Field
    let city: Field
    let cities: [String]
    let address: Field
    let fault: Field
    let mobile: Field
    let serial: Field
    let model: Field
    let comesOver: Bool
    /// nil where no dealer has accepted it.
    let dealer: Field?
    let reason: Field

    init(
        _ facts: JobCorrectionFacts, _ form: JobCorrectionForm, checked: Bool, refusal: FieldRefusal? = nil,
        asksDealer: Bool = false, _ context: CompanyContext
    ) {
        let (reader, words, job) = (context.reader, context.words, facts.job)
        func field<Value>(_ input: Input<Value>, _ label: String, required: Bool = true) -> Field {
            Field(input, label: label, for: reader).with {
                if let refusal, refusal.field == input.name { $0.error = reader.complaint(refusal.complaint) }
                if !checked { $0.error = nil }
                $0.required = required
            }
        }
        titleValues = [job.number.isolatedLeftToRight]
        (jobs, back) = (context.paths(JobRoutes.list), context.paths(JobRoutes.one, job.number))
        (number, version) = (job.number, String(job.version))
        action = context.paths(JobCorrectionRoutes.correction, job.number)
        obstacle = facts.obstacle.map(reader.complaint)
        service = field(form.service, "jobs.service").with {
            let known = facts.names.services.filter { $0.code == job.serviceType }
            let offered = facts.names.offeredServices
            let all = offered.contains { $0.code == job.serviceType } ? offered : offered + known
            $0.options = all.map {
                .init(value: $0.code, label: $0.names.shown(reader), selected: $0.code == form.service.typed)
            }
        }
        province = field(form.province, "jobs.province", required: false).with {
            $0.blank = words("jobs.new.any_province")
            $0.options = facts.names.provinces(reader).map {
                .init(value: $0.names.fa, label: $0.names.shown(reader), selected: $0.names.fa == form.province.value)
            }
        }
        city = field(form.city, "jobs.city").with { $0.list = "cities" }
        cities = facts.names.cityNames(reader)
        address = field(form.address, "jobs.new.address")
        fault = field(form.fault, "jobs.fault", required: false)
        mobile = field(form.mobile, "jobs.new.mobile").with {
            ($0.type, $0.inputMode, $0.direction, $0.autocomplete) = ("tel", "tel", "ltr", "off")
            $0.hint = words("jobs.correct.mobile_hint")
        }
        serial = field(form.serial, "jobs.serial").with { $0.direction = "ltr" }
        model = field(form.model, "jobs.new.model", required: false).with {
            $0.hint = words("jobs.correct.model_hint")
            $0.options = facts.models.map { .init(value: $0.code, label: $0.name, selected: false) }
        }
        comesOver = form.comesOver
        dealer = Self.dealer(job, form, isAsked: asksDealer, context)
        reason = field(form.reason, "jobs.correct.reason")
        errors = FormErrors(
            [service, province, city, address, fault, mobile, serial, model, reason] + [dealer].compactMap(\.self))
    }

    private static func dealer(
        _ job: JobRow, _ form: JobCorrectionForm, isAsked: Bool, _ context: CompanyContext
    ) -> Field? {
        guard job.dealer != nil, [.accepted, .scheduled, .underWay].contains(job.state) else { return nil }
        let words = context.words
        return Field(name: "dealer", label: words("jobs.correct.dealer")).with {
            $0.blank = words("form.blank")
            $0.hint = words("jobs.correct.dealer_hint")
            if isAsked { $0.error = words("jobs.correct.dealer_asked") }
            $0.options = DealerWish.allCases.map {
                .init(value: $0.rawValue, label: words("jobs.correct.dealer.\($0.rawValue)"), selected: $0 == form.wish)
            }
        }
    }
}

/// On a job's page: the way to its correction.
struct JobCorrectionCard: Sendable {
    let href: String

    static func card(
        _ job: JobRow, _ context: CompanyContext, _: (any Sendable)?, _: Transaction
    ) -> PageCard? {
        guard context.may(JobCorrectionRoutes.form), MayCorrectJob.isAllowed(context.actor, in: job.state) else {
            return nil
        }
        return PageCard(
            "jobs/_correct", at: .head, JobCorrectionCard(href: context.paths(JobCorrectionRoutes.form, job.number)))
    }
}
