import Domain
import Foundation
import Web

/// What came of an import, in a person's language.
public struct ImportReport: Codable, Sendable {
    public struct Refused: Codable, Sendable {
        /// Counted from 1 after the header.
        public let record: Int
        /// As the file calls it.
        public let column: String
        public let reason: String
    }

    public let file: String
    public let records: Int
    public let imported: Int
    public let refused: [Refused]

    /// JSON, keys in the order above.
    public func json() throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.withoutEscapingSlashes]
        func text(_ value: some Encodable) throws -> String {
            String(decoding: try encoder.encode(value), as: UTF8.self)
        }
        let rows = try refused.map { row in
            try #"{"record":\#(row.record),"column":\#(text(row.column)),"reason":\#(text(row.reason))}"#
        }
        let list = rows.isEmpty ? "[]" : "[\n  " + rows.joined(separator: ",\n  ") + "\n]"
        return try #"{"file":\#(text(file)),"records":\#(records),"imported":\#(imported),"refused":\#(list)}"# + "\n"
    }
}

/// The refused records as a file, ready to be mended and sent again.
struct RefusedFile {
    let header: [String]
    let refused: [RefusedRecord]
    let words: ImportWords
    let reader: Reader

    /// UTF-8 with its mark, as spreadsheets want it. Of a file that came back, the old reasons are left out.
    func bytes() -> [UInt8] {
        let kept = header.indices.filter { !words.isOurs(header[$0]) }
        let isPersian = reader.language == .fa
        let ours = [words.refusedColumn, words.refusedReason].map { isPersian ? $0.nameFa : $0.nameEn }
        let text = DelimitedText.write(
            header: kept.map { header[$0] } + ours,
            records: refused.map { row in
                kept.map { row.cells.indices.contains($0) ? DelimitedText.safeCell(row.cells[$0]) : "" }
                    + [row.column, reader.complaint(row.complaint)]
            },
            lineEnd: "\r\n")
        return [0xEF, 0xBB, 0xBF] + Array(text.utf8)
    }
}
