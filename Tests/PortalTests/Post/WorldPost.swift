import Database
import Domain
import NIOCore
import Testing

@testable import Ground
@testable import Post

/// An account of arman, and what became of its messages.
extension World {
    func usePost(
        _ address: String, _ kind: SmsProviderKind = .kavenegar,
        _ change: @escaping @Sendable (inout PostAccountFacts) -> Void = { _ in }
    ) async throws {
        let company = arman
        try await company.write { tx in
            var facts = PostAccountFacts(kind, key: "the-key")
            (facts.address, facts.line, facts.origin) = (address, "3000123", "https://kardan.example")
            change(&facts)
            let version = try PostAccountStore.find(tx)?.version ?? 0
            try PostAccountStore.set(facts, version: version, by: nil, in: company, tx)
        }
    }

    func sendMessages() async throws {
        let kinds: [any RunKind] = [SendMessages(SmsWire(patience: .seconds(60)))]
        try await CompanyRuns(arman, World.root, kinds: kinds).drain()
    }

    private func messageStates() async throws -> [String] {
        try await arman.read { tx in
            try tx.rows("SELECT event, state, attempts FROM message ORDER BY id").map { row in
                let (event, state, attempts): (String, String, Int) = (
                    try row("event"), try row("state"), try row("attempts")
                )
                return "\(event) \(state) \(attempts)"
            }
        }
    }

    /// Event, state and number of tries of each.
    func expectMessages(_ wanted: [String], at place: SourceLocation = #_sourceLocation) async throws {
        let found = try await messageStates()
        #expect(found == wanted, sourceLocation: place)
    }

    /// What became of the newest.
    func expectMessages(last wanted: String, at place: SourceLocation = #_sourceLocation) async throws {
        let found = try await messageStates().last
        #expect(found == wanted, sourceLocation: place)
    }
}
