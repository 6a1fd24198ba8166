import Foundation

/// Words in the head of a mail, and the scripts that bytes are written in.
enum MailWord {
    /// RFC 2047: `=?utf-8?B?…?=`; a gap between two such words is none.
    static func text(_ head: String) -> String {
        var (text, rest, wasWord) = ("", head[...], false)
        let form = #/=\?([A-Za-z0-9_\-]+)(?:\*[^?]*)?\?([BbQq])\?([^?\s]*)\?=/#
        var pending: (script: String, bytes: [UInt8])?
        func flush() {
            if let known = pending { text += self.text(known.bytes, in: known.script) }
            pending = nil
        }
        while let match = rest.firstMatch(of: form) {
            let gap = rest[..<match.range.lowerBound]
            if !(wasWord && gap.allSatisfy(\.isWhitespace)) {
                flush()
                text += gap
            }
            let (script, packed) = (match.output.1.lowercased(), match.output.3)
            let bytes =
                match.output.2.lowercased() == "b"
                ? Data(base64Encoded: Data(packed.utf8), options: .ignoreUnknownCharacters).map { [UInt8]($0) } ?? []
                : unquoted(Array(packed.utf8)[...], isWord: true)
            // A letter may be cut in two by whoever folds lines.
            if let known = pending, known.script == script {
                pending = (script, known.bytes + bytes)
            } else {
                flush()
                pending = (script, bytes)
            }
            (rest, wasWord) = (rest[match.range.upperBound...], true)
        }
        flush()
        return text + rest
    }

    /// - Parameter isWord: in a head, where an underline is a space.
    static func unquoted(_ bytes: ArraySlice<UInt8>, isWord: Bool) -> [UInt8] {
        var (plain, index) = ([UInt8](), bytes.startIndex)
        while index < bytes.endIndex {
            let byte = bytes[index]
            guard byte == UInt8(ascii: "=") else {
                plain.append(isWord && byte == UInt8(ascii: "_") ? 0x20 : byte)
                index += 1
                continue
            }
            let next = bytes[(index + 1)..<min(index + 3, bytes.endIndex)]
            if let value = UInt8(String(decoding: next, as: UTF8.self), radix: 16), next.count == 2 {
                plain.append(value)
                index += 3
            } else if next.first == 0x0A || next.elementsEqual([0x0D, 0x0A]) {
                // A line that goes on.
                index += next.first == 0x0A ? 2 : 3
            } else {
                plain.append(byte)
                index += 1
            }
        }
        return plain
    }

    static func text(_ bytes: [UInt8], in script: String) -> String {
        switch script.lowercased() {
        case "windows-1256", "cp1256":
            String(bytes.map { $0 < 0x80 ? Character(Unicode.Scalar($0)) : arabic[Int($0) - 0x80] })
        case "iso-8859-1", "latin1", "windows-1252": String(bytes.map { Character(Unicode.Scalar($0)) })
        default: String(decoding: bytes, as: UTF8.self)
        }
    }

    /// The upper half of Windows-1256, which older programs write Persian in.
    private static let arabic: [Character] =
        ([
            0x20AC, 0x67E, 0x201A, 0x192, 0x201E, 0x2026, 0x2020, 0x2021, 0x2C6, 0x2030, 0x679, 0x2039,
            0x152, 0x686, 0x698, 0x688, 0x6AF, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
            0x6A9, 0x2122, 0x691, 0x203A, 0x153, 0x200C, 0x200D, 0x6BA, 0xA0, 0x60C, 0xA2, 0xA3,
            0xA4, 0xA5, 0xA6, 0xA7, 0xA8, 0xA9, 0x6BE, 0xAB, 0xAC, 0xAD, 0xAE, 0xAF,
            0xB0, 0xB1, 0xB2, 0xB3, 0xB4, 0xB5, 0xB6, 0xB7, 0xB8, 0xB9, 0x61B, 0xBB,
            0xBC, 0xBD, 0xBE, 0x61F, 0x6C1, 0x621, 0x622, 0x623, 0x624, 0x625, 0x626, 0x627,
            0x628, 0x629, 0x62A, 0x62B, 0x62C, 0x62D, 0x62E, 0x62F, 0x630, 0x631, 0x632, 0x633,
            0x634, 0x635, 0x636, 0xD7, 0x637, 0x638, 0x639, 0x63A, 0x640, 0x641, 0x642, 0x643,
            0xE0, 0x644, 0xE2, 0x645, 0x646, 0x647, 0x648, 0xE7, 0xE8, 0xE9, 0xEA, 0xEB,
            0x649, 0x64A, 0xEE, 0xEF, 0x64B, 0x64C, 0x64D, 0x64E, 0xF4, 0x64F, 0x650, 0xF7,
            0x651, 0xF9, 0x652, 0xFB, 0xFC, 0x200E, 0x200F, 0x6D2,
        ] as [UInt32]).compactMap { Unicode.Scalar($0).map(Character.init) }
}
