import Database
import Domain
import Ground
import HTTPTypes
import Hummingbird
import Web

/// The jobs of a company: their list and its file, each one's page, notes and cancellation.
package enum JobRoutes: RoomRoutes {
    package static let list = PlainPage(
        "jobs", for: .insiders, menu: .init("jobs", icon: "list", order: 30, takesSearch: true))
    static let export = PlainPage("jobs/export", for: .insiders, watched: .export)
    static let visits = PlainPage("jobs/visits/export", for: .insiders, watched: .export)
    static let parts = PlainPage("jobs/parts/export", for: .insiders, watched: .export)
    package static let one = PageRoute<String>("jobs/:job", for: .insiders)
    static let notes = FormRoute<String>("jobs/:job/notes", for: Set.insiders.subtracting([.auditor]))
    static let cancellation = FormRoute<String>("jobs/:job/cancellation", for: .intake)

    static let segmented = SegmentedList("jobs", at: list, title: "jobs.title") { JobFilter($0) }

    package static var all: [Mounted] {
        [
            list.to { request, context in try await showList(request, context) },
            export.to { request, context in
                try await ExportJobs(filter: JobFilter(request.asked), context: context)
                    .response(to: request)
            },
            visits.to { request, context in
                try await ExportJobs(filter: JobFilter(request.asked), context: context)
                    .response(of: .visits, to: request)
            },
            parts.to { request, context in
                try await ExportJobs(filter: JobFilter(request.asked), context: context)
                    .response(of: .parts, to: request)
            },
            one.to { request, context, number in
                try await show(number, doing: request.asked.text("do"), context)
            },
            notes.to { form, context, number in try await note(form, on: number, context) },
            cancellation.to { form, context, number in try await cancel(form, number, context) },
        ]
    }

    private static func showList(_ request: Request, _ context: CompanyContext) async throws -> Response {
        let (company, sight) = (context.company, context.actor.sight)
        let asked = JobFilter(request.asked)
        let today = context.reader.clock.day(of: context.portal.now())
        let (filter, names, groups, slice, intakes, count, hits, segments) = try await company.read { tx in
            let (names, groups) = (try company.names.names(tx), try JobSearchList.groups(tx))
            let filter = asked.settled(names)
            let query = try JobSearchList.query(
                filter, sight, today: today, answerBy: context.promises(tx).answerBy, groups: groups, tx)
            let count = try JobList.count(query, tx)
            let slice = try JobList.page(query, count: count, tx)
            let intakes = try JobIntakeStore.all(of: slice.lines.map { try $0("id") }, tx)
            // What the office keeps is no business of dealers.
            let segments =
                sight == .company ? try SegmentBar.read(of: filter, in: segmented, context, tx) : nil
            return (filter, names, groups, slice, intakes, count, try JobHits.find(filter, context, tx), segments)
        }
        let lineNames = JobLineNames(context, names, groups)
        return try context.show(JobListPage(filter, slice, count, hits, lineNames, groups, intakes, segments, context))
    }

    private static func show(
        _ number: String, doing: String = "", _ context: CompanyContext, status: HTTPResponse.Status = .ok,
        warning: Complaint? = nil, note: NoteForm? = nil, cancel: CancelForm? = nil
    ) async throws -> Response {
        let load = try await context.company.read { try JobPageLoad.read(number, context, $0) }
        return try context.show(
            JobPage(load, doing: doing, context, note: note, cancel: cancel), status: status, warning: warning)
    }

    private static func note(
        _ form: FormBody, on number: String, _ context: CompanyContext
    ) async throws -> Response {
        let typed = NoteForm(form)
        guard let text = typed.text.value else {
            return try await show(number, context, status: .unprocessableContent, note: typed)
        }
        let command = AddNote(number: number, text: text)
        return try await context.once(form, flash: "jobs.noted", to: context.paths(one, number)) { deed in
            try command.run(by: deed.actor, in: deed.tx)
        } orShow: { refused in
            try await show(number, context, status: refused.status, warning: refused.complaint, note: typed)
        }
    }

    private static func cancel(
        _ form: FormBody, _ number: String, _ context: CompanyContext
    ) async throws -> Response {
        let (version, sight) = (try form.version, context.actor.sight)
        let reasons = try await context.company.read { tx in
            _ = try JobStore.find(number, sight, tx)
            return try ReasonList.all(.cancel, tx)
        }
        let typed = CancelForm(form, among: reasons)
        guard let reason = typed.given else {
            return try await show(number, context, status: .unprocessableContent, cancel: typed)
        }
        let command = CancelJob(number: number, version: version, reason: reason)
        return try await context.once(form, flash: "jobs.cancelled", to: context.paths(one, number)) { deed in
            try command.run(by: deed.actor, in: deed.company, deed.tx)
        } orShow: { refused in
            try await show(number, context, status: refused.status, warning: refused.complaint, cancel: typed)
        }
    }
}
