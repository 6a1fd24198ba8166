import Crypto
import Foundation
import Web

/// 32 random bytes that belong to this installation and leave it never: whoever signs with them is the server, not a person
/// who knows his own cookie.
struct ServerSecret: Sendable {
    private let key: String

    /// Made once, readable by the program's own user alone; several processes over one folder share it.
    init(in data: URL) throws {
        let place = data.appendingPathComponent("secret.key")
        if !FileManager.default.fileExists(atPath: place.path) {
            try FileManager.default.createDirectory(at: data, withIntermediateDirectories: true)
            // Whoever of two processes comes second finds the first one's.
            let half = data.appendingPathComponent("secret.\(UUID().uuidString)")
            _ = FileManager.default.createFile(
                atPath: half.path, contents: Data(Secrets.token().utf8), attributes: [.posixPermissions: 0o600])
            if link(half.path, place.path) != 0, errno != EEXIST { throw CocoaError(.fileWriteUnknown) }
            try FileManager.default.removeItem(at: half)
        }
        key = try String(contentsOf: place, encoding: .utf8)
    }

    func signature(of text: String) -> String { Secrets.signature(of: text, by: key) }

    /// A key for one purpose alone: what one of them protects tells nothing of another.
    func derivedKey(for purpose: String) -> SymmetricKey {
        HKDF<SHA256>.deriveKey(
            inputKeyMaterial: SymmetricKey(data: Data(key.utf8)), info: Data(purpose.utf8), outputByteCount: 32)
    }
}

/// What a guest's cookie holds: a token, and the mark that it was given out here.
struct GuestCookie: Sendable {
    let secret: ServerSecret

    func make() -> String {
        let token = Secrets.token()
        return "\(token).\(mark(of: token))"
    }

    func isOurs(_ cookie: String) -> Bool {
        let parts = cookie.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
        return parts.count == 2 && parts[0].count == 43 && parts[1] == mark(of: parts[0])
    }

    private func mark(of token: String) -> String { secret.signature(of: "guest \(token)") }
}

/// Proves that this person had a form about a thing before him: what he typed is given back to him even where the thing is
/// out of his sight now.
package struct FormTicket: Sendable {
    private let purpose: String
    private let secret: ServerSecret

    package init(_ purpose: String, _ context: CompanyContext) {
        self.purpose = "\(context.company.slug) \(context.actor.person) \(purpose)"
        secret = context.portal.secret
    }

    package func ticket(for thing: String) -> String { secret.signature(of: "\(purpose) \(thing)") }

    package func isTicket(_ text: String, for thing: String) -> Bool { text == ticket(for: thing) }
}
