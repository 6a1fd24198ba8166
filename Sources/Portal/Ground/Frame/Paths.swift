import Domain
import Foundation

/// The addresses of Kardan: those outside of companies, and below a company's slug, by its rooms' routes,
/// `paths(JobRoutes.one, number)`.
public struct Paths: Sendable {
    public let company: String
    public init(_ company: String) { self.company = company }

    public static let signIn = "/sign-in"
    package static let firstRun = "/first-run"
    public static let signOut = "/sign-out"
    public static let companies = "/companies"
    public static let login = "/account"
    public static let password = "/account/password"
    public static let sessionRemoval = "/account/sessions/removal"
    package static let signInCode = "/sign-in/code"
    /// A code is asked for, and typed.
    package static let phoneCode = "/sign-in/phone"
    package static let phoneCodeEntry = "/sign-in/phone/code"
    package static let proof = "/account/proof"
    package static let secondStep = "/account/second-step"
    public static let language = "/language"
    /// To where a second step is set up, and from there to a page of ours.
    package static func secondStep(backTo path: String) -> String {
        "\(secondStep)?back=\(path.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? "")"
    }
    /// To the sign-in page, and from there to a page of ours.
    package static func signIn(backTo path: String) -> String {
        "\(signIn)?back=\(path.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? "")"
    }
    public static func invitation(_ token: String) -> String { "/invitations/\(token)" }
    public static func passwordReset(_ token: String) -> String { "/password-resets/\(token)" }

    /// Only ever a page of ours: one slash, then anything but a slash or a backslash, and nothing that ends a header.
    package static func ours(_ path: String) -> String? {
        let isOurs =
            path.hasPrefix("/") && !path.hasPrefix("//") && !path.contains("\\")
            && !path.unicodeScalars.contains { $0.value < 0x21 }
        return isOurs ? path : nil
    }

    /// First parts of paths that are no company's slug.
    static let reserved: Set<String> = [
        "sign-in", "first-run", "sign-out", "companies", "account", "language", "invitations", "password-resets",
        "static", "health", "no-line",
        // On a server the directory's schema is called so.
        "directory",
    ]

    public var home: String { "/\(company)" }

    /// Numbers and codes of a company may hold anything, a slash too; the usual ones need nothing.
    package static func part(_ text: String) -> String {
        let isPlain = text.utf8.allSatisfy { byte in
            switch byte {
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x5F: true
            default: false
            }
        }
        return isPlain ? text : text.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? text
    }
}
