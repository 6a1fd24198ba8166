/// The text of a file, whatever it was saved as: UTF-8, UTF-16 with its mark, else Windows-1256, which older
/// spreadsheets in Iran still write and which is never valid UTF-8 once it holds a Persian word.
enum TextBytes {
    static func utf8(of bytes: [UInt8]) throws(Complaint) -> [UInt8] {
        guard !bytes.isEmpty else { throw Complaint("table.empty") }
        try refuseBinary(bytes)
        if bytes.starts(with: [0xFF, 0xFE]) { return try utf16(bytes, low: 0, high: 1) }
        if bytes.starts(with: [0xFE, 0xFF]) { return try utf16(bytes, low: 1, high: 0) }
        guard !bytes.contains(0) else { throw Complaint("table.binary") }
        let isMarked = bytes.starts(with: [0xEF, 0xBB, 0xBF])
        let text = isMarked ? Array(bytes.dropFirst(3)) : bytes
        if String(validating: text, as: UTF8.self) != nil { return text }
        guard !isMarked else { throw Complaint("table.encoding") }
        return Windows1256.utf8(of: text)
    }

    private static func refuseBinary(_ bytes: [UInt8]) throws(Complaint) {
        let marks: [[UInt8]] = [
            Array("%PDF".utf8), [0x89, 0x50, 0x4E, 0x47], [0xFF, 0xD8, 0xFF], [0x1F, 0x8B], Array("GIF8".utf8),
            [0x50, 0x4B, 0x03, 0x04], [0x50, 0x4B, 0x05, 0x06], [0xD0, 0xCF, 0x11, 0xE0], Array("Rar!".utf8),
            [0x37, 0x7A, 0xBC, 0xAF],
        ]
        if marks.contains(where: bytes.starts) { throw Complaint("table.binary") }
    }

    private static func utf16(_ bytes: [UInt8], low: Int, high: Int) throws(Complaint) -> [UInt8] {
        guard bytes.count.isMultiple(of: 2) else { throw Complaint("table.encoding") }
        let units = stride(from: 2, to: bytes.count, by: 2).map { place in
            UInt16(bytes[place + low]) | UInt16(bytes[place + high]) << 8
        }
        guard let text = String(validating: units, as: UTF16.self) else { throw Complaint("table.encoding") }
        guard !text.utf8.contains(0) else { throw Complaint("table.binary") }
        return Array(text.utf8)
    }
}
