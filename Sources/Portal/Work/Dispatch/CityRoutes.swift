import Database
import Domain
import Ground
import HTTPTypes
import Hummingbird
import Web

/// One city: its jobs and the dealers who could do them.
package enum CityRoutes {
    package static func mount(_ rooms: Rooms) {
        rooms.get("/:company/board/:city") { request, context in
            let query = CityQuery { request.uri.queryParameters.get($0) ?? "" }
            return try await show(AssignmentForm(query), context)
        }
        rooms.post("/:company/board/:city/assignments") { form, context in try await assign(form, context) }
    }

    private static func assign(_ body: FormBody, _ context: CompanyContext) async throws -> Response {
        var form = try AssignmentForm(body)
        // Only to see how the dealers stand to the chosen jobs.
        if body.isChecked("check") {
            form.complaints = [:]
            return try await show(form, context)
        }
        guard form.complaints.isEmpty, let dealer = form.dealer else {
            return try await show(form, context, status: .unprocessableContent)
        }
        do {
            let location = try await run(form, dealer, key: body.raw("key"), context)
            return context.goOn(to: location, flash: "dispatch.assigned")
        } catch AssignmentRefused.taken(let numbers) {
            let warning = Complaint("dispatch.taken", values: [numbers.joined(separator: context.words("list.comma"))])
            return try await show(form, context, taken: numbers, status: .conflict, warning: warning)
        } catch AssignmentRefused.field(let name, let complaint) {
            form.complaints[name] = complaint
            return try await show(form, context, status: .unprocessableContent)
        }
    }

    private static func run(
        _ form: AssignmentForm, _ dealer: ID<Dealer>, key: String, _ context: CompanyContext
    ) async throws -> String {
        let (id, actor, clock) = (try context.id("city", of: City.self), context.actor, context.company.clock)
        let back = form.query.number.map(context.paths.job) ?? form.query.path(id, context.paths)
        return try await context.company.write { tx in
            try OnceStore.run(key, by: actor, tx) { tx in
                guard let city = try StandingList.city(id, tx) else { throw Refusal.hidden }
                try AssignJobs(
                    city: city, picks: form.picks, dealer: dealer, override: form.override,
                    reassign: form.given(among: ReasonList.all(.reassign, tx)), today: clock.day(of: tx.now)
                ).run(by: actor, in: tx)
                return back
            }
        }
    }

    private static func show(
        _ form: AssignmentForm, _ context: CompanyContext, taken: [String] = [], status: HTTPResponse.Status = .ok,
        warning: Complaint? = nil
    ) async throws -> Response {
        let city: ID<City> = try context.id("city")
        let facts = try await context.company.read { tx in
            try CityFacts.read(city, form, taken: taken, context, tx)
        }
        return try context.show(CityPage(facts, context), status: status, warning: warning)
    }
}
