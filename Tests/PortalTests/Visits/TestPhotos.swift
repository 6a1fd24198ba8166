import Foundation

/// Photos as a phone sends them, as small as they can be.
enum TestPhotos {
    /// A JPEG of 16 × 8 pixels that tells, in Exif, that it was taken in Tehran.
    static func jpeg(_ shade: UInt8 = 0x12) -> [UInt8] {
        let place = Array("Exif\0\0MM\0*\0\0\0\u{8}\0\0\0\0\0\0GPSLatitude 35.6997".utf8)
        let frame: [UInt8] = [8, 0, 8, 0, 16, 1, 1, 0x11, 0]
        return [0xFF, 0xD8] + segment(0xE1, place) + segment(0xC0, frame) + segment(0xDA, [1, 1, 0, 0, 63, 0])
            + [shade, 0x34, 0x56, 0xFF, 0xD9]
    }

    /// A PNG of 800 × 600 pixels that a picture program can read.
    static let picture = Array(
        Data(
            base64Encoded: """
                iVBORw0KGgoAAAANSUhEUgAAAyAAAAJYAQAAAACyDb/dAAABMklEQVR42u3VQQ0AAAgDMUxiEpW4WCDpDPS3qw6s\
                IJDnyAQGgXxH3AoEoicQiJ5AIHoCgegJBKInvguiJ74LoiduBQLREwhETyAQPYFA9AQC0RMIRE98F0RP3ApET9wK\
                BKInEIieQCB6AoHoCQSiJ74Loie+C6InbgUC0RMIRE8gED2BQPQEAtETCERPfBdET3wXRE/cCgSiJxCInkAgegKB\
                6AkEoicQiJ74LoieuBUIRE8gED2BQPQEAtETCERPIBA98V0QPfFdED1xKxCInkAgegKB6AkEoicQiJ5AIHriuyB6\
                4lYgeuJWIBA9gUD0BALREwhETyAQPfFdED3xXRA9cSsQiJ5AIHoCgegJBKInEIieQCB64rsgeuJWIHriViAQPYFA\
                9AQC0RMIRE8gkOPIAnPKPM2Cr2EKAAAAAElFTkSuQmCC
                """)!)

    static let wholePDF = Array("%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n".utf8)

    static let pdf = Array("%PDF-1.7\n1 0 obj\n".utf8)

    private static func segment(_ marker: UInt8, _ content: [UInt8]) -> [UInt8] {
        [0xFF, marker, UInt8((content.count + 2) >> 8), UInt8((content.count + 2) & 0xFF)] + content
    }
}
