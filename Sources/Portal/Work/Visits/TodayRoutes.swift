import Domain
import Ground
import HTTPTypes
import Hummingbird
import Web

/// The dealer's day.
package enum TodayRoutes: RoomRoutes {
    package static let page = PlainPage("today", for: .dealers, menu: .init("today", icon: "home", order: 10))
    /// Several jobs at once to one technician.
    static let technician = PlainForm("today/technician", for: [.dealerManager])

    package static var all: [Mounted] {
        [
            page.to { _, context in try await show(context) },
            technician.to { form, context in try await give(form, context) },
        ]
    }

    /// - Parameter warning: what became of a deed that came too late; the day is shown as it is now.
    package static func show(
        _ context: CompanyContext, status: HTTPResponse.Status = .ok, warning: Complaint? = nil
    ) async throws -> Response {
        let facts = try await context.company.read { try TodayFacts.read(context, $0) }
        return try context.show(TodayPage(facts, context), status: status, warning: warning)
    }

    private static func give(_ form: FormBody, _ context: CompanyContext) async throws -> Response {
        let jobs = try JobPick.all(in: form)
        guard !jobs.isEmpty else {
            return try await show(
                context, status: .unprocessableContent, warning: Complaint("visits.technician.no_job"))
        }
        return try await context.once(form, flash: "visits.given", to: context.paths(page)) { deed in
            let people = try VisitList.people(of: deed.actor, deed.tx)
            let technician = try TechnicianForm(form, among: people).who.required()
            try GiveToTechnician(jobs: jobs, technician: technician).run(by: deed.actor, in: deed.tx)
        } orShow: { refused in
            try await show(context, status: refused.status, warning: refused.complaint)
        }
    }
}
