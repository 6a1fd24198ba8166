import Domain

/// What a form bears that anybody may open and a robot must pay for: made here for this form and this moment, known again by its
/// signature, worth one sending. Its price is a number that makes its hash begin with so many zero bits.
public struct FormStamp: Sendable {
    public let text: String
    public let madeAt: Instant
    /// Its own among all stamps.
    public let nonce: String
    private let bits: Int

    private static let nonceLength = 22
    private static let markLength = 32
    /// More digits than any browser comes to.
    private static let longestProof = 12

    /// - Parameters:
    ///   - form: where alone it is good.
    ///   - bits: its price: half as many again doubles the work.
    ///   - sign: as nobody else can.
    public init(for form: String, bits: Int, at now: Instant, sign: (String) -> String) {
        let nonce = String(Secrets.token().prefix(Self.nonceLength))
        let body = "\(now.seconds).\(nonce).\(bits)"
        text = "\(body).\(Self.mark(body, form, sign))"
        (madeAt, self.nonce, self.bits) = (now, nonce, bits)
    }

    /// - Returns: nil for what was not made here, or for another form.
    public init?(_ text: String, for form: String, sign: (String) -> String) {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 4, let seconds = Int64(parts[0]), let bits = Int(parts[2]),
            parts[3] == Self.mark(parts[..<3].joined(separator: "."), form, sign)
        else { return nil }
        self.text = text
        (madeAt, nonce, self.bits) = (Instant(seconds: seconds), parts[1], bits)
    }

    private static func mark(_ body: String, _ form: String, _ sign: (String) -> String) -> String {
        String(sign("stamp \(form) \(body)").prefix(markLength))
    }

    /// Whether this number is the price: one hash to look at, whatever it cost to find.
    public func isPaid(by proof: String) -> Bool {
        guard (1...Self.longestProof).contains(proof.utf8.count), proof.utf8.allSatisfy({ (0x30...0x39).contains($0) })
        else { return false }
        var left = bits
        for digit in Secrets.hash("\(text):\(proof)") {
            guard left > 0 else { return true }
            let zeros = (digit.hexDigitValue.map { UInt8($0) } ?? 15).leadingZeroBitCount - 4
            if left <= zeros { return true }
            guard zeros == 4 else { return false }
            left -= 4
        }
        return left <= 0
    }
}
