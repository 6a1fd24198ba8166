/// Cuts UTF-8 text into records, one after the other, as RFC 4180 writes them.
struct RecordReader {
    private let text: [UInt8]
    private let delimiter: UInt8
    private var place = 0
    /// The file's line, counted from 1, on which the next record begins.
    private(set) var line = 1

    init(_ text: [UInt8], delimiter: UInt8) {
        self.text = text
        self.delimiter = delimiter
    }

    mutating func next() throws(Complaint) -> [String]? {
        guard place < text.count else { return nil }
        let start = line
        var record: [String] = []
        while true {
            let cell = try place < text.count && text[place] == Byte.quote ? quotedCell(from: start) : plainCell()
            guard cell.utf8.count <= DelimitedText.longestCell else {
                throw Complaint("table.cell.long", String(start), String(DelimitedText.longestCell))
            }
            guard record.count < DelimitedText.mostColumns else {
                throw Complaint("table.columns.many", String(DelimitedText.mostColumns))
            }
            record.append(cell)
            guard place < text.count else { return record }
            if text[place] == delimiter {
                place += 1
            } else {
                skipLineEnd()
                return record
            }
        }
    }

    private mutating func plainCell() -> String {
        let start = place
        while place < text.count, !endsCell(text[place]) { place += 1 }
        return String(decoding: text[start..<place], as: UTF8.self)
    }

    /// Whatever follows the closing quote before the next delimiter is kept: people write it, and nothing may be lost.
    private mutating func quotedCell(from start: Int) throws(Complaint) -> String {
        var bytes: [UInt8] = []
        place += 1
        while true {
            guard place < text.count else { throw Complaint("table.quote.open", String(start)) }
            let byte = text[place]
            if byte == Byte.quote {
                place += 1
                guard place < text.count, text[place] == Byte.quote else { break }
            }
            countLine(byte)
            bytes.append(byte)
            place += 1
        }
        return String(decoding: bytes, as: UTF8.self) + plainCell()
    }

    private func endsCell(_ byte: UInt8) -> Bool {
        byte == delimiter || byte == Byte.lineFeed || byte == Byte.carriageReturn
    }

    private mutating func skipLineEnd() {
        if text[place] == Byte.carriageReturn, place + 1 < text.count, text[place + 1] == Byte.lineFeed { place += 1 }
        place += 1
        line += 1
    }

    private mutating func countLine(_ byte: UInt8) {
        let isPair = byte == Byte.carriageReturn && place + 1 < text.count && text[place + 1] == Byte.lineFeed
        if byte == Byte.lineFeed || (byte == Byte.carriageReturn && !isPair) { line += 1 }
    }
}
