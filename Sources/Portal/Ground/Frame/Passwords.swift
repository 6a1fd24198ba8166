import CryptoExtras
import Domain
import Foundation
import Web

/// Passwords as scrypt hashes, `scrypt$N,r,p$salt$hash`, each with a salt and the cost of its own; those from before the cost
/// was written out (`scrypt$N$…`) have r = 8, p = 1.
public struct Passwords: Sendable {
    /// N of OWASP's floor 2^14, r 8, p 5. Their other floor of the same work, 2^17 with p 1, takes 128 MiB for each hash
    /// instead of 16: two at once would be a quarter of a small server's memory, at the bidding of strangers.
    public static let standardCost = 16_384

    let cost: Cost
    private let queue = HashQueue()

    struct Cost: Equatable, Sendable {
        var rounds: Int
        var parallelism = 5
        static let blockSize = 8

        /// - Returns: nil where it is none, or so high that it is none of ours.
        init?(_ text: String) {
            let numbers = text.split(separator: ",").compactMap { Int($0) }
            guard numbers.count == 1 || numbers.count == 3 && numbers[1] == Self.blockSize else { return nil }
            (rounds, parallelism) = (numbers[0], numbers.count == 3 ? numbers[2] : 1)
            let isPower = rounds > 1 && rounds & (rounds - 1) == 0
            guard isPower, rounds <= 1 << 20, (1...16).contains(parallelism) else { return nil }
        }

        init(rounds: Int) { self.rounds = rounds }

        var text: String { "\(rounds),\(Self.blockSize),\(parallelism)" }
    }

    package init(cost: Int) { self.cost = Cost(rounds: cost) }

    package func hash(_ password: String, for caller: HashCaller = .known) async throws -> String {
        let salt = (0..<16).map { _ in UInt8.random(in: 0...255) }
        let (typed, cost) = (Self.bytes(of: password), cost)
        let key = try await queue.take(caller) { try Self.derive(typed, salt: salt, cost) }
        return "scrypt$\(cost.text)$\(Data(salt).base64EncodedString())$\(key.base64EncodedString())"
    }

    /// Costs the same whether there is a hash or not, and at which cost it was made, so time tells a stranger nothing.
    package func matches(_ password: String, _ stored: String?, for caller: HashCaller = .known) async throws -> Bool {
        let parts = stored?.split(separator: "$").map(String.init) ?? []
        let (typed, cost) = (Self.bytes(of: password), cost)
        guard parts.count == 4, let old = Cost(parts[1]), let salt = Data(base64Encoded: parts[2]),
            let expected = Data(base64Encoded: parts[3])
        else {
            _ = try await queue.take(caller) { try Self.derive(typed, salt: [0], cost) }
            return false
        }
        return try await queue.take(caller) {
            let key = try Self.derive(typed, salt: [UInt8](salt), old)
            try Self.levelOut(old, to: cost, typed)
            return zip(key, expected).reduce(key.count == expected.count ? 0 : 1) { $0 | ($1.0 ^ $1.1) } == 0
        }
    }

    /// Whether a hash was made at another cost than today's: its owner gets a new one when he signs in.
    package func isOld(_ stored: String) -> Bool { !stored.hasPrefix("scrypt$\(cost.text)$") }

    /// The work that an old hash spares.
    private static func levelOut(_ old: Cost, to cost: Cost, _ typed: Data) throws {
        guard old != cost else { return }
        var rest = cost
        if old.rounds == cost.rounds { rest.parallelism = max(1, cost.parallelism - old.parallelism) }
        _ = try derive(typed, salt: [0], rest)
    }

    /// One way of writing digits and of composing letters, so that another keyboard opens the same door.
    private static func bytes(of password: String) -> Data {
        Data(Digits.ascii(password).precomposedStringWithCompatibilityMapping.utf8)
    }

    private static func derive(_ typed: Data, salt: [UInt8], _ cost: Cost) throws -> Data {
        try KDF.Scrypt.deriveKey(
            from: typed, salt: salt, outputByteCount: 32, rounds: cost.rounds, blockSize: Cost.blockSize,
            parallelism: cost.parallelism
        ).withUnsafeBytes { Data($0) }
    }
}
