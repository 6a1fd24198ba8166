/// Photos as small as they can be, with and without what they tell of people.
enum SamplePhotos {
    static func jpeg(_ extra: [[UInt8]] = [], width: UInt16 = 16, height: UInt16 = 8, trailer: [UInt8] = []) -> [UInt8]
    {
        let frame = segment(0xC0, [8] + big(height) + big(width) + [1, 1, 0x11, 0])
        let scan = segment(0xDA, [1, 1, 0, 0, 63, 0]) + [0x12, 0xFF, 0x00, 0x34, 0xFF, 0xD0, 0x56]
        let jfif = segment(0xE0, Array("JFIF\0".utf8) + [1, 1, 0, 0, 1, 0, 1, 0, 0])
        return [0xFF, 0xD8] + jfif + extra.joined() + frame + scan + [0xFF, 0xD9] + trailer
    }

    static func segment(_ marker: UInt8, _ content: [UInt8]) -> [UInt8] {
        [0xFF, marker] + big(UInt16(content.count + 2)) + content
    }

    /// Exif with a way up and a place: 35.7 N, Tehran, as a phone writes it.
    static func exif(orientation: UInt8) -> [UInt8] {
        let tiff: [UInt8] =
            Array("II".utf8) + [42, 0, 8, 0, 0, 0, 2, 0]
            + [0x12, 0x01, 3, 0, 1, 0, 0, 0, orientation, 0, 0, 0]
            + [0x25, 0x88, 4, 0, 1, 0, 0, 0, 38, 0, 0, 0]
            + [0, 0, 0, 0] + Array("GPSLatitude 35.6997N 51.3380E".utf8)
        return segment(0xE1, Array("Exif\0\0".utf8) + tiff)
    }

    static func png(_ extra: [[UInt8]] = []) -> [UInt8] {
        [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]
            + chunk("IHDR", [0, 0, 0, 16, 0, 0, 0, 8, 8, 2, 0, 0, 0]) + extra.joined()
            + chunk("IDAT", [1, 2, 3]) + chunk("IEND", [])
    }

    static func chunk(_ type: String, _ data: [UInt8]) -> [UInt8] {
        [0, 0] + big(UInt16(data.count)) + Array(type.utf8) + data + [0, 0, 0, 0]
    }

    static func webP(_ extra: [[UInt8]] = [], flags: UInt8 = 0) -> [UInt8] {
        let chunks =
            riff("VP8X", [flags, 0, 0, 0, 15, 0, 0, 7, 0, 0])
            + riff("VP8 ", [0, 0, 0, 0x9D, 0x01, 0x2A, 16, 0, 8, 0, 7]) + extra.joined()
        return Array("RIFF".utf8) + little(chunks.count + 4) + Array("WEBP".utf8) + chunks
    }

    static func riff(_ type: String, _ data: [UInt8]) -> [UInt8] {
        Array(type.utf8) + little(data.count) + data + (data.count % 2 == 0 ? [] : [0])
    }

    static func big(_ number: UInt16) -> [UInt8] { [UInt8(number >> 8), UInt8(number & 0xFF)] }
    static func little(_ number: Int) -> [UInt8] { (0..<4).map { UInt8(truncatingIfNeeded: number >> (8 * $0)) } }
}
