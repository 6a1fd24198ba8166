import Crypto
import Foundation

/// Random tokens and their hashes. Only hashes are stored; the token is with the person alone.
public enum Secrets {
    /// 256 random bits, safe in URLs and cookies.
    public static func token() -> String {
        let letters = Data(random(32)).base64EncodedString().utf8.compactMap { letter -> UInt8? in
            switch letter {
            case UInt8(ascii: "+"): UInt8(ascii: "-")
            case UInt8(ascii: "/"): UInt8(ascii: "_")
            case UInt8(ascii: "="): nil
            default: letter
            }
        }
        return String(decoding: letters, as: UTF8.self)
    }

    public static func hash(_ token: String) -> String { hexadecimal(Array(SHA256.hash(data: Data(token.utf8)))) }

    /// HMAC-SHA256 in hexadecimal: proves that a text was written here, for whoever holds the secret.
    public static func signature(of text: String, by secret: String) -> String {
        hexadecimal(Array(HMAC<SHA256>.authenticationCode(for: Data(text.utf8), using: .init(data: Data(secret.utf8)))))
    }

    /// A form token of a cookie's token: whoever cannot read the cookie cannot make one. It is masked anew each time, so
    /// that a packed page, whose length shows what repeats in it, never gives the token away (BREACH).
    public static func formToken(of cookie: String) -> String {
        let mask = random(32)
        return hexadecimal(mask + zip(mask, formSecret(of: cookie)).map { $0 ^ $1 })
    }

    public static func isFormToken(_ token: String, of cookie: String) -> Bool {
        let digits = Array(token.utf8)
        guard digits.count == 128 else { return false }
        let bytes = stride(from: 0, to: 128, by: 2).compactMap {
            UInt8(String(decoding: digits[$0..<($0 + 2)], as: UTF8.self), radix: 16)
        }
        guard bytes.count == 64 else { return false }
        let differences = zip(zip(bytes[..<32], bytes[32...]), formSecret(of: cookie)).map { $0.0 ^ $0.1 ^ $1 }
        return differences.reduce(0, |) == 0
    }

    private static func formSecret(of cookie: String) -> [UInt8] {
        Array(SHA256.hash(data: Data("form:\(cookie)".utf8)))
    }

    /// - Parameter count: a multiple of 8: the kernel is asked once for eight bytes.
    private static func random(_ count: Int) -> [UInt8] {
        var generator = SystemRandomNumberGenerator()
        return (0..<count / 8).flatMap { _ in withUnsafeBytes(of: generator.next() as UInt64, Array.init) }
    }

    static func hexadecimal(_ bytes: [UInt8]) -> String {
        String(unsafeUninitializedCapacity: bytes.count * 2) { letters in
            for (index, byte) in bytes.enumerated() {
                letters[index * 2] = digits[Int(byte >> 4)]
                letters[index * 2 + 1] = digits[Int(byte & 15)]
            }
            return bytes.count * 2
        }
    }

    private static let digits = Array("0123456789abcdef".utf8)
}
