import Database
import Domain
import Ground
import HTTPTypes
import Hummingbird
import Web

/// A new job by hand, in one form. Its button "find" brings in what is known of the customer and changes nothing.
package enum NewJobRoutes {
    package static func mount(_ rooms: Rooms) {
        rooms.get("/:company/jobs/new") { request, context in
            try await fill(FormBody(encoded: request.uri.query ?? ""), context)
        }
        rooms.post("/:company/jobs") { form, context in
            try await form.isChecked("find") ? fill(form, context) : receive(form, context)
        }
    }

    private static func facts(_ form: FormBody, _ context: CompanyContext) async throws -> NewJobFacts {
        let (company, mobile) = (context.company, try? MobileNumber(form.text("mobile")))
        return try await company.read { try NewJobList.facts(mobile, company.names.names($0), $0) }
    }

    private static func parse(_ form: FormBody, _ facts: NewJobFacts, _ context: CompanyContext) -> NewJobForm {
        let clock = context.reader.clock
        return NewJobForm(form, facts, today: clock.day(of: context.portal.now()), calendar: clock.calendar)
    }

    /// The form with what is known put where nothing was typed.
    private static func fill(_ form: FormBody, _ context: CompanyContext) async throws -> Response {
        let facts = try await facts(form, context)
        let reader = context.reader
        var known = [("received", reader.day(of: context.portal.now()))]
        if let customer = facts.customer {
            let place = customer.city.flatMap { facts.names.city($0) }
            let province = place.flatMap { city in facts.names.provinces.first { $0.id == city.province } }
            known += [("name", customer.name), ("address", customer.address)]
            if form.text("city").isEmpty {
                known += [("city", place?.names.shown(reader) ?? ""), ("province", province?.names.fa ?? "")]
            }
        }
        var filled = form
        for (name, value) in known where form.text(name).isEmpty { filled.fields[name] = [value] }
        return try context.show(NewJobPage(parse(filled, facts, context), facts, checked: false, context))
    }

    private static func receive(_ form: FormBody, _ context: CompanyContext) async throws -> Response {
        let facts = try await facts(form, context)
        let typed = parse(form, facts, context)
        guard let command = typed.command(facts.places) else {
            return try refuse(typed, facts, nil, context)
        }
        let (actor, clock, paths, key) = (context.actor, context.company.clock, context.paths, form.raw("key"))
        do {
            let location = try await context.company.write { tx in
                try OnceStore.run(key, by: actor, tx) { tx in
                    paths.job(try command.run(by: actor, clock: clock, in: tx))
                }
            }
            return context.goOn(to: location, flash: "jobs.added")
        } catch let refusal as FieldRefusal {
            return try refuse(typed, facts, refusal, context)
        }
    }

    private static func refuse(
        _ form: NewJobForm, _ facts: NewJobFacts, _ refusal: FieldRefusal?, _ context: CompanyContext
    ) throws -> Response {
        try context.show(
            NewJobPage(form, facts, checked: true, refusal: refusal, context), status: .unprocessableContent)
    }
}
