import Database
import Domain
import Ground
import Hummingbird
import Web

/// The whole list behind a filter as a file: all rows within sight, read and sent a chunk at a time.
struct ExportJobs: Sendable {
    /// Rows; one read of so many takes a few milliseconds, so that a large export holds up nobody.
    private static let chunk = 1000

    let filter: JobFilter
    let context: CompanyContext

    func response(to request: Request) async throws -> Response {
        let (query, file, count) = try await prepared()
        let columns = file.columns.map { column in
            SheetColumn<[String]>(column.head) { .text($0[column.place]) }
        }
        return try await Sheet<[String], JobKey>("jobs", title: "jobs.title", columns: columns) { key, tx in
            let rows = try JobList.chunk(query, after: key, count: count, limit: Self.chunk, tx)
            return (
                lines: try rows.map(file.record),
                next: rows.count == Self.chunk ? try rows.last.map(JobList.key) : nil
            )
        }.response(to: request, context)
    }

    private func prepared() async throws -> (JobQuery, JobFile, Int) {
        let (company, sight, filter) = (context.company, context.actor.sight, filter)
        let (reader, paths, today) = (context.reader, context.paths, context.today)
        return try await company.readAtLength { tx in
            let (names, groups) = (try company.names.names(tx), try JobSearchList.groups(tx))
            let query = try JobSearchList.query(filter.settled(names), sight, today: today, groups: groups, tx)
            return (query, JobFile(names: JobLineNames(reader, paths, names, groups)), try JobList.count(query, tx))
        }
    }
}
