import Database
import Domain
import Ground
import HTTPTypes
import Hummingbird
import Web

/// The answers and agreements of a dealer on one job.
package enum DeedRoutes: RoomRoutes {
    static let acceptance = FormRoute<String>("jobs/:job/acceptance", for: [.dealerManager])
    static let decline = FormRoute<String>("jobs/:job/decline", for: [.dealerManager])
    static let appointment = FormRoute<String>("jobs/:job/appointment", for: .dealers)
    static let way = FormRoute<String>("jobs/:job/way", for: .dealers)
    static let technician = FormRoute<String>("jobs/:job/technician", for: [.dealerManager])

    package static var all: [Mounted] {
        [
            acceptance.to { form, context, number in try await accept(form, number, context) },
            decline.to { form, context, number in try await turnDown(form, number, context) },
            appointment.to { form, context, number in try await appoint(form, number, context) },
            way.to { form, context, number in
                let command = SetOut(number: number, version: try form.version)
                return try await act(form, on: number, context, flash: "visits.on_way") { deed in
                    try command.run(by: deed.actor, on: deed.company.clock.day(of: deed.tx.now), in: deed.tx)
                }
            },
            technician.to { form, context, number in try await give(form, number, context) },
        ]
    }

    private static func accept(
        _ form: FormBody, _ number: String, _ context: CompanyContext
    ) async throws -> Response {
        let command = AcceptJob(number: number, version: try form.version)
        // The day offers at once what comes next: the job itself may lie far down.
        let day = Address.of(context.paths(TodayRoutes.page), [(TodayRoutes.accepted, number)])
        let place = form.raw("back") == "job" ? nil : day
        return try await act(form, on: number, context, flash: "visits.accepted", to: place) { deed in
            try command.run(by: deed.actor, in: deed.tx)
        }
    }

    private static func turnDown(
        _ form: FormBody, _ number: String, _ context: CompanyContext
    ) async throws -> Response {
        let version = try form.version
        let reasons = try await context.company.read { try ReasonList.all(.decline, $0) }
        let typed = DeclineForm(form, among: reasons)
        let view = DeclineView(reasons, refused: typed, number: number, context)
        guard let reason = typed.given else {
            return try await show(number, context, status: .unprocessableContent) { $0.decline = view }
        }
        let command = DeclineJob(number: number, version: version, reason: reason)
        let day = context.paths(TodayRoutes.page)
        return try await act(form, on: number, context, flash: "visits.declined", to: day) { deed in
            try command.run(by: deed.actor, in: deed.tx)
        } orShow: {
            $0.decline = $0.decline.map { _ in view }
        }
    }

    private static func appoint(
        _ form: FormBody, _ number: String, _ context: CompanyContext
    ) async throws -> Response {
        let (version, clock) = (try form.version, context.company.clock)
        let typed = AppointmentForm(form, now: context.portal.now(), clock: clock)
        let view = AppointmentView(refused: typed, number: number, context)
        guard let agreed = typed.appointment else {
            return try await show(number, context, status: .unprocessableContent) { $0.appointment = view }
        }
        let command = AgreeAppointment(number: number, version: version, appointment: agreed)
        return try await act(form, on: number, context, flash: "visits.scheduled") { deed in
            try command.run(by: deed.actor, clock: clock, in: deed.tx)
        } orShow: {
            $0.appointment = $0.appointment.map { _ in view }
        }
    }

    private static func give(
        _ form: FormBody, _ number: String, _ context: CompanyContext
    ) async throws -> Response {
        let job = JobPick(number: number, version: try form.version)
        return try await act(form, on: number, context, flash: "visits.given") { deed in
            let people = try VisitList.people(of: deed.actor, deed.tx)
            let technician = try TechnicianForm(form, among: people).who.required()
            try GiveToTechnician(jobs: [job], technician: technician).run(by: deed.actor, in: deed.tx)
        }
    }

    /// Does it once, and leads back to where the form stood.
    /// - Parameter typed: puts what was typed into the job's actions as they are now, where they still offer the form.
    private static func act(
        _ form: FormBody, on number: String, _ context: CompanyContext, flash: String, to place: String? = nil,
        _ work: @escaping @Sendable (Deed) throws -> Void, orShow typed: (inout VisitActions) -> Void = { _ in }
    ) async throws -> Response {
        let paths = context.paths
        let back = form.raw("back") == "job" ? paths(JobRoutes.one, number) : paths(TodayRoutes.page)
        return try await context.once(
            form, flash: flash, to: place ?? back, work,
            orShow: { refused in
                try await show(number, context, status: refused.status, warning: refused.complaint, typed)
            })
    }

    /// The job's actions as they are now; the day, where the job is his no more.
    private static func show(
        _ number: String, _ context: CompanyContext, status: HTTPResponse.Status, warning: Complaint? = nil,
        _ change: (inout VisitActions) -> Void = { _ in }
    ) async throws -> Response {
        let actor = context.actor
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
        job = .init(href: context.paths(JobRoutes.one, number), label: number)
        badge = Badge(facts.job.state, context.words)
        var actions = VisitActions(facts, context)
        if actions != nil { change(&actions!) }
        visitActions = actions
        errors = FormErrors((actions?.appointment?.fields ?? []) + (actions?.decline?.fields ?? []))
    }
}
