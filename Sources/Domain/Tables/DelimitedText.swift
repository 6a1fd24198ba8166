/// Files of rows and columns as people hand them over: whatever the encoding, the delimiter and the line ends.
public enum DelimitedText {
    public static let mostRecords = 200_000
    /// As many as a sheet of a workbook.
    public static let mostColumns = 500
    /// In bytes of UTF-8.
    public static let longestCell = 64 * 1024

    /// Reads a whole file. Lines that are blank at its end are dropped; a blank one between others is a ragged record.
    /// Complains about a binary or empty file, an unreadable encoding, a quote that never closes, and the two limits.
    public static func read(_ bytes: [UInt8]) throws(Complaint) -> Table {
        let text = try TextBytes.utf8(of: bytes)
        var reader = RecordReader(text, delimiter: delimiter(of: text))
        guard let header = try reader.next(), !isBlank(header) else { throw Complaint("table.empty") }
        var records: [[String]] = []
        var lines: [Int] = []
        var filled = 0
        while true {
            let line = reader.line
            guard let record = try reader.next() else { break }
            records.append(record)
            lines.append(line)
            if !isBlank(record) { filled = records.count }
            // Blank lines count only as far as memory is concerned.
            guard filled <= mostRecords, records.count <= 2 * mostRecords else {
                throw Complaint("table.records.many", String(mostRecords))
            }
        }
        records.removeSubrange(filled...)
        lines.removeSubrange(filled...)
        return Table(header: header.map(trimmed), records: records, lines: lines)
    }

    /// Quotes as RFC 4180 does, and only where it must; ends every line with `lineEnd`.
    public static func write(
        header: [String], records: [[String]], delimiter: Character = ",", lineEnd: String = "\n"
    ) -> String {
        var text = ""
        for record in [header] + records {
            text += record.map { quoted($0, delimiter) }.joined(separator: String(delimiter))
            text += lineEnd
        }
        return text
    }

    /// A cell that a spreadsheet will not run as a formula: one that starts like a formula gets an apostrophe in front,
    /// unless it is a plain number or a telephone number.
    public static func safeCell(_ cell: String) -> String {
        guard let first = cell.unicodeScalars.first, "=+-@\t\r".unicodeScalars.contains(first) else { return cell }
        return isSignedNumber(cell) ? cell : "'" + cell
    }

    /// As `safeCell`, and so that `plainCell` gives back every cell as it was: for files that come in again.
    public static func guardedCell(_ cell: String) -> String { plainCell(cell) == cell ? safeCell(cell) : "'" + cell }

    /// A cell without the apostrophe that `guardedCell` put in front.
    public static func plainCell(_ cell: String) -> String {
        guard cell.hasPrefix("'") else { return cell }
        let rest = String(cell.dropFirst())
        return safeCell(rest) != rest || plainCell(rest) != rest ? rest : cell
    }

    /// Without spaces of any kind at its ends: no-break spaces and direction marks come with exports.
    public static func trimmed(_ cell: String) -> String {
        let scalars = cell.unicodeScalars
        guard let first = scalars.first, let last = scalars.last, isEdge(first) || isEdge(last) else { return cell }
        guard let start = scalars.firstIndex(where: { !isEdge($0) }) else { return "" }
        let end = scalars.lastIndex { !isEdge($0) }!
        return String(scalars[start...end])
    }

    private static func isEdge(_ scalar: Unicode.Scalar) -> Bool {
        scalar.properties.isWhitespace || (0x200C...0x200F).contains(scalar.value) || scalar.value == 0xFEFF
    }

    private static func isBlank(_ record: [String]) -> Bool {
        record.allSatisfy { $0.unicodeScalars.allSatisfy(isEdge) }
    }

    /// The one that divides the header most often; a comma where none does.
    private static func delimiter(of text: [UInt8]) -> UInt8 {
        var counts: [UInt8: Int] = [:]
        var inQuotes = false
        for byte in text {
            if byte == Byte.quote { inQuotes.toggle() }
            if inQuotes { continue }
            if byte == Byte.lineFeed || byte == Byte.carriageReturn { break }
            counts[byte, default: 0] += 1
        }
        let candidates = [Byte.comma, Byte.semicolon, Byte.tab]
        let most = candidates.map { counts[$0, default: 0] }.max()!
        return candidates.first { counts[$0, default: 0] == most }!
    }

    /// By scalars, because a quotation mark with a combining mark after it is no Character of its own.
    static func quoted(_ cell: String, _ delimiter: Character) -> String {
        let needsQuotes = cell.unicodeScalars.contains { scalar in
            scalar == "\"" || scalar == "\n" || scalar == "\r" || delimiter.unicodeScalars.contains(scalar)
        }
        guard needsQuotes else { return cell }
        var text = String.UnicodeScalarView("\"".unicodeScalars)
        for scalar in cell.unicodeScalars {
            if scalar == "\"" { text.append(scalar) }
            text.append(scalar)
        }
        text.append("\"")
        return String(text)
    }

    private static func isSignedNumber(_ cell: String) -> Bool {
        let rest = cell.unicodeScalars.dropFirst()
        guard cell.first == "+" || cell.first == "-" else { return false }
        let isDigits = rest.allSatisfy { $0.properties.numericType == .decimal || $0 == "." }
        return isDigits && rest.first != "." && rest.last != "." && !rest.isEmpty && rest.count { $0 == "." } <= 1
    }
}

enum Byte {
    static let tab: UInt8 = 0x09
    static let lineFeed: UInt8 = 0x0A
    static let carriageReturn: UInt8 = 0x0D
    static let quote: UInt8 = 0x22
    static let comma: UInt8 = 0x2C
    static let semicolon: UInt8 = 0x3B
}
