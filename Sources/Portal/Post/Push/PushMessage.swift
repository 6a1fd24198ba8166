import Crypto
import Domain
import Foundation

/// Where a browser is reached, and the keys that only it can open a message with.
struct PushTarget: Codable, Hashable, Sendable {
    /// An address of the service that hands messages on; who knows it may send there.
    let endpoint: String
    /// The browser's public key: 65 bytes, base64url.
    let key: String
    /// What both know besides: 16 bytes, base64url.
    let auth: String

    /// - Returns: nil for what no browser gives out.
    init?(endpoint: String, key: String, auth: String, isAnywhere: Bool) {
        guard endpoint.utf8.count <= 1_000, PublicWire.host(of: endpoint, isAnywhere) != nil,
            Base64URL.bytes(auth)?.count == 16, let bytes = Base64URL.bytes(key),
            (try? P256.KeyAgreement.PublicKey(x963Representation: bytes)) != nil
        else { return nil }
        (self.endpoint, self.key, self.auth) = (endpoint, key, auth)
    }

    /// The host of the service.
    var service: String { URLComponents(string: endpoint)?.host ?? "" }

    /// For whom a token of ours is good: the service's scheme, host and port.
    var audience: String {
        let parts = URLComponents(string: endpoint)
        return "\(parts?.scheme ?? "https")://\(parts?.host ?? "")\(parts?.port.map { ":\($0)" } ?? "")"
    }
}

/// RFC 4648 §5, without padding.
enum Base64URL {
    static func text(_ bytes: some Sequence<UInt8>) -> String {
        Data(bytes).base64EncodedString().replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "")
    }

    static func bytes(_ text: String) -> [UInt8]? {
        let plain = text.replacing("-", with: "+").replacing("_", with: "/").replacing("=", with: "")
        let padded = plain + String(repeating: "=", count: (4 - plain.utf8.count % 4) % 4)
        return Data(base64Encoded: padded).map { [UInt8]($0) }
    }
}

/// A message that the service that hands it on cannot read (RFC 8291, RFC 8188).
enum PushMessage {
    /// Bytes; a message is one record.
    private static let recordSize: UInt32 = 4_096

    private struct NoKey: Error {}

    /// - Parameters:
    ///   - own: a key of this message alone.
    ///   - salt: 16 bytes of this message alone.
    /// - Throws: where the target's keys are none.
    static func sealed(
        _ text: [UInt8], for target: PushTarget, own: P256.KeyAgreement.PrivateKey = .init(),
        salt: [UInt8] = (0..<16).map { _ in UInt8.random(in: 0...255) }
    ) throws -> [UInt8] {
        guard let key = Base64URL.bytes(target.key), let auth = Base64URL.bytes(target.auth) else { throw NoKey() }
        let browser = try P256.KeyAgreement.PublicKey(x963Representation: key)
        let ours = own.publicKey.x963Representation
        let shared = try own.sharedSecretFromKeyAgreement(with: browser)
        let secret = shared.hkdfDerivedSymmetricKey(
            using: SHA256.self, salt: auth, sharedInfo: Data("WebPush: info\0".utf8) + key + ours, outputByteCount: 32)
        func derived(_ purpose: String, _ count: Int) -> SymmetricKey {
            HKDF<SHA256>.deriveKey(
                inputKeyMaterial: secret, salt: salt, info: Data("Content-Encoding: \(purpose)\0".utf8),
                outputByteCount: count)
        }
        let nonce = try derived("nonce", 12).withUnsafeBytes { try AES.GCM.Nonce(data: Data($0)) }
        // The last record ends with a two.
        let box = try AES.GCM.seal(Data(text) + [2], using: derived("aes128gcm", 16), nonce: nonce)
        let size = withUnsafeBytes(of: recordSize.bigEndian) { [UInt8]($0) }
        var message = Data(salt)
        for part in [Data(size), Data([UInt8(ours.count)]), ours, box.ciphertext, box.tag] { message += part }
        return [UInt8](message)
    }

    /// Says who sends, for half a day (RFC 8292). - Parameter sign: by the server's key.
    static func token(
        for target: PushTarget, at now: Instant, contact: String, key: [UInt8], sign: (String) throws -> [UInt8]
    ) throws -> String {
        let head = JSONValue.object(["typ": .text("JWT"), "alg": .text("ES256")])
        let claims = JSONValue.object([
            "aud": .text(target.audience), "exp": .whole(now.seconds + 12 * 3_600), "sub": .text(contact),
        ])
        let text = Base64URL.text(try head.inOrder.utf8) + "." + Base64URL.text(try claims.inOrder.utf8)
        return "vapid t=\(text).\(Base64URL.text(try sign(text))), k=\(Base64URL.text(key))"
    }
}
