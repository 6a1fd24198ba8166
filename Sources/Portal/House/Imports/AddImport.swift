import Database
import Domain
import Ground
import Spreadsheets

/// Stores a file that was handed over and looks at it; nothing is read into the company's tables yet.
struct AddImport: Sendable {
    let kind: ImportKind
    let fileName: String
    let sha256: String
    let plan: ImportPlan
    let records: Int
    let by: ID<Person>?

    /// - Parameter known: what was said of heads before (`ImportHeadStore`).
    /// - Throws: what `TableFile` says of a file that cannot be read at all.
    init(
        kind: ImportKind, fileName: String, bytes: [UInt8], validFrom: CalendarDay? = nil, by: ID<Person>?,
        known: [String: String], in company: OpenCompany, words: ImportWords
    ) throws {
        let file = try TableFile.read(bytes)
        self.kind = kind
        self.fileName = String(SearchText.stored(fileName).suffix(200))
        self.by = by
        records = file.table.records.count
        plan = ImportPlan(of: file, kind, validFrom: kind.isDated ? validFrom?.isoText : nil, known: known, words)
        sha256 = try company.blobs.put(bytes)
    }

    func run(in tx: Transaction) throws -> ID<Import> {
        try ImportStore.add(
            kind, fileName: fileName, sha256: sha256, plan: plan, records: records, by: by, tx)
    }
}
