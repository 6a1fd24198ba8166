/// PNG: a signature, then chunks of length, type, data and checksum.
enum PNGFile {
    static let signature: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]

    /// What a reader needs to draw the picture. Texts, times, Exif and private chunks are not among it; neither are the
    /// frames of an animation, of which the first picture stays.
    private static let kept: Set<String> = [
        "IHDR", "PLTE", "IDAT", "IEND", "tRNS", "gAMA", "cHRM", "sRGB", "iCCP", "cICP", "sBIT", "bKGD", "pHYs",
    ]

    /// - Returns: nil where the file is damaged; what follows its end is left away.
    static func cleaned(_ bytes: [UInt8]) -> Picture? {
        var picture = signature
        picture.reserveCapacity(bytes.count)
        var size: (width: Int, height: Int)?
        var hasData = false
        var at = signature.count
        while at + 12 <= bytes.count {
            let length = number(bytes, at)
            let end = at + 12 + length
            guard end <= bytes.count else { return nil }
            let type = String(decoding: bytes[at + 4..<at + 8], as: UTF8.self)
            guard (type == "IHDR") == (size == nil) else { return nil }
            if type == "IHDR" {
                guard length == 13 else { return nil }
                size = (number(bytes, at + 8), number(bytes, at + 12))
            }
            if kept.contains(type) { picture += bytes[at..<end] }
            hasData = hasData || type == "IDAT"
            if type == "IEND" {
                guard let size, hasData else { return nil }
                return Picture(width: size.width, height: size.height, bytes: picture)
            }
            at = end
        }
        return nil
    }

    private static func number(_ bytes: [UInt8], _ at: Int) -> Int {
        bytes[at..<at + 4].reduce(0) { $0 << 8 | Int($1) }
    }
}
