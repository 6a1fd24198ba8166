import Database
import Domain
import Ground
import HTTPTypes
import Hummingbird
import Web

/// A new job by hand, in one form. Its button "find" brings in what is known of the customer and changes nothing.
package enum NewJobRoutes: RoomRoutes {
    package static let form = PlainPage("jobs/new", for: .intake)
    static let intake = PlainForm("jobs", for: .intake)

    package static var all: [Mounted] {
        [
            form.to { request, context in try await fill(FormBody(encoded: request.uri.query ?? ""), context) },
            intake.to { form, context in
                try await form.isChecked("find") ? find(form, context) : receive(form, context)
            },
        ]
    }

    private static func facts(_ form: FormBody, _ context: CompanyContext) async throws -> NewJobFacts {
        let (company, mobile) = (context.company, try? MobileNumber(form.text("mobile")))
        return try await company.read { try NewJobList.facts(mobile, company.names.names($0), $0) }
    }

    private static func parse(_ form: FormBody, _ facts: NewJobFacts, _ context: CompanyContext) -> NewJobForm {
        let clock = context.reader.clock
        return NewJobForm(form, facts, today: clock.day(of: context.portal.now()), calendar: clock.calendar)
    }

    /// Longer addresses are cut by servers on the way.
    private static let longestAddress = 2_000

    /// Leads to the form with what was typed, so that the page can be read again and sent on.
    private static func find(_ form: FormBody, _ context: CompanyContext) async throws -> Response {
        let typed = NewJobForm.names.map { (name: $0, text: form.raw($0)) }
        let place = Address.of(context.paths(self.form), typed)
        return place.utf8.count <= longestAddress ? context.goOn(to: place) : try await fill(form, context)
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
        let serials = facts.customer?.units.map(\.serial) ?? []
        if serials.count == 1 || !serials.contains(form.text("unit")) { filled.fields["unit"] = nil }
        if serials.count == 1, form.text("serial").isEmpty { filled.fields["unit"] = serials }
        return try context.show(NewJobPage(parse(filled, facts, context), facts, checked: false, context))
    }

    private static func receive(_ form: FormBody, _ context: CompanyContext) async throws -> Response {
        let facts = try await facts(form, context)
        let typed = parse(form, facts, context)
        guard let command = typed.command(facts.places) else {
            return try context.show(
                NewJobPage(typed, facts, checked: true, context), status: .unprocessableContent)
        }
        return try await context.once(form, flash: "jobs.added") { deed in
            let number = try command.run(by: deed.actor, clock: deed.company.clock, in: deed.tx)
            if !typed.contact.isEmpty {
                for follow in deed.company.fittings[JobSlots.made] {
                    try follow(number, typed.contact, deed.actor, deed.tx)
                }
            }
            return context.paths(JobRoutes.one, number)
        } orShow: { refused in
            let field = refused.error as? FieldRefusal
            return try context.show(
                NewJobPage(typed, facts, checked: true, refusal: field, context), status: refused.status,
                warning: field == nil ? refused.complaint : nil)
        }
    }
}
