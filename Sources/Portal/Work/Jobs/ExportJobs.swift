import Database
import Domain
import Foundation
import Ground
import Hummingbird
import NIOCore
import Web

/// The whole list behind a filter as a file: all rows within sight, read and sent a chunk at a time.
struct ExportJobs: Sendable {
    /// Rows; one read of so many takes a few milliseconds, so that a large export holds up nobody.
    private static let chunk = 1000

    let filter: JobFilter
    let context: CompanyContext

    func csv() async throws -> Response {
        let (query, file, count) = try await prepared()
        let company = context.company
        let body = ResponseBody { writer in
            try await writer.write(Self.bytes("\u{FEFF}", [file.header]))
            var key: JobKey?
            repeat {
                let last = key
                let rows = try await company.readAtLength {
                    try JobList.chunk(query, after: last, count: count, limit: Self.chunk, $0)
                }
                if !rows.isEmpty { try await writer.write(Self.bytes("", try rows.map(file.record))) }
                key = rows.count == Self.chunk ? try rows.last.map(JobList.key) : nil
            } while key != nil
            try await writer.finish(nil)
        }
        return Response(
            status: .ok,
            headers: [
                .contentType: "text/csv; charset=utf-8", .contentDisposition: "attachment; filename=\"jobs.csv\"",
            ],
            body: body)
    }

    func xlsx() async throws -> Response {
        let (query, file, count) = try await prepared()
        let isPersian = context.reader.language == .fa
        let sheet = context.words("jobs.title")
        let bytes = try await context.company.readAtLength { tx in
            try Workbook.bytes(sheet: sheet, rightToLeft: isPersian, header: file.header) { add in
                var key: JobKey?
                repeat {
                    let rows = try JobList.chunk(query, after: key, count: count, limit: Self.chunk, tx)
                    for row in rows { add(try file.record(row).map { .text($0) }) }
                    key = rows.count == Self.chunk ? try rows.last.map(JobList.key) : nil
                } while key != nil
            }
        }
        return .workbook(bytes, name: "jobs.xlsx")
    }

    private func prepared() async throws -> (JobQuery, JobFile, Int) {
        let (company, sight, filter) = (context.company, context.actor.sight, filter)
        let (reader, paths) = (context.reader, context.paths)
        let today = reader.clock.day(of: context.portal.now())
        return try await company.readAtLength { tx in
            let (names, groups) = (try company.names.names(tx), try JobSearchList.groups(tx))
            let query = try JobSearchList.query(filter.settled(names), sight, today: today, groups: groups, tx)
            return (query, JobFile(names: JobLineNames(reader, paths, names, groups)), try JobList.count(query, tx))
        }
    }

    private static func bytes(_ start: String, _ records: [[String]]) -> ByteBuffer {
        let safe = records.map { $0.map(DelimitedText.safeCell) }
        let text = DelimitedText.write(header: safe[0], records: Array(safe.dropFirst()), lineEnd: "\r\n")
        return ByteBuffer(string: start + text)
    }
}
