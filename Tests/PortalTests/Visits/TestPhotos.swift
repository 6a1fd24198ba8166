/// Photos as a phone sends them, as small as they can be.
enum TestPhotos {
    /// A JPEG of 16 × 8 pixels that tells, in Exif, that it was taken in Tehran.
    static func jpeg(_ shade: UInt8 = 0x12) -> [UInt8] {
        let place = Array("Exif\0\0MM\0*\0\0\0\u{8}\0\0\0\0\0\0GPSLatitude 35.6997".utf8)
        let frame: [UInt8] = [8, 0, 8, 0, 16, 1, 1, 0x11, 0]
        return [0xFF, 0xD8] + segment(0xE1, place) + segment(0xC0, frame) + segment(0xDA, [1, 1, 0, 0, 63, 0])
            + [shade, 0x34, 0x56, 0xFF, 0xD9]
    }

    static let pdf = Array("%PDF-1.7\n1 0 obj\n".utf8)

    private static func segment(_ marker: UInt8, _ content: [UInt8]) -> [UInt8] {
        [0xFF, marker, UInt8((content.count + 2) >> 8), UInt8((content.count + 2) & 0xFF)] + content
    }
}
