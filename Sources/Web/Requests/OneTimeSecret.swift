import Crypto
import Domain
import Foundation

/// What a person's telephone and the server make the same codes of (RFC 6238).
public struct OneTimeSecret: Sendable {
    public let bytes: [UInt8]

    public init(_ bytes: [UInt8]) { self.bytes = bytes }

    /// 160 random bits, as many as the hash has.
    public static func draw() -> OneTimeSecret { OneTimeSecret((0..<20).map { _ in UInt8.random(in: 0...255) }) }

    /// To be typed in where no picture can be read.
    public var text: String { Base32.text(of: bytes) }

    /// What the picture says. - Parameter account: who, among the accounts of that telephone.
    public func link(for account: String) -> String {
        "otpauth://totp/Kardan:\(account)?secret=\(text)&issuer=Kardan&algorithm=SHA1&digits=\(OneTimeCode.digits)"
            + "&period=\(OneTimeCode.period)"
    }

    public func code(of step: Int64, digits: Int = OneTimeCode.digits) -> String {
        let count = withUnsafeBytes(of: step.bigEndian) { Data($0) }
        let hmac = HMAC<Insecure.SHA1>.authenticationCode(for: count, using: SymmetricKey(data: bytes))
        return OneTimeCode.code(ofHMAC: Array(hmac), digits: digits)
    }

    /// The step of time whose code this is; nil for a wrong one.
    public func step(of code: String, at now: Instant) -> Int64? {
        // All are compared, and each as a whole: time tells nothing.
        OneTimeCode.steps(at: now).reduce(nil) { found, step in
            let differs = zip(self.code(of: step).utf8, code.utf8).reduce(0) { $0 | ($1.0 ^ $1.1) }
            return differs == 0 && code.utf8.count == OneTimeCode.digits ? step : found
        }
    }
}
