import Crypto
import Domain
import Foundation
import Web

extension ServerSecret {
    /// Bytes that nobody reads or changes without the server's key (AES-256-GCM).
    /// - Parameter purpose: what it is and whose; under another one it does not open.
    func sealed(_ bytes: [UInt8], for purpose: String) throws -> String {
        let box = try AES.GCM.seal(bytes, using: sealingKey, authenticating: Data(purpose.utf8))
        guard let combined = box.combined else { throw Refusal.unreadable }
        return combined.base64EncodedString()
    }

    /// - Returns: nil for what was not sealed here, or for something else.
    func opened(_ text: String, for purpose: String) -> [UInt8]? {
        guard let data = Data(base64Encoded: text), let box = try? AES.GCM.SealedBox(combined: data) else { return nil }
        return try? [UInt8](AES.GCM.open(box, using: sealingKey, authenticating: Data(purpose.utf8)))
    }

    /// By which services that reach people's browsers know this installation: made of its secret, so that it is the same after each
    /// start and in each process. One of four billion secrets makes no key; then the next is tried.
    func pushKey() -> P256.Signing.PrivateKey {
        var turn = 0
        while true {
            let bytes = derivedKey(for: "kardan web push \(turn)").withUnsafeBytes { Data($0) }
            if let key = try? P256.Signing.PrivateKey(rawRepresentation: bytes) { return key }
            turn += 1
        }
    }

    private var sealingKey: SymmetricKey { derivedKey(for: "kardan sealing") }
}

extension Portal {
    private func purpose(_ login: ID<Person>) -> String { "second step \(login)" }

    package func sealed(_ secret: OneTimeSecret, of login: ID<Person>) throws -> String {
        try self.secret.sealed(secret.bytes, for: purpose(login))
    }

    /// - Returns: nil where it was not sealed here, or for somebody else.
    package func opened(_ sealed: String, of login: ID<Person>) -> OneTimeSecret? {
        secret.opened(sealed, for: purpose(login)).map(OneTimeSecret.init)
    }

    /// How a code is stored that goes to a telephone: for the browser of that token alone.
    package func hash(code: String, for tokenHash: String) -> String {
        secret.signature(of: "phone code \(tokenHash) \(code)")
    }

    /// A number as it is counted: who reads what is counted learns none.
    package func counted(_ mobile: MobileNumber) -> String {
        String(secret.signature(of: "counted number \(mobile.e164)").prefix(24))
    }

    /// The token of a link that one form makes: whoever has the form's key cannot tell it without the server's.
    package func linkToken(of form: String) -> String { secret.signature(of: "link \(form)") }

    /// How a recovery code is stored: without the server's key nobody can try all there are.
    package func hash(recovery code: String, of login: ID<Person>) -> String {
        secret.signature(of: "recovery \(login) \(code)")
    }
}
