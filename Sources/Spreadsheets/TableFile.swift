import Domain

/// A file of rows and columns as people hand it over: text with delimiters, or an Excel workbook.
public struct TableFile: Sendable {
    public let table: Table
    /// The names of a workbook's sheets that can be seen, in its order; empty for a file of text.
    public let sheets: [String]
    /// Which of them the table is.
    public let sheet: Int

    /// - Parameter sheet: which of `sheets`; nil for the first that has rows, or else anything.
    /// - Throws: what `DelimitedText` says of text; `table.workbook.…` of a workbook that is broken, locked, too large, of
    ///   another format.
    public static func read(_ bytes: [UInt8], sheet: Int? = nil) throws(Complaint) -> TableFile {
        if isWorkbook(bytes) { return try workbook(bytes, sheet: sheet) }
        if bytes.starts(with: [0xD0, 0xCF, 0x11, 0xE0]) { throw oldWorkbook(bytes) }
        return TableFile(table: try DelimitedText.read(bytes), sheets: [], sheet: 0)
    }

    public static func isWorkbook(_ bytes: [UInt8]) -> Bool { bytes.starts(with: [0x50, 0x4B, 0x03, 0x04]) }

    /// Just the table, of the first sheet that holds something where none is named.
    public static func table(_ bytes: [UInt8], sheet: Int? = nil) throws(Complaint) -> Table {
        try read(bytes, sheet: sheet).table
    }

    private static func workbook(_ bytes: [UInt8], sheet: Int?) throws(Complaint) -> TableFile {
        // The archive reads from the bytes themselves, so they must stay where they are meanwhile.
        let read = bytes.withUnsafeBytes { bytes in
            Result { () throws(Complaint) in try Workbook(Archive(bytes)).table(sheet) }
        }
        return try read.get()
    }

    /// A workbook with a password is an encrypted stream in the container of the old format.
    private static func oldWorkbook(_ bytes: [UInt8]) -> Complaint {
        let stream = "EncryptedPackage".utf8.flatMap { [$0, 0] as [UInt8] }
        return Complaint(bytes.firstRange(of: stream) == nil ? "table.workbook.old" : "table.workbook.locked")
    }
}

/// How much a workbook may hold. A small file can be a thousand times as large when it is unpacked, so each is counted
/// while it is read, whatever the archive says of itself.
enum Bound {
    /// Bytes, of all its parts that are read.
    static let unpacked = 256 << 20
    static let parts = 5_000
    /// Of XML, of all parts: each costs a part of a microsecond, however short it is.
    static let elements = 12_000_000
    static let depth = 64
    /// Bytes; longer tags make the parser look at the same bytes again and again.
    static let tag = 1 << 20
    static let columns = DelimitedText.mostColumns
    /// Of a sheet; and shared texts, which are more than the cells only where somebody means harm.
    static let cells = 4_000_000
    /// Bytes of UTF-8, of all cells together.
    static let text = 64 << 20
    static let styles = 70_000
    static let sheets = 255
    /// Excel's own.
    static let lastColumn = 16_384
    static let lastLine = 1_048_576
    /// Rows that are looked at for the head of a table.
    static let headRows = 20
    /// Rows of a head.
    static let headDepth = 5
    static let merges = 2_000
}

extension Complaint {
    static let broken = Complaint("table.workbook.broken")
}
