import Domain
import Ground
import Web

extension PromiseScope {
    /// In words: which service, which city or class of cities, whose.
    func text(_ names: CommonNames, _ reader: Reader) -> String {
        let words = reader.words
        let parts = [
            isUnderContract ? words("promises.policy.under_contract") : nil,
            service.map { names.service($0, reader) }, city.flatMap { names.city($0)?.names.shown(reader) },
            cityClass.map { words("promises.class.\($0.rawValue)") },
            customer.map { words("customers.kind.\($0.rawValue)") },
        ].compactMap(\.self)
        return parts.isEmpty ? words("promises.policy.all") : parts.joined(separator: words("list.comma"))
    }

    /// As a form and an address have it.
    var fields: [Address.Field] {
        [
            ("service", service ?? ""), ("city", city?.description ?? ""), ("class", cityClass?.rawValue ?? ""),
            ("customer", customer?.rawValue ?? ""), ("contract", isUnderContract ? "1" : ""),
        ]
    }

    init(_ asked: Asked) {
        self.init(
            service: asked.filled("service"), city: asked.id("city"), cityClass: asked.word("class"),
            customer: asked.word("customer"), isUnderContract: !asked.text("contract").isEmpty)
    }
}

/// A rule of promises as typed.
struct PromisePolicyForm: Sendable {
    let service: Input<String>
    let city: Input<ID<City>>
    let cityClass: Input<CityClass>
    let customer: Input<CustomerKind>
    let isUnderContract: Bool
    let response: Input<Int>
    let completion: Input<Int>
    let warn: Input<Int>
    let pauses: Set<JobWait>
    let tells: Set<PromiseListener>

    init(_ form: FormBody, _ names: CommonNames) {
        service = form.input("service", else: nil) { text in
            guard names.services.contains(where: { $0.code == text }) else { throw Complaint("form.choose") }
            return text
        }
        city = form.input("city", else: nil) { text in
            guard let id = ID<City>(text), names.city(id) != nil else { throw Complaint("form.choose") }
            return id
        }
        cityClass = form.input("class", else: nil) { text in
            guard let known = CityClass(rawValue: text) else { throw Complaint("form.choose") }
            // A city is of its class already.
            guard form.text("city").isEmpty else { throw Complaint("promises.policy.class_beside_city") }
            return known
        }
        customer = form.input("customer", else: nil) { text in
            guard let known = CustomerKind(rawValue: text) else { throw Complaint("form.choose") }
            return known
        }
        isUnderContract = !form.text("contract").isEmpty
        func bounded(_ name: String, _ bounds: ClosedRange<Int>) -> Input<Int> {
            form.input(name, else: 0) {
                Int(try TypedNumber.integer($0, in: Int64(bounds.lowerBound)...Int64(bounds.upperBound)))
            }
        }
        response = bounded("response_hours", PromisePolicy.hourBounds)
        completion = bounded("completion_hours", PromisePolicy.hourBounds)
        warn = bounded("warn_minutes", PromisePolicy.warningBounds)
        pauses = Set(form.all("pauses").compactMap(JobWait.init))
        tells = Set(form.all("tells").compactMap(PromiseListener.init))
    }

    init(_ policy: PromisePolicy, for scope: PromiseScope, _ names: CommonNames) {
        var body = FormBody(Dictionary(uniqueKeysWithValues: scope.fields.map { ($0.0, $0.1) }))
        body.fields["response_hours"] = [String(policy.responseMinutes / 60)]
        body.fields["completion_hours"] = [String(policy.completionMinutes / 60)]
        body.fields["warn_minutes"] = [String(policy.warnMinutes)]
        body.fields["pauses"] = policy.pauses.map(\.rawValue)
        body.fields["tells"] = policy.tells.map(\.rawValue)
        self.init(body, names)
    }

    /// nil where it cannot be understood.
    var scope: PromiseScope? {
        guard service.complaint == nil, city.complaint == nil, cityClass.complaint == nil, customer.complaint == nil
        else { return nil }
        return PromiseScope(
            service: service.value, city: city.value, cityClass: cityClass.value, customer: customer.value,
            isUnderContract: isUnderContract)
    }

    /// nil where a field is refused.
    var policy: PromisePolicy? {
        guard let response = response.value, let completion = completion.value, let warn = warn.value else {
            return nil
        }
        return PromisePolicy(
            responseMinutes: response * 60, completionMinutes: completion * 60, pauses: pauses, warnMinutes: warn,
            tells: tells)
    }
}
