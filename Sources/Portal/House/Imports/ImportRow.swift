import Database
import Domain
import Ground
import Spreadsheets

extension ImportKind: ColumnValue {}
extension ImportState: ColumnValue {}

/// How a file is to be read.
struct ImportPlan: Codable, Hashable, Sendable {
    /// The file's columns as it calls them.
    let header: [String]
    /// The place in the file of each of our columns.
    var columns: [String: Int]
    /// Of a tariff, ISO 8601.
    var validFrom: String?
    /// Of a tariff: for whom it is.
    var audience: String?
    /// Which of a workbook's sheets is read.
    var sheet: Int?

    func map(_ kind: ImportKind) -> ColumnMap { ColumnMap(kind, places: columns) }

    var text: String {
        get throws { try JSONText.of(self) }
    }
}

extension ImportPlan {
    /// As the heads of the file's columns are understood.
    /// - Parameter known: what was said of heads before (`ColumnMap`).
    init(
        of file: TableFile, _ kind: ImportKind, validFrom: String? = nil, known: [String: String], _ words: ImportWords
    ) {
        header = file.table.header
        columns = ColumnMap.recognised(header, kind: kind, words: words, known: known).places
        self.validFrom = validFrom
        sheet = file.sheets.count > 1 ? file.sheet : nil
    }
}

/// One import as its commands and pages need it.
struct ImportRow: Sendable {
    let id: ID<Import>
    let kind: ImportKind
    let fileName: String
    let sha256: String
    let state: ImportState
    let plan: ImportPlan
    let records: Int
    /// Records that have been decided.
    let read: Int
    /// Records that are in the company's store, from this file or from before.
    let imported: Int
    let added: Int
    /// nil: the operator at the console.
    let madeBy: ID<Person>?
    let madeAt: Instant

    static let columns: SQL = """
        i.id, i.kind, i.file_name, i.sha256, i.state, i.columns, i.records, i.read, i.imported, i.added, i.made_by,
        i.made_at
        """

    /// The file as it is read by its plan, or by another. Work for a thread of its own.
    func file(_ plan: ImportPlan? = nil, in blobs: Blobs) throws -> TableFile {
        try TableFile.read(blobs.get(sha256), sheet: (plan ?? self.plan).sheet)
    }

    init(_ row: Row) throws {
        id = try row("id")
        kind = try row("kind")
        fileName = try row("file_name")
        sha256 = try row("sha256")
        state = try row("state")
        plan = try JSONText.read(row("columns"))
        records = try row("records")
        read = try row("read")
        imported = try row("imported")
        added = try row("added")
        let maker: Int64 = try row("made_by")
        madeBy = maker == 0 ? nil : ID(maker)
        madeAt = try row("made_at")
    }
}
