import HTTPTypes
import Hummingbird

/// The cookies Kardan sets: SameSite, for the whole site, and HttpOnly but for one that holds no secret. Behind TLS they are
/// Secure, and the `__Host-` before their names keeps anybody at a neighbouring name from setting one for us.
public struct CookieJar: Sendable {
    public static let session = "kardan_session"
    public static let guest = "kardan_guest"
    /// Knows a browser again in which somebody has signed in, long after that session is over.
    public static let device = "kardan_device"
    public static let language = "kardan_language"
    public static let flash = "kardan_flash"
    /// The key of the form that was stored last: the page's script throws its draft away then, and not before.
    public static let stored = "kardan_stored"
    private let isBehindTLS: Bool

    public init(isBehindTLS: Bool) { self.isBehindTLS = isBehindTLS }

    public func value(_ name: String, in cookies: Cookies) -> String? { cookies[sent(name)]?.value }

    /// The value that an answer gives it; nil where it gives none, or takes it away.
    public func given(_ name: String, on response: Response) -> String? {
        let before = sent(name) + "="
        let cookie = response.headers[values: .setCookie].last { $0.hasPrefix(before) }
        let value = cookie?.dropFirst(before.count).prefix { $0 != ";" }
        return value.flatMap { $0.isEmpty ? nil : String($0) }
    }

    /// - Parameter seconds: how long the browser keeps it; 0 takes it away; nil until the browser closes.
    public func set(_ name: String, _ value: String, seconds: Int?, on response: inout Response) {
        put(name, value, seconds: seconds, isForScript: false, on: &response)
    }

    /// One that the page's script reads.
    public func tell(_ name: String, _ value: String, seconds: Int, on response: inout Response) {
        put(name, value, seconds: seconds, isForScript: true, on: &response)
    }

    public func clear(_ name: String, on response: inout Response) { set(name, "", seconds: 0, on: &response) }

    private func put(_ name: String, _ value: String, seconds: Int?, isForScript: Bool, on response: inout Response) {
        let cookie = Cookie(
            name: sent(name), value: value, maxAge: seconds, path: "/", secure: isBehindTLS, httpOnly: !isForScript,
            sameSite: .lax)
        response.setCookie(cookie)
    }

    private func sent(_ name: String) -> String { isBehindTLS ? "__Host-" + name : name }
}
