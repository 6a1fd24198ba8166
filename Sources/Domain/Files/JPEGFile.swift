/// JPEG (ITU T.81): a row of segments, each with a marker, and the coded picture between them.
enum JPEGFile {
    private static let startOfImage: UInt8 = 0xD8
    private static let endOfImage: UInt8 = 0xD9
    private static let startOfScan: UInt8 = 0xDA

    /// Keeps what is needed to draw the picture: its tables and frames, colour profile, Adobe's colour transform, and of
    /// Exif the way up alone. What lies behind the end of the picture (films, second pictures) goes as well.
    /// - Returns: nil where the file is damaged.
    static func cleaned(_ bytes: [UInt8]) -> Picture? {
        var kept: [UInt8] = [0xFF, startOfImage]
        kept.reserveCapacity(bytes.count)
        var size: (width: Int, height: Int)?
        var orientation: UInt8?
        var at = 2
        while let (marker, start) = nextMarker(bytes, at) {
            if marker == endOfImage {
                guard let size else { return nil }
                return Picture(
                    width: size.width, height: size.height,
                    bytes: withOrientation(orientation, kept + [0xFF, endOfImage]))
            }
            guard let end = segmentEnd(bytes, start) else { return nil }
            let content = bytes[start + 2..<end]
            if isFrame(marker) { size = frameSize(content) }
            if marker == 0xE1, orientation == nil { orientation = ExifOrientation.read(content) }
            if isKept(marker, content) { kept += [0xFF, marker] + bytes[start..<end] }
            at = end
            if marker == startOfScan {
                at = scanEnd(bytes, end)
                kept += bytes[end..<at]
            }
        }
        return nil
    }

    /// The marker at this place, and where its length stands. Fill bytes (FF) may come before it.
    private static func nextMarker(_ bytes: [UInt8], _ at: Int) -> (UInt8, Int)? {
        guard at < bytes.count, bytes[at] == 0xFF else { return nil }
        var index = at + 1
        while index < bytes.count, bytes[index] == 0xFF { index += 1 }
        guard index < bytes.count, bytes[index] != 0 else { return nil }
        return (bytes[index], index + 1)
    }

    private static func segmentEnd(_ bytes: [UInt8], _ start: Int) -> Int? {
        guard start + 1 < bytes.count else { return nil }
        let length = Int(bytes[start]) << 8 | Int(bytes[start + 1])
        guard length >= 2, start + length <= bytes.count else { return nil }
        return start + length
    }

    /// The coded picture ends at the next marker that is neither a stuffed zero nor a restart.
    private static func scanEnd(_ bytes: [UInt8], _ start: Int) -> Int {
        bytes.withUnsafeBufferPointer { bytes in
            var index = start
            while index + 1 < bytes.count {
                if bytes[index] == 0xFF, bytes[index + 1] != 0, !(0xD0...0xD7).contains(bytes[index + 1]),
                    bytes[index + 1] != 0xFF
                {
                    return index
                }
                index += 1
            }
            return bytes.count
        }
    }

    private static func isFrame(_ marker: UInt8) -> Bool {
        (0xC0...0xCF).contains(marker) && ![0xC4, 0xC8, 0xCC].contains(marker)
    }

    private static func frameSize(_ content: ArraySlice<UInt8>) -> (width: Int, height: Int)? {
        let bytes = Array(content.prefix(5))
        guard bytes.count == 5 else { return nil }
        return (Int(bytes[3]) << 8 | Int(bytes[4]), Int(bytes[1]) << 8 | Int(bytes[2]))
    }

    /// Of the application's segments and the comments, only those that change how the picture looks.
    private static func isKept(_ marker: UInt8, _ content: ArraySlice<UInt8>) -> Bool {
        switch marker {
        case 0xE0: content.starts(with: Array("JFIF\0".utf8))
        case 0xE2: content.starts(with: Array("ICC_PROFILE\0".utf8))
        case 0xEE: content.starts(with: Array("Adobe".utf8))
        case 0xE0...0xEF, 0xFE: false
        default: true
        }
    }

    /// An upright picture needs no word about it.
    private static func withOrientation(_ orientation: UInt8?, _ bytes: [UInt8]) -> [UInt8] {
        guard let orientation, orientation != 1 else { return bytes }
        return bytes.prefix(2) + ExifOrientation.segment(orientation) + bytes.dropFirst(2)
    }
}
