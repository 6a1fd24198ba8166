import Crypto
import Foundation

/// Random tokens and their hashes. Only hashes are stored; the token is with the person alone.
public enum Secrets {
    /// 256 random bits, safe in URLs and cookies.
    public static func token() -> String {
        Data((0..<32).map { _ in UInt8.random(in: 0...255) }).base64EncodedString()
            .replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "")
    }

    public static func hash(_ token: String) -> String {
        SHA256.hash(data: Data(token.utf8)).map { hexadecimal[Int($0)] }.joined()
    }

    /// A form token of a cookie's token: whoever cannot read the cookie cannot make one. It is masked anew each time, so
    /// that a packed page, whose length shows what repeats in it, never gives the token away (BREACH).
    public static func formToken(of cookie: String) -> String {
        let mask = (0..<32).map { _ in UInt8.random(in: 0...255) }
        return (mask + zip(mask, formSecret(of: cookie)).map { $0 ^ $1 }).map { hexadecimal[Int($0)] }.joined()
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

    private static func formSecret(of cookie: String) -> [UInt8] { Array(SHA256.hash(data: Data("form:\(cookie)".utf8))) }

    private static let hexadecimal = (0...255).map { String($0 + 256, radix: 16).dropFirst() }
}
