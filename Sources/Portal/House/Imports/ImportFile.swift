import Domain
import Foundation
import Ground
import Web

/// Reads a file into a company from start to end, as the operator at the console does.
public struct ImportFile: Sendable {
    private let company: OpenCompany
    private let root: Root
    private let words: ImportWords
    private let reader: Reader

    /// What is wrong with a file that cannot be read at all, in the person's language.
    public struct Unreadable: Error, CustomStringConvertible {
        public let description: String
    }

    public init(company: OpenCompany, root: Root, language: Language) throws {
        (self.company, self.root) = (company, root)
        words = try ImportWords(root: root)
        reader = Reader(words: try Words.load(from: root("Templates/words"))[language]!, clock: company.clock)
    }

    /// - Parameter validFrom: of a tariff; without it, the start of the company's current year.
    /// - Throws: `Unreadable`.
    public func run(
        _ kind: ImportKind, name: String, bytes: [UInt8], validFrom: String? = nil
    ) async throws -> (report: ImportReport, refused: [UInt8]) {
        let id: ID<Import>
        do {
            id = try await begin(kind, name, bytes, validFrom)
        } catch let complaint as Complaint { throw Unreadable(description: reader.complaint(complaint)) }
        try await CompanyRuns(company, root).finish(Imports.name, of: id.value)
        return try await result(id)
    }

    private func begin(
        _ kind: ImportKind, _ name: String, _ bytes: [UInt8], _ validFrom: String?
    ) async throws -> ID<Import> {
        let from = try validFrom.map { try company.clock.calendar.parse($0) } ?? company.startOfYear()
        let known = try await company.read { try ImportHeadStore.known(kind, $0) }
        let add = try AddImport(
            kind: kind, fileName: name, bytes: bytes, validFrom: from, by: nil, known: known, in: company, words: words)
        try StartImport.check(add.plan, kind, words)
        return try await company.write { tx in
            let id = try add.run(in: tx)
            _ = try ImportStore.begin(id, in: company, by: nil, tx)
            return id
        }
    }

    private func result(_ id: ID<Import>) async throws -> (report: ImportReport, refused: [UInt8]) {
        let (row, refused) = try await company.read { tx in
            (try ImportStore.find(id, tx)!, try ImportList.refused(id, limit: .max, tx))
        }
        let report = ImportReport(
            file: row.fileName, records: row.records, imported: row.imported,
            refused: refused.map { .init(record: $0.record, column: $0.column, reason: reader.complaint($0.complaint)) }
        )
        return (report, RefusedFile(header: row.plan.header, refused: refused, words: words, reader: reader).bytes())
    }
}

extension OpenCompany {
    /// The first day of the current year of the company's calendar.
    func startOfYear(at now: Instant = .systemNow()) -> CalendarDay {
        clock.calendar.days(ofMonth: clock.calendar.year(of: clock.day(of: now)), 1).lowerBound
    }
}
