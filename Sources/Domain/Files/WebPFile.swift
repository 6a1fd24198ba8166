/// WebP: a RIFF file of chunks with a type and a length, each padded to an even place.
enum WebPFile {
    private static let exifFlag: UInt8 = 0x08
    private static let xmpFlag: UInt8 = 0x04
    private static let animationFlag: UInt8 = 0x02
    private static let kept: Set<String> = ["VP8X", "VP8 ", "VP8L", "ALPH", "ICCP"]

    /// - Returns: nil where the file is damaged, or is a film.
    static func cleaned(_ bytes: [UInt8]) -> Picture? {
        guard bytes.count >= 20 else { return nil }
        let fileEnd = 8 + number(bytes, 4, 4)
        guard fileEnd <= bytes.count else { return nil }
        var chunks: [UInt8] = []
        chunks.reserveCapacity(bytes.count)
        var size: (width: Int, height: Int)?
        var hasData = false
        var at = 12
        while at + 8 <= fileEnd {
            let length = number(bytes, at + 4, 4)
            let end = at + 8 + length
            guard end <= fileEnd else { return nil }
            let type = String(decoding: bytes[at..<at + 4], as: UTF8.self)
            let data = Array(bytes[at + 8..<end])
            if size == nil { size = self.size(type, data) }
            if kept.contains(type) {
                guard let data = withoutFlags(type, data) else { return nil }
                chunks += bytes[at..<at + 8] + data + (length % 2 == 0 ? [] : [0])
            }
            hasData = hasData || type == "VP8 " || type == "VP8L"
            at = end + length % 2
        }
        guard let size, hasData else { return nil }
        return Picture(width: size.width, height: size.height, bytes: file(chunks))
    }

    /// The extended header must not promise what was taken out.
    private static func withoutFlags(_ type: String, _ data: [UInt8]) -> [UInt8]? {
        guard type == "VP8X" else { return data }
        guard data.count == 10, data[0] & animationFlag == 0 else { return nil }
        var data = data
        data[0] &= ~(exifFlag | xmpFlag)
        return data
    }

    private static func size(_ type: String, _ data: [UInt8]) -> (width: Int, height: Int)? {
        switch type {
        case "VP8X" where data.count == 10: (number(data, 4, 3) + 1, number(data, 7, 3) + 1)
        case "VP8 " where data.count >= 10 && data[3...5].elementsEqual([0x9D, 0x01, 0x2A]):
            (number(data, 6, 2) & 0x3FFF, number(data, 8, 2) & 0x3FFF)
        case "VP8L" where data.count >= 5 && data[0] == 0x2F:
            (number(data, 1, 4) & 0x3FFF + 1, number(data, 1, 4) >> 14 & 0x3FFF + 1)
        default: nil
        }
    }

    private static func file(_ chunks: [UInt8]) -> [UInt8] {
        let length = chunks.count + 4
        let little = (0..<4).map { UInt8(truncatingIfNeeded: length >> (8 * $0)) }
        return Array("RIFF".utf8) + little + Array("WEBP".utf8) + chunks
    }

    /// Little-endian.
    private static func number(_ bytes: [UInt8], _ at: Int, _ count: Int) -> Int {
        bytes[at..<at + count].reversed().reduce(0) { $0 << 8 | Int($1) }
    }
}
