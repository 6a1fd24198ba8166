import Domain
import Testing

@Suite("A code of six digits")
struct OneTimeCodeTests {
    /// RFC 4226, appendix D: the HMAC of each count, and its code.
    static let vectors = [
        ("cc93cf18508d94934c64b65d8ba7667fb7cde4b0", "755224"), ("75a48a19d4cbe100644e8ac1397eea747a2d33ab", "287082"),
        ("0bacb7fa082fef30782211938bc1c5e70416ff44", "359152"), ("66c28227d03a2d5529262ff016a1e6ef76557ece", "969429"),
        ("a904c900a64b35909874b33e61c5938a8e15ed1c", "338314"), ("a37e783d7b7233c083d4f62926c7a25f238d0316", "254676"),
        ("bc9cd28561042c83f219324d3c607256c03272ae", "287922"), ("a4fb960c0bc06e1eabb804e5b397cdc4b45596fa", "162583"),
        ("1b3c89f65e6c9e883012052823443f048b4332db", "399871"), ("1637409809a679dc698207310c8c7fc07290d9e5", "520489"),
    ]

    @Test("is cut out of an HMAC as RFC 4226 has it", arguments: vectors)
    func cut(_ hmac: String, _ code: String) {
        let bytes = stride(from: 0, to: hmac.count, by: 2).map {
            UInt8(hmac.dropFirst($0).prefix(2), radix: 16)!
        }
        #expect(OneTimeCode.code(ofHMAC: bytes) == code)
    }

    @Test("opens in its half minute, the one before and the one after")
    func steps() {
        for (seconds, first) in [(0, -1), (29, -1), (30, 0), (59, 0), (1_111_111_109, 37_037_035)] {
            #expect(OneTimeCode.steps(at: Instant(seconds: Int64(seconds))) == Int64(first)...Int64(first + 2))
        }
    }

    @Test(
        "is read in any digits, parted or not; one of twelve is for who lost the telephone",
        arguments: [
            ("123456", OneTimeCode.Typed.code("123456")), ("۱۲۳ ۴۵۶", .code("123456")), ("١٢٣-٤٥٦", .code("123456")),
            (" 012345 ", .code("012345")), ("1234-5678-9012", .recovery("123456789012")), ("12345", nil), ("", nil),
            ("12345a", nil), ("1234567", nil),
        ])
    func read(_ text: String, _ typed: OneTimeCode.Typed?) { #expect(OneTimeCode.Typed(text) == typed) }

    @Test("of recovery: ten that differ, in fours")
    func recovery() {
        let codes = RecoveryCode.draw()
        #expect(Set(codes).count == 10 && codes.allSatisfy { $0.count == 12 })
        #expect(RecoveryCode.shown("123456789012") == "1234-5678-9012")
    }

    @Test(
        "comes of a secret that is written as RFC 4648 has it",
        arguments: [
            ("", ""), ("f", "MY"), ("fo", "MZXQ"), ("foo", "MZXW6"), ("foob", "MZXW6YQ"), ("fooba", "MZXW6YTB"),
            ("foobar", "MZXW6YTBOI"),
        ])
    func base32(_ text: String, _ expected: String) { #expect(Base32.text(of: Array(text.utf8)) == expected) }
}
