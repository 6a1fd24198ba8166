import Domain
import Ground
import HTTPTypes
import Hummingbird
import Web
import Work

/// A dealer's own list of services: whom he calls for the company, what came of it, the job that comes of it.
package enum GivenRoutes: RoomRoutes {
    private static let callers: Set<Role> = [.dealerManager]
    package static let list = PlainPage("services", for: callers)
    static let one = PageRoute<ID<PlanService>>("services/:given", for: callers)
    static let call = FormRoute<ID<PlanService>>("services/:given/call", for: callers)
    static let booking = FormRoute<ID<PlanService>>("services/:given/job", for: callers)

    package static var all: [Mounted] {
        [
            list.to { _, context in
                let dealer = try dealer(context)
                let (works, lines, names) = try await context.company.read { tx in
                    (
                        try CallerList.find(dealer, today: context.today, tx).works,
                        try GivenList.ofDealer(dealer, today: context.today, tx), try context.company.names.names(tx)
                    )
                }
                let warning = works ? nil : GivenRefused.idle.complaint(context.reader)
                return try context.show(GivenListPage(lines, names, context), warning: warning)
            },
            one.to { _, context, id in try await show(id, context) },
            call.to { form, context, id in try await call(form, id, context) },
            booking.to { form, context, id in try await book(form, id, context) },
        ]
    }

    private static func dealer(_ context: CompanyContext) throws -> ID<Dealer> {
        guard let dealer = context.actor.dealer else { throw Refusal.hidden }
        return dealer
    }

    /// The page with what he typed; where it is his no more, that alone.
    private static func show(
        _ id: ID<PlanService>, _ context: CompanyContext, _ typed: GivenTyped? = nil,
        status: HTTPResponse.Status = .ok, warning: Complaint? = nil
    ) async throws -> Response {
        let dealer = try dealer(context)
        do {
            let load = try await context.company.read { try GivenLoad.read(id, dealer, context, $0) }
            return try context.show(GivenPage(load, typed, context), status: status, warning: warning)
        } catch let refused as GivenRefused {
            guard let typed else { throw Refusal.hidden }
            let names = try await context.company.read { try context.company.names.names($0) }
            return try context.show(
                GivenTypedPage(typed, names, context), status: refused.status,
                warning: refused.complaint(context.reader))
        }
    }

    private static func call(
        _ form: FormBody, _ id: ID<PlanService>, _ context: CompanyContext
    ) async throws -> Response {
        let (dealer, version) = (try dealer(context), try form.version)
        let typed = CallForm(form, today: context.today, calendar: context.reader.clock.calendar)
        guard let outcome = typed.outcome.value, let day = typed.callOn, let note = typed.note.value else {
            return try await show(id, context, .call(typed), status: .unprocessableContent)
        }
        let command = CallAboutService(outcome, callOn: day, note: note)
        return try await context.once(form, flash: "plans.called", to: context.paths(list)) { deed in
            _ = try GivenList.service(id, of: dealer, today: deed.company.clock.day(of: deed.tx.now), deed.tx)
            try command.run(id, at: version, by: deed.actor.person, deed.tx)
        } orShow: { refused in
            try await show(id, context, .call(typed), status: refused.status, warning: refused.complaint)
        }
    }

    private static func book(
        _ form: FormBody, _ id: ID<PlanService>, _ context: CompanyContext
    ) async throws -> Response {
        let version = try form.version
        let names = try await context.company.read { try context.company.names.names($0) }
        let typed = BookingForm(form, names)
        guard let place = typed.place else {
            return try await show(id, context, .booking(typed), status: .unprocessableContent)
        }
        return try await context.once(form, flash: "plans.booked") { deed in
            let number = try BookGivenService(place: place).run(
                id, at: version, by: deed.actor, in: deed.company, deed.tx)
            return context.paths(JobRoutes.one, number)
        } orShow: { refused in
            try await show(id, context, .booking(typed), status: refused.status, warning: refused.complaint)
        }
    }
}
