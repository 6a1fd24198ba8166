import Base
import Database
import Domain
import Ground
import Hummingbird
import Web

/// Jobs that a figure of another wing counts, by that figure's own condition: its number is the length of this list.
package struct CountedJobList: Sendable {
    /// A job's place in the order: the day of its reception, or the moment of its end.
    package struct Key: Sendable, CustomStringConvertible {
        let at: Int64
        let id: ID<Job>

        package init?(_ text: String) {
            let parts = text.split(separator: ".")
            guard parts.count == 2, let at = Int64(parts[0]), let id = ID<Job>(parts[1]) else { return nil }
            (self.at, self.id) = (at, id)
        }

        fileprivate init(_ row: Row, isByEnd: Bool) throws {
            let day: CalendarDay = try row("received_on")
            let end: Instant? = try row.optional("completed_at")
            (at, id) = (isByEnd ? end?.seconds ?? 0 : Int64(day.number), try row("id"))
        }

        package var description: String { "\(at).\(id)" }
    }

    private static let pageSize = 25
    private let condition: SQL
    private let isByEnd: Bool

    /// - Parameters:
    ///   - condition: on `job j`; it bounds what the order is by.
    ///   - isByEnd: whether the newest end comes first, else the newest reception.
    package init(_ condition: SQL, isByEnd: Bool) { (self.condition, self.isByEnd) = (condition, isByEnd) }

    /// Up to the bound of lists.
    package func count(_ context: CompanyContext, _ tx: Transaction) throws -> Int {
        try CountList.of("job j WHERE \(within(context))", tx)
    }

    package func page(
        _ cursor: Cursor<Key>?, _ context: CompanyContext, _ tx: Transaction
    ) throws -> Slice<JobLine, Key> {
        let names = JobLineNames(
            context, try context.company.names.names(tx), try JobSearchList.groups(tx))
        return try slice(cursor, size: Self.pageSize, JobList.forPage, context, tx).map { rows in
            try rows.map { try JobLine($0, names, forDealer: false) }
        }
    }

    package func response(to request: Request, _ context: CompanyContext) async throws -> Response {
        let file = try await context.company.read { tx in
            JobFile(
                names: JobLineNames(
                    context, try context.company.names.names(tx), try JobSearchList.groups(tx)),
                context: context, asked: [])
        }
        return try await Sheet<JobFile.Line, Key>("jobs", title: "jobs.title", columns: file.columns) {
            cursor, size, tx in
            try slice(cursor, size: size, JobList.forFile, context, tx).map { try file.lines($0, tx) }
        }.response(to: request, context)
    }

    /// For a test of how it is read.
    package func statement(_ cursor: Cursor<Key>?, limit: Int, _ context: CompanyContext) -> SQL {
        statement(cursor, limit: limit, JobList.forPage, context)
    }

    private func within(_ context: CompanyContext) -> SQL {
        [JobStore.within(context.actor.sight), condition].joinedByAnd()
    }

    private func slice(
        _ cursor: Cursor<Key>?, size: Int, _ select: SQL, _ context: CompanyContext, _ tx: Transaction
    ) throws -> Slice<Row, Key> {
        try Slice(cursor, size: size, key: { try Key($0, isByEnd: isByEnd) }) { limit in
            try tx.rows(statement(cursor, limit: limit, select, context))
        }
    }

    private func statement(_ cursor: Cursor<Key>?, limit: Int, _ select: SQL, _ context: CompanyContext) -> SQL {
        let (column, id): (SQL, SQL) = (isByEnd ? "j.completed_at" : "j.received_on", isByEnd ? "j.id + 0" : "j.id")
        let isBack = cursor?.side == .back
        let direction: SQL = isBack ? "ASC" : "DESC"
        var all = within(context)
        if let key = cursor?.key {
            let (not, beyond): (SQL, SQL) = isBack ? (">=", ">") : ("<=", "<")
            all +=
                "AND \(column) \(not) \(key.at) AND (\(column) \(beyond) \(key.at) OR \(id) \(beyond) \(key.id))"
        }
        return "\(select) WHERE \(all) ORDER BY \(column) \(direction), \(id) \(direction) LIMIT \(literal: limit)"
    }
}
