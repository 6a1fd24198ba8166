import NIOCore

/// Escapes for HTML byte by byte: most text needs nothing, and then it is copied as it stands.
enum HTMLText {
    /// & < > " and ', a bit for each: all of them lie below 64.
    private static let special: UInt64 = 1 << 0x26 | 1 << 0x3C | 1 << 0x3E | 1 << 0x22 | 1 << 0x27

    @inline(__always)
    fileprivate static func isSpecial(_ byte: UInt8) -> Bool { byte < 64 && special >> UInt64(byte) & 1 == 1 }

    fileprivate static func entity(_ byte: UInt8) -> StaticString {
        switch byte {
        case 0x26: "&amp;"
        case 0x3C: "&lt;"
        case 0x3E: "&gt;"
        case 0x22: "&quot;"
        default: "&#39;"
        }
    }

    static func escaped(_ text: String) -> String {
        guard text.utf8.contains(where: isSpecial) else { return text }
        var buffer = ByteBuffer()
        buffer.writeEscaped(text)
        return String(buffer: buffer)
    }
}

extension ByteBuffer {
    mutating func writeEscaped(_ text: String) {
        var text = text
        text.withUTF8 { bytes in
            var written = 0
            for place in bytes.indices where HTMLText.isSpecial(bytes[place]) {
                writeBytes(UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(bytes)[written..<place]))
                writeStaticString(HTMLText.entity(bytes[place]))
                written = place + 1
            }
            writeBytes(UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(bytes)[written...]))
        }
    }
}
