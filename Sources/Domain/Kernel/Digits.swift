/// Digits of the three scripts in use: ASCII, Persian (U+06F0…) and Arabic-Indic (U+0660…).
public enum Digits {
    /// Persian and Arabic-Indic digits become 0–9; all else stays.
    public static func ascii(_ text: String) -> String {
        guard text.utf8.contains(where: { $0 == 0xD9 || $0 == 0xDB }) else { return text }
        return String(unsafeUninitializedCapacity: text.utf8.count) { bytes in
            var count = 0
            var lead: UInt8 = 0
            for byte in text.utf8 {
                // The second byte of a digit replaces the first, already written.
                if lead == 0xD9, (0xA0...0xA9).contains(byte) {
                    bytes[count - 1] = byte - 0xA0 + 0x30
                } else if lead == 0xDB, (0xB0...0xB9).contains(byte) {
                    bytes[count - 1] = byte - 0xB0 + 0x30
                } else {
                    bytes[count] = byte
                    count += 1
                }
                lead = byte
            }
            return count
        }
    }

    /// 0–9 become Persian digits; all else stays.
    public static func persian(_ text: String) -> String {
        let digits = text.utf8.reduce(0) { $0 + ((0x30...0x39).contains($1) ? 1 : 0) }
        guard digits > 0 else { return text }
        return String(unsafeUninitializedCapacity: text.utf8.count + digits) { bytes in
            var count = 0
            for byte in text.utf8 {
                if (0x30...0x39).contains(byte) {
                    bytes[count] = 0xDB
                    count += 1
                    bytes[count] = byte - 0x30 + 0xB0
                } else {
                    bytes[count] = byte
                }
                count += 1
            }
            return count
        }
    }

    /// `1234567` as `1,234,567`, in ASCII digits, with the separator of the reader's language.
    public static func grouped(_ number: Int64, separator: String) -> String {
        let size = number.magnitude
        guard size >= 1000 else { return String(number) }
        let mark = Array(separator.utf8)
        return String(unsafeUninitializedCapacity: 20 + 6 * mark.count) { bytes in
            // Written from the end of the buffer towards its start, then moved there.
            var place = bytes.count
            var rest = size
            var written = 0
            while rest > 0 {
                if written > 0, written % 3 == 0 {
                    place -= mark.count
                    for (index, byte) in mark.enumerated() { bytes[place + index] = byte }
                }
                place -= 1
                bytes[place] = 0x30 + UInt8(rest % 10)
                rest /= 10
                written += 1
            }
            if number < 0 {
                place -= 1
                bytes[place] = UInt8(ascii: "-")
            }
            let count = bytes.count - place
            for index in 0..<count { bytes[index] = bytes[place + index] }
            return count
        }
    }
}
