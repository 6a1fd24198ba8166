import Database
import Domain
import Web

/// A kind of change of the rules that money hangs on: how it is shown to whoever confirms it, and how it is done then.
package struct ProposalKind: Sendable {
    /// In the vocabulary `proposal_kind`; its word is `proposals.kind.<name>`.
    let name: String
    let facts: @Sendable (String, CompanyContext, Transaction) throws -> [Fact]
    let apply: @Sendable (String, ID<Person>, OpenCompany, Transaction) throws -> Void
    /// Whose own money it is: he confirms it as little as whoever wrote it. nil where it is nobody's.
    let concerns: @Sendable (String) throws -> ID<Person>?

    /// - Parameters:
    ///   - content: what is kept of it until it is confirmed.
    ///   - concerns: whose own money it is.
    ///   - facts: what it would change.
    ///   - apply: does it, in the name of whoever wrote it. It throws `Refusal.stale` where what it was written against is
    ///     no more.
    package init<Content: Codable & Sendable>(
        _ name: String, of content: Content.Type,
        concerns: @escaping @Sendable (Content) -> ID<Person>? = { _ in nil },
        facts: @escaping @Sendable (Content, CompanyContext, Transaction) throws -> [Fact],
        apply: @escaping @Sendable (Content, ID<Person>, OpenCompany, Transaction) throws -> Void
    ) {
        self.name = name
        self.concerns = { try concerns(JSONText.read($0)) }
        self.facts = { try facts(JSONText.read($0), $1, $2) }
        self.apply = { try apply(JSONText.read($0), $1, $2, $3) }
    }
}

package enum ProposalSlots {
    package static let kinds = Slot<ProposalKind>("proposal.kinds")
}
