/// The bare characters of a number that people break up to read it: phone, bank account, national id.
enum TypedCode {
    /// ASCII digits, Latin letters in lower case and `+`, without spaces, dashes, dots, brackets and invisible marks.
    static func bare(_ typed: String) -> [UInt8] {
        SearchText.squeezed(typed).utf8.filter { byte in
            switch byte {
            case UInt8(ascii: "-"), UInt8(ascii: "("), UInt8(ascii: ")"), UInt8(ascii: "."), UInt8(ascii: "_"): false
            default: true
            }
        }
    }

    static func isDigits(_ bytes: some Sequence<UInt8>) -> Bool { bytes.allSatisfy { (0x30...0x39).contains($0) } }

    static func text(_ bytes: some Collection<UInt8>) -> String { String(decoding: bytes, as: UTF8.self) }
}
