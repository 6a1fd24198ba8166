/// Texts as a bank's file takes them.
enum BankText {
    /// On one line, without control and direction marks, spaces made single.
    static func plain(_ text: String) -> String {
        SearchText.stored(text).replacing("\n", with: " ")
    }

    /// The start of a text, at most so many code points long, and never a part of a letter with its marks.
    static func cut(_ text: String, to longest: Int) -> String {
        guard text.unicodeScalars.count > longest else { return text }
        var kept = ""
        var count = 0
        for letter in text {
            count += letter.unicodeScalars.count
            guard count <= longest else { break }
            kept.append(letter)
        }
        return DelimitedText.trimmed(kept)
    }

    /// - Throws: `banks.letter.unwritable` with the letter, where the format refuses what its encoding does not have.
    static func bytes(_ text: String, _ format: BankFormat) throws(Complaint) -> [UInt8] {
        switch format.encoding {
        case .utf8, .markedUTF8: return Array(text.utf8)
        case .windows1256:
            var bytes: [UInt8] = []
            bytes.reserveCapacity(text.utf8.count)
            for scalar in text.unicodeScalars {
                if let byte = Windows1256.byte(of: scalar) {
                    bytes.append(byte)
                } else if format.unwritable == .replace {
                    bytes.append(UInt8(ascii: "?"))
                } else {
                    throw Complaint("banks.letter.unwritable", String(scalar))
                }
            }
            return bytes
        }
    }
}

extension BankSheet {
    /// The text of a file that was made here, whatever its encoding.
    public static func shown(_ bytes: [UInt8]) -> String {
        let text = (try? TextBytes.utf8(of: bytes)) ?? []
        return String(decoding: text, as: UTF8.self).replacing("\r\n", with: "\n")
    }
}
