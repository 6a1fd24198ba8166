/// The one fact of Exif that a picture cannot do without: which way is up.
enum ExifOrientation {
    private static let header = Array("Exif\0\0".utf8)
    private static let tag = 0x0112

    /// 1 to 8; nil where the segment says nothing of it, or nothing readable.
    static func read(_ segment: ArraySlice<UInt8>) -> UInt8? {
        guard segment.starts(with: header) else { return nil }
        let tiff = Array(segment.dropFirst(header.count))
        guard tiff.count >= 8 else { return nil }
        let isLittle = tiff[0] == UInt8(ascii: "I")
        func number(_ at: Int, _ count: Int) -> Int? {
            guard at >= 0, at + count <= tiff.count else { return nil }
            let bytes = tiff[at..<at + count]
            return (isLittle ? Array(bytes.reversed()) : Array(bytes)).reduce(0) { $0 << 8 | Int($1) }
        }
        guard let directory = number(4, 4), let entries = number(directory, 2) else { return nil }
        for entry in 0..<entries {
            let at = directory + 2 + entry * 12
            guard let name = number(at, 2) else { return nil }
            if name == tag, let value = number(at + 8, 2), (1...8).contains(value) { return UInt8(value) }
        }
        return nil
    }

    /// A segment APP1 with this entry alone.
    static func segment(_ orientation: UInt8) -> [UInt8] {
        let tiff: [UInt8] =
            Array("MM".utf8) + [0, 42, 0, 0, 0, 8]
            + [0, 1] + [0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, orientation, 0, 0]
            + [0, 0, 0, 0]
        let length = 2 + header.count + tiff.count
        return [0xFF, 0xE1, UInt8(length >> 8), UInt8(length & 0xFF)] + header + tiff
    }
}
