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

    /// The forms of the day's visits, fetched by a phone before there is no line: packed together they are little more than one.
    static let kept = PlainPage("today/kept", for: .dealers)

    /// In the address of the day: the job that was just accepted.
    static let accepted = "accepted"

    package static var all: [Mounted] {
        [
            page.to { request, context in try await show(context, accepted: request.asked.text(accepted)) },
            technician.to { form, context in try await give(form, context) },
            kept.to { request, context in try await keep(request, context) },
        ]
    }

    /// - Parameters:
    ///   - accepted: the job whose appointment comes next.
    ///   - warning: what became of a deed that came too late; the day is shown as it is now.
    package static func show(
        _ context: CompanyContext, accepted: String = "", status: HTTPResponse.Status = .ok, warning: Complaint? = nil
    ) async throws -> Response {
        let facts = try await context.company.read { try TodayFacts.read(context, accepted: accepted, $0) }
        return try context.show(TodayPage(facts, context), status: status, warning: warning)
    }

    /// - Returns: 304 where the phone has these forms already: of these jobs as they are, of this day and this program.
    private static func keep(_ request: Request, _ context: CompanyContext) async throws -> Response {
        let (actor, today) = (context.actor, context.today)
        let rows = try await context.company.read { tx in
            try TodayList.rows(actor.sight, today: today, tx).filter { $0.section == .today || $0.section == .late }
        }
        let parts =
            [
                "\(context.company.slug) \(actor.person) \(today.number)", context.portal.assets.js,
                context.portal.assets.signature,
            ]
            + [context.portal.assets.css, context.reader.language.rawValue] + rows.map { "\($0.number) \($0.version)" }
        let tag = "\"\(Secrets.hash(parts.joined(separator: "\n")).prefix(32))\""
        guard !request.has(tag) else { return .notModified(tag) }
        let forms = try await context.company.read { tx in
            try rows.compactMap { row -> KeptForm? in
                guard let page = try? VisitRoutes.fresh(row.number, context, tx) else { return nil }
                let path = context.paths(VisitRoutes.form, row.number)
                return KeptForm(path: path, html: try context.keeping(page, at: path))
            }
        }
        var answer = try context.json(forms, tag: tag)
        answer.headers[.keptFor] = context.keeper
        return answer
    }

    private static func give(_ form: FormBody, _ context: CompanyContext) async throws -> Response {
        let jobs = try JobPick.all(in: form)
        guard !jobs.isEmpty else {
            return try await show(
                context, status: .unprocessableContent, warning: Complaint("visits.technician.no_job"))
        }
        let people = try await context.company.read { try VisitList.people(of: context.actor, $0) }
        let name = people.first { String($0.id.value) == form.raw("technician") }?.name
        let flash = Self.flash(jobs.count, to: name, context)
        return try await context.once(form, flash: flash, to: context.paths(page)) { deed in
            let people = try VisitList.people(of: deed.actor, deed.tx)
            let technician = try TechnicianForm(form, among: people).who.required()
            try GiveToTechnician(jobs: jobs, technician: technician).run(by: deed.actor, in: deed.tx)
        } orShow: { refused in
            try await show(context, status: refused.status, warning: refused.complaint)
        }
    }

    /// Says how many jobs were given, and to whom. - Parameter name: nil where they were taken back.
    private static func flash(_ count: Int, to name: String?, _ context: CompanyContext) -> String {
        let number = context.reader.number(count)
        return name.map { FlashText.text("visits.given.to", number, $0) } ?? FlashText.text("visits.given.back", number)
    }
}

/// A page that a phone keeps, and where it will be opened.
private struct KeptForm: Encodable {
    let path: String
    let html: String
}
