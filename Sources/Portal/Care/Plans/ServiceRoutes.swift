import Database
import Domain
import Ground
import HTTPTypes
import Hummingbird
import Web
import Work

/// The telephone campaign: who is to be called, what came of it, the jobs that come of it.
package enum ServiceRoutes: RoomRoutes {
    package static let list = PlainPage("plans", for: .office, menu: .init("plans", icon: "calendar", order: 35))
    static let export = PlainPage("plans/export", for: .managers.union([.auditor]), watched: .export)
    static let bookings = PlainForm("plans/jobs", for: .intake)
    static let gifts = PlainForm("plans/dealer", for: .dispatch)
    package static let one = PageRoute<ID<PlanService>>("plans/services/:planned", for: .office)
    static let call = FormRoute<ID<PlanService>>("plans/services/:planned/call", for: .intake)
    static let booking = FormRoute<ID<PlanService>>("plans/services/:planned/job", for: .intake)
    static let cancellation = FormRoute<ID<PlanService>>("plans/services/:planned/cancellation", for: .managers)

    package static var all: [Mounted] {
        [
            list.to { request, context in try await show(DueFilter(request.asked), context) },
            export.to { request, context in
                let names = try await context.company.read { try context.company.names.names($0) }
                return try await DueSheet.sheet(DueFilter(request.asked), names, context).response(to: request, context)
            },
            bookings.to { form, context in try await book(form, context) },
            gifts.to { form, context in try await give(form, context) },
            one.to { _, context, id in try await show(id, context) },
            call.to { form, context, id in try await call(form, id, context) },
            booking.to { form, context, id in try await book(form, id, context) },
            cancellation.to { form, context, id in try await cancel(form, id, context) },
        ]
    }

    private static func show(
        _ filter: DueFilter, _ context: CompanyContext, ticked: Set<ID<PlanService>> = [],
        status: HTTPResponse.Status = .ok, warning: Complaint? = nil
    ) async throws -> Response {
        let (today, company) = (context.today, context.company)
        let (slice, counts, choices) = try await company.read { tx in
            (
                try DueList.slice(filter, today: today, tx), try DueList.counts(filter, today: today, tx),
                try DueList.choices(company.names.names(tx), today: today, tx)
            )
        }
        return try context.show(
            DuePage(slice, counts, filter, choices, ticked: ticked, context), status: status, warning: warning)
    }

    /// The ticked ones of a page of the list.
    private static func book(_ form: FormBody, _ context: CompanyContext) async throws -> Response {
        try await ticked(form, for: .book, flash: "plans.booked", context) { services, deed in
            try BookServices(services: services).run(by: deed.actor, in: deed.company, deed.tx)
        }
    }

    /// The ticked ones, to a dealer who calls for the company; with nobody chosen they come back.
    private static func give(_ form: FormBody, _ context: CompanyContext) async throws -> Response {
        let (to, dealer) = (form.all("to"), ID<Dealer>(form.text("to")))
        // Else an address that nobody can read would take them all back.
        guard to.count == 1, to == [""] || dealer != nil else { throw Refusal.unreadable }
        return try await ticked(form, for: .call, flash: "plans.given", context) { services, deed in
            try GiveServices(services, to: dealer).run(by: deed.actor.person, in: deed.company, deed.tx)
        }
    }

    private static func ticked(
        _ form: FormBody, for what: PlanDeed, flash: String, _ context: CompanyContext,
        _ work: @escaping @Sendable ([ID<PlanService>], Deed) throws -> Void
    ) async throws -> Response {
        let (picks, filter) = (try PlanPick.all(in: form), DueFilter(Asked(form)))
        guard !picks.isEmpty else {
            return try await show(
                filter, context, status: .unprocessableContent, warning: Complaint("plans.denied.none_ticked"))
        }
        let place = filter.address(context.paths(list))
        return try await context.once(form, flash: flash, to: place) { deed in
            try PlanPick.check(picks, for: what, deed.tx)
            try work(picks.map(\.id), deed)
        } orShow: { refused in
            let taken = (refused.error as? PlanPicksTaken)?.ids ?? []
            return try await show(
                filter, context, ticked: Set(picks.map(\.id)).subtracting(taken), status: refused.status,
                warning: refused.complaint)
        }
    }

    private static func show(
        _ id: ID<PlanService>, _ context: CompanyContext, call: CallForm? = nil, booking: BookingForm? = nil,
        cancellation: Input<String>? = nil, status: HTTPResponse.Status = .ok, warning: Complaint? = nil
    ) async throws -> Response {
        let load = try await context.company.read { try ServiceSheet.read(id, context, $0) }
        return try context.show(
            ServicePage(load, call: call, booking: booking, cancellation: cancellation, context), status: status,
            warning: warning)
    }

    private static func call(
        _ form: FormBody, _ id: ID<PlanService>, _ context: CompanyContext
    ) async throws -> Response {
        let (today, version) = (context.today, try form.version)
        let typed = CallForm(form, today: today, calendar: context.reader.clock.calendar)
        guard let outcome = typed.outcome.value, let day = typed.callOn, let note = typed.note.value else {
            return try await show(id, context, call: typed, status: .unprocessableContent)
        }
        let command = CallAboutService(outcome, callOn: day, note: note)
        return try await context.once(form, flash: "plans.called", to: context.paths(list)) { deed in
            try command.run(id, at: version, by: deed.actor.person, deed.tx)
        } orShow: { refused in
            try await show(id, context, call: typed, status: refused.status, warning: refused.complaint)
        }
    }

    private static func book(
        _ form: FormBody, _ id: ID<PlanService>, _ context: CompanyContext
    ) async throws -> Response {
        let (names, version) = (
            try await context.company.read { try context.company.names.names($0) }, try form.version
        )
        let typed = BookingForm(form, names)
        guard let place = typed.place else {
            return try await show(id, context, booking: typed, status: .unprocessableContent)
        }
        return try await context.once(form, flash: "plans.booked") { deed in
            guard try PlanServiceStore.find(id, deed.tx).version == version else {
                throw Refusal.stale(Complaint("error.stale"))
            }
            let numbers = try BookServices(services: [id], place: place).run(by: deed.actor, in: deed.company, deed.tx)
            return context.paths(JobRoutes.one, numbers[0])
        } orShow: { refused in
            try await show(id, context, booking: typed, status: refused.status, warning: refused.complaint)
        }
    }

    private static func cancel(
        _ form: FormBody, _ id: ID<PlanService>, _ context: CompanyContext
    ) async throws -> Response {
        let (typed, version) = (form.input("reason", shortText(limit: 500)), try form.version)
        guard let reason = typed.value else {
            return try await show(id, context, cancellation: typed, status: .unprocessableContent)
        }
        return try await context.once(form, flash: "plans.cancelled", to: context.paths(one, id)) { deed in
            let service = try PlanServiceStore.find(id, deed.tx)
            guard service.version == version else { throw Refusal.stale(Complaint("error.stale")) }
            try PlanServiceStore.move(
                service, .cancel, by: deed.actor.person, detail: ["note": reason], deed.tx)
        } orShow: { refused in
            try await show(id, context, cancellation: typed, status: refused.status, warning: refused.complaint)
        }
    }
}
