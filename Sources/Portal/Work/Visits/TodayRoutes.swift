import Domain
import Ground
import HTTPTypes
import Hummingbird
import Web

/// The dealer's day.
package enum TodayRoutes {
    package static func mount(_ rooms: Rooms) {
        rooms.get("/:company/today") { _, context in try await show(context) }
        rooms.post("/:company/today/technician") { form, context in try await give(form, context) }
    }

    /// - Parameter warning: what became of a deed that came too late; the day is shown as it is now.
    package static func show(
        _ context: CompanyContext, status: HTTPResponse.Status = .ok, warning: Complaint? = nil
    ) async throws -> Response {
        let actor = context.actor
        let today = context.reader.clock.day(of: context.portal.now())
        let facts = try await context.company.read { tx in
            TodayFacts(
                rows: try TodayList.rows(actor.sight, today: today, tx),
                counts: try TodayList.counts(actor.sight, today: today, tx),
                people: try actor.has(.dealerManager) ? VisitList.people(of: actor, tx) : [])
        }
        return try context.show(TodayPage(facts, context), status: status, warning: warning)
    }

    /// Several jobs at once to one technician.
    private static func give(_ form: FormBody, _ context: CompanyContext) async throws -> Response {
        let (actor, back) = (context.actor, context.paths.today)
        let numbers = form.all("job")
        guard !numbers.isEmpty else {
            return try await show(
                context, status: .unprocessableContent, warning: Complaint("visits.technician.no_job"))
        }
        do {
            try await context.company.write { tx in
                let people = try VisitList.people(of: actor, tx)
                let technician = try TechnicianForm(form, among: people).who.required()
                _ = try OnceStore.run(form.raw("key"), by: actor, tx) { tx in
                    try GiveToTechnician(numbers: numbers, technician: technician).run(by: actor, in: tx)
                    return back
                }
            }
            return context.goOn(to: back, flash: "visits.given")
        } catch let complaint as Complaint {
            return try await show(context, status: .unprocessableContent, warning: complaint)
        } catch Refusal.stale(let complaint) {
            return try await show(context, status: .conflict, warning: complaint)
        }
    }
}
