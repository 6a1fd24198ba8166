import CryptoExtras
import Dispatch
import Domain
import Foundation
import Synchronization
import Web

/// Passwords as scrypt hashes: `scrypt$N$salt$hash`, each with a salt of its own.
public struct Passwords: Sendable {
    /// N with r = 8, p = 1: 16 MiB for each check.
    public static let standardCost = 16_384
    /// Characters. The longest protects the server, not the person.
    package static let lengths = 8...200

    let cost: Int
    /// A check takes a core and 16 MiB for a while: two at a time leave the rest of the machine to those signed in.
    private let thread: DispatchQueue
    private let turns = DispatchSemaphore(value: 2)
    /// More than these wait for their turn only when somebody tries passwords by the thousand.
    package static let mostWaiting = 100
    private let waiting = Waiting()

    private final class Waiting: Sendable {
        let count = Atomic<Int>(0)
    }

    package init(cost: Int) {
        self.cost = cost
        thread = DispatchQueue(label: "kardan.passwords", attributes: .concurrent)
    }

    /// - Throws: `password.short`, `password.long`, `password.common`.
    package static func check(_ password: String, mobile: MobileNumber?) throws(Complaint) {
        guard password.count >= lengths.lowerBound else { throw Complaint("password.short", "\(lengths.lowerBound)") }
        guard password.count <= lengths.upperBound else { throw Complaint("password.long", "\(lengths.upperBound)") }
        let plain = Digits.ascii(password)
        guard Set(plain).count > 3, !"01234567890".contains(plain), mobile?.local != plain else {
            throw Complaint("password.common")
        }
    }

    package func hash(_ password: String) async throws -> String {
        let salt = (0..<16).map { _ in UInt8.random(in: 0...255) }
        let key = try await derive(password, salt: salt, cost: cost)
        return "scrypt$\(cost)$\(Data(salt).base64EncodedString())$\(key.base64EncodedString())"
    }

    /// Costs the same whether there is a hash or not, so time tells a stranger nothing.
    package func matches(_ password: String, _ stored: String?) async throws -> Bool {
        let parts = stored?.split(separator: "$").map(String.init) ?? []
        guard parts.count == 4, let cost = Int(parts[1]), let salt = Data(base64Encoded: parts[2]),
            let expected = Data(base64Encoded: parts[3])
        else {
            _ = try await derive(password, salt: [0], cost: cost)
            return false
        }
        let key = try await derive(password, salt: [UInt8](salt), cost: cost)
        return zip(key, expected).reduce(key.count == expected.count ? 0 : 1) { $0 | ($1.0 ^ $1.1) } == 0
    }

    /// - Throws: `Refusal.tooMany` where too many wait already.
    private func derive(_ password: String, salt: [UInt8], cost: Int) async throws -> Data {
        defer { waiting.count.subtract(1, ordering: .relaxed) }
        guard waiting.count.add(1, ordering: .relaxed).newValue <= Self.mostWaiting else { throw Refusal.tooMany }
        // One way of writing digits and of composing letters, so that another keyboard opens the same door.
        let typed = Data(Digits.ascii(password).precomposedStringWithCompatibilityMapping.utf8)
        return try await withCheckedThrowingContinuation { done in
            thread.async {
                turns.wait()
                defer { turns.signal() }
                done.resume(
                    with: Result {
                        try KDF.Scrypt.deriveKey(
                            from: typed, salt: salt, outputByteCount: 32, rounds: cost, blockSize: 8, parallelism: 1,
                            maxMemory: 64 * 1024 * 1024
                        ).withUnsafeBytes { Data($0) }
                    })
            }
        }
    }
}
