import Database
import Domain
import Ground
import HTTPTypes
import Hummingbird
import Web

/// The answers and agreements of a dealer on one job.
package enum DeedRoutes {
    package static func mount(_ rooms: Rooms) {
        rooms.post("/:company/jobs/:job/acceptance") { form, context in try await accept(form, context) }
        rooms.post("/:company/jobs/:job/decline") { form, context in try await decline(form, context) }
        rooms.post("/:company/jobs/:job/appointment") { form, context in try await appoint(form, context) }
        rooms.post("/:company/jobs/:job/technician") { form, context in try await give(form, context) }
    }

    private static func accept(_ form: FormBody, _ context: CompanyContext) async throws -> Response {
        let (number, version, actor) = (try context.part("job"), Int(form.raw("version")), context.actor)
        return try await act(form, context, flash: "visits.accepted") { tx in
            try AcceptJob(number: number, version: version).run(by: actor, in: tx)
        }
    }

    private static func decline(_ form: FormBody, _ context: CompanyContext) async throws -> Response {
        let (number, version, actor) = (try context.part("job"), Int(form.raw("version")), context.actor)
        let reasons = try await context.company.read { try ReasonList.all(.decline, $0) }
        let typed = DeclineForm(form, among: reasons)
        guard let reason = typed.given else {
            return try await show(context, status: .unprocessableContent) {
                $0.decline = DeclineView(reasons, refused: typed, number: number, context)
            }
        }
        return try await act(form, context, flash: "visits.declined", to: context.paths.today) { tx in
            try DeclineJob(number: number, version: version, reason: reason).run(by: actor, in: tx)
        }
    }

    private static func appoint(_ form: FormBody, _ context: CompanyContext) async throws -> Response {
        let (number, version) = (try context.part("job"), Int(form.raw("version")))
        let (actor, clock) = (context.actor, context.company.clock)
        let typed = AppointmentForm(form, now: context.portal.now(), clock: clock)
        guard let appointment = typed.appointment else {
            return try await show(context, status: .unprocessableContent) {
                $0.appointment = AppointmentView(refused: typed, number: number, context)
            }
        }
        return try await act(form, context, flash: "visits.scheduled") { tx in
            try AgreeAppointment(number: number, version: version, appointment: appointment)
                .run(by: actor, clock: clock, in: tx)
        }
    }

    private static func give(_ form: FormBody, _ context: CompanyContext) async throws -> Response {
        let (number, version, actor) = (try context.part("job"), Int(form.raw("version")), context.actor)
        return try await act(form, context, flash: "visits.given") { tx in
            let technician = try TechnicianForm(form, among: VisitList.people(of: actor, tx)).who.required()
            try GiveToTechnician(numbers: [number], version: version, technician: technician).run(by: actor, in: tx)
        }
    }

    /// Does it once, and leads back to where the form stood. Where the job has moved on, 409 and the job as it is now.
    private static func act(
        _ form: FormBody, _ context: CompanyContext, flash: String, to place: String? = nil,
        _ work: @escaping @Sendable (Transaction) throws -> Void
    ) async throws -> Response {
        let (number, actor) = (try context.part("job"), context.actor)
        let back = place ?? (form.raw("back") == "job" ? context.paths.job(number) : context.paths.today)
        // The cards of a day share one form and one key: the job is part of what is done once.
        let key = form.raw("key").isEmpty ? "" : "\(form.raw("key")) \(flash) \(number)"
        do {
            let location = try await context.company.write { tx in
                try OnceStore.run(key, by: actor, tx) { tx in
                    try work(tx)
                    return back
                }
            }
            return context.goOn(to: location, flash: flash)
        } catch Refusal.stale(let complaint) {
            return try await show(context, status: .conflict, warning: complaint)
        }
    }

    /// The job's actions as they are now; the day, where the job is his no more.
    private static func show(
        _ context: CompanyContext, status: HTTPResponse.Status, warning: Complaint? = nil,
        _ change: (inout VisitActions) -> Void = { _ in }
    ) async throws -> Response {
        let (number, actor) = (try context.part("job"), context.actor)
        let facts: VisitActionFacts
        do {
            facts = try await context.company.read { tx in
                try VisitActionFacts.read(DealerJob.find(number, actor, tx), for: actor, tx)
            }
        } catch Refusal.stale(let gone) {
            return try await TodayRoutes.show(context, status: .conflict, warning: warning ?? gone)
        }
        return try context.show(DeedPage(facts, context, change), status: status, warning: warning)
    }
}

/// A form of the job's page that was refused, or came too late, with the job as it is now.
struct DeedPage: Page {
    static let template = "visits/deed"
    let titleKey = "visits.deed.title"
    let titleValues: [String]
    let job: TodayCard.Link
    let badge: Badge
    let errors: FormErrors?
    let visitActions: VisitActions?

    init(_ facts: VisitActionFacts, _ context: CompanyContext, _ change: (inout VisitActions) -> Void) {
        let number = facts.job.number
        titleValues = [number]
        job = .init(href: context.paths.job(number), label: number)
        badge = Badge(facts.job.state, context.words)
        var actions = VisitActions(facts, context)
        if actions != nil { change(&actions!) }
        visitActions = actions
        errors = FormErrors((actions?.appointment?.fields ?? []) + (actions?.decline?.fields ?? []))
    }
}
