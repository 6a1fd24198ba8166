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
        let columns = file.columns.map { column in
            SheetColumn<[String]>(column.head) { .text($0[column.place]) }
        }
        return try await Sheet<[String], JobKey>("jobs", title: "jobs.title", columns: columns) { cursor, size, tx in
            try JobList.chunk(query.at(cursor), count: count, size: size, tx).map { try $0.map(file.record) }
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
