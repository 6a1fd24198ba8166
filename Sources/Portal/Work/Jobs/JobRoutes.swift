import Database
import Domain
import Ground
import HTTPTypes
import Hummingbird
import Web

/// The jobs of a company: their list and its file, each one's page, notes and cancellation.
package enum JobRoutes {
    package static func mount(_ rooms: Rooms) {
        rooms.get("/:company/jobs") { request, context in try await list(request, context) }
        rooms.get("/:company/jobs/export") { request, context in
            let export = ExportJobs(filter: JobFilter(query: request.uri.query), context: context)
            let isWorkbook = request.uri.queryParameters.get("format") == "xlsx"
            return try await isWorkbook ? export.xlsx() : export.csv()
        }
        rooms.get("/:company/jobs/:job") { _, context in try await show(context) }
        rooms.post("/:company/jobs/:job/notes") { form, context in try await note(form, context) }
        rooms.post("/:company/jobs/:job/cancellation") { form, context in try await cancel(form, context) }
    }

    private static func list(_ request: Request, _ context: CompanyContext) async throws -> Response {
        let (company, sight) = (context.company, context.actor.sight)
        let asked = JobFilter(query: request.uri.query)
        let today = context.reader.clock.day(of: context.portal.now())
        let (filter, names, groups, slice) = try await company.read { tx in
            let (names, groups) = (try company.names.names(tx), try JobSearchList.groups(tx))
            let filter = asked.settled(names)
            let query = try JobSearchList.query(filter, sight, today: today, groups: groups, tx)
            return (filter, names, groups, try JobList.slice(query, tx))
        }
        let lineNames = JobLineNames(context.reader, context.paths, names, groups)
        return try context.show(JobListPage(filter, slice, lineNames, groups, context))
    }

    private static func show(
        _ context: CompanyContext, status: HTTPResponse.Status = .ok, warning: Complaint? = nil,
        note: NoteForm? = nil, cancel: CancelForm? = nil
    ) async throws -> Response {
        let number = try context.part("job")
        let load = try await context.company.read { try JobPageLoad.read(number, context, $0) }
        return try context.show(
            JobPage(load, context, note: note, cancel: cancel), status: status, warning: warning)
    }

    private static func note(_ form: FormBody, _ context: CompanyContext) async throws -> Response {
        let (number, actor, typed) = (try context.part("job"), context.actor, NoteForm(form))
        guard let text = typed.text.value else {
            return try await show(context, status: .unprocessableContent, note: typed)
        }
        return try await act(form, context, flash: "jobs.noted") { tx in
            try AddNote(number: number, text: text).run(by: actor, in: tx)
        }
    }

    private static func cancel(_ form: FormBody, _ context: CompanyContext) async throws -> Response {
        let (number, actor) = (try context.part("job"), context.actor)
        let reasons = try await context.company.read { tx in
            _ = try JobStore.find(number, actor.sight, tx)
            return try ReasonList.all(.cancel, tx)
        }
        let typed = CancelForm(form, among: reasons)
        guard let reason = typed.given else {
            return try await show(context, status: .unprocessableContent, cancel: typed)
        }
        return try await act(form, context, flash: "jobs.cancelled") { tx in
            try CancelJob(number: number, version: typed.version, reason: reason).run(by: actor, in: tx)
        }
    }

    /// Does it once and leads back to the job; 409 and the job as it is now, where it has moved on.
    private static func act(
        _ form: FormBody, _ context: CompanyContext, flash: String,
        _ work: @escaping @Sendable (Transaction) throws -> Void
    ) async throws -> Response {
        let (actor, place) = (context.actor, context.paths.job(try context.part("job")))
        do {
            let location = try await context.company.write { tx in
                try OnceStore.run(form.raw("key"), by: actor, tx) { tx in
                    try work(tx)
                    return place
                }
            }
            return context.goOn(to: location, flash: flash)
        } catch Refusal.stale(let complaint) {
            return try await show(context, status: .conflict, warning: complaint)
        }
    }
}
