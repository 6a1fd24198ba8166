import Base
import Database
import Domain
import Ground
import Hummingbird
import Web

/// The whole list behind a filter as a file: all rows within sight, read and sent a chunk at a time.
struct ExportJobs: Sendable {
    let filter: JobFilter
    let context: CompanyContext

    func response(to request: Request) async throws -> Response {
        let (query, file, count) = try await prepared()
        return try await Sheet<JobFile.Line, JobKey>("jobs", title: "jobs.title", columns: file.columns) {
            cursor, size, tx in
            try JobList.chunk(query.at(cursor), count: count, size: size, tx).map { try file.lines($0, tx) }
        }.response(to: request, context)
    }

    /// The visits of those jobs, or the parts that were fitted.
    func response(of lines: VisitFile, to request: Request) async throws -> Response {
        let (query, _, count) = try await prepared()
        let context = context
        return try await Sheet<VisitFile.Line, JobKey>(
            lines.name, in: "jobs", title: lines.title, columns: lines.columns(context)
        ) { cursor, size, tx in
            try JobList.chunk(query.at(cursor), count: count, size: size, tx).map { jobs in
                try lines.lines(of: jobs.map { try $0("id") }, context, tx)
            }
        }.response(to: request, usual: "xlsx", context)
    }

    private func prepared() async throws -> (JobQuery, JobFile, Int) {
        let (context, sight, filter) = (context, context.actor.sight, filter)
        let today = context.today
        return try await context.company.readAtLength { tx in
            let (names, groups) = (try context.company.names.names(tx), try JobSearchList.groups(tx))
            let query = try JobSearchList.query(
                filter.settled(names), sight, today: today, answerBy: context.promises(tx).answerBy, groups: groups, tx)
            let asked = try query.group.map { try IntakeItemStore.offered(for: $0, tx) } ?? []
            let file = JobFile(
                names: JobLineNames(context, names, groups), context: context,
                asked: asked.filter { $0.field.kind.isField })
            return (query, file, try JobList.count(query, tx))
        }
    }
}
