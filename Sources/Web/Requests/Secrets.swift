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

    /// The form token of a cookie's token: whoever cannot read the cookie cannot know it.
    public static func formToken(of cookie: String) -> String { hash("form:" + cookie) }

    private static let hexadecimal = (0...255).map { String($0 + 256, radix: 16).dropFirst() }
}
