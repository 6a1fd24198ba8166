import Database
import Domain
import Ground
import HTTPTypes
import Hummingbird
import Web

/// One city: its jobs and the dealers who could do them.
package enum CityRoutes: RoomRoutes {
    static let one = PageRoute<ID<City>>("board/:city", for: Set.dispatch.union([.auditor, .reception]))
    static let assignments = FormRoute<ID<City>>("board/:city/assignments", for: .dispatch)

    package static var all: [Mounted] {
        [
            one.to { request, context, city in
                try await show(AssignmentForm(CityQuery(request.asked)), of: city, context)
            },
            assignments.to { form, context, city in try await check(form, in: city, context) },
        ]
    }

    private static func check(
        _ body: FormBody, in city: ID<City>, _ context: CompanyContext
    ) async throws -> Response {
        var form = try AssignmentForm(body)
        // Only to see how the dealers stand to the chosen jobs.
        if body.isChecked("check") {
            form.complaints = [:]
            return try await show(form, of: city, context)
        }
        guard form.complaints.isEmpty, let dealer = form.dealer else {
            return try await show(form, of: city, context, status: .unprocessableContent)
        }
        return try await assign(body, form, to: dealer, in: city, context)
    }

    private static func assign(
        _ body: FormBody, _ form: AssignmentForm, to dealer: ID<Dealer>, in city: ID<City>, _ context: CompanyContext
    ) async throws -> Response {
        let place =
            form.query.number.map { context.paths(JobRoutes.one, $0) }
            ?? Address.of(context.paths(CityRoutes.one, city), form.query.place)
        return try await context.once(body, flash: "dispatch.assigned", to: place) { deed in
            guard let there = try StandingList.city(city, deed.tx) else { throw Refusal.hidden }
            try AssignJobs(
                city: there, picks: form.picks, dealer: dealer, override: form.override,
                reassign: form.given(among: ReasonList.all(.reassign, deed.tx)),
                proposed: form.proposed, day: DispatchDay(in: deed.company, at: deed.tx.now)
            ).run(by: deed.actor, in: deed.company, deed.tx)
        } orShow: { refused in
            try await show(refused, form, of: city, context)
        }
    }

    /// The form again, with the jobs that are gone or its field that does not do.
    private static func show(
        _ refused: RefusedDeed, _ form: AssignmentForm, of city: ID<City>, _ context: CompanyContext
    ) async throws -> Response {
        var (form, taken) = (form, [String]())
        switch refused.error {
        case AssignmentRefused.field(let name, let complaint):
            form.complaints[name] = complaint
            return try await show(form, of: city, context, status: refused.status)
        case AssignmentRefused.taken(let numbers): taken = numbers
        default: break
        }
        return try await show(
            form, of: city, context, taken: taken, status: refused.status, warning: refused.complaint)
    }

    private static func show(
        _ form: AssignmentForm, of city: ID<City>, _ context: CompanyContext, taken: [String] = [],
        status: HTTPResponse.Status = .ok, warning: Complaint? = nil
    ) async throws -> Response {
        let facts = try await context.company.read { tx in
            try CityFacts.read(city, form, taken: taken, context, tx)
        }
        return try context.show(CityPage(facts, context), status: status, warning: warning)
    }
}
