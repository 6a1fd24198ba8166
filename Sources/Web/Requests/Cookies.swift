import HTTPTypes
import Hummingbird

/// The cookies Kardan sets: SameSite, for the whole site, Secure behind TLS, and HttpOnly but for one that holds no secret.
public struct CookieJar: Sendable {
    public static let session = "kardan_session"
    public static let guest = "kardan_guest"
    public static let language = "kardan_language"
    public static let flash = "kardan_flash"
    /// The key of the form that was stored last: the page's script throws its draft away then, and not before.
    public static let stored = "kardan_stored"
    private let isBehindTLS: Bool

    public init(isBehindTLS: Bool) { self.isBehindTLS = isBehindTLS }

    /// - Parameter seconds: how long the browser keeps it; 0 takes it away; nil until the browser closes.
    public func set(_ name: String, _ value: String, seconds: Int?, on response: inout Response) {
        let cookie = Cookie(
            name: name, value: value, maxAge: seconds, path: "/", secure: isBehindTLS, httpOnly: true, sameSite: .lax)
        response.setCookie(cookie)
    }

    /// One that the page's script reads.
    public func tell(_ name: String, _ value: String, seconds: Int, on response: inout Response) {
        let cookie = Cookie(
            name: name, value: value, maxAge: seconds, path: "/", secure: isBehindTLS, httpOnly: false, sameSite: .lax)
        response.setCookie(cookie)
    }

    public func clear(_ name: String, on response: inout Response) { set(name, "", seconds: 0, on: &response) }
}
