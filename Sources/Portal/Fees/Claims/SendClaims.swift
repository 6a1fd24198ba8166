import Database
import Domain
import Ground
import Web

/// The dealer puts drafts before the company: one, or all that he has.
struct SendClaims: Sendable {
    /// nil for every draft of his.
    let claim: ClaimChoice?

    /// - Throws: `Refusal.hidden` where the claim is not his, `StaleClaims` where it is no draft (any more).
    func run(by actor: Actor, in company: OpenCompany, _ tx: Transaction) throws {
        for row in try rows(actor, company.currency, tx) { try row.send(by: actor.person, in: company, tx) }
    }

    private func rows(_ actor: Actor, _ currency: Currency, _ tx: Transaction) throws -> [ClaimRow] {
        guard let claim else { return try ClaimStore.drafts(actor.sight, currency, tx) }
        let row = try ClaimStore.find([claim.id], actor.sight, currency, tx)[0]
        guard row.version == claim.version, row.state.allows(.send) else { throw StaleClaims(rows: [row]) }
        return [row]
    }
}

/// Drafts whose days are over are sent by themselves. Nothing runs in the background for it: whoever opens the claims sees
/// to it, so that no list shows a claim as unsent that is due.
struct SendDueClaims: Sendable {
    /// So many in a transaction.
    private static let together = 200
    /// So many transactions for one page; the next page goes on.
    private static let most = 5

    let company: OpenCompany
    let now: Instant

    func run() async throws {
        let day = company.clock.day(of: now)
        let currency = company.currency
        let due = { @Sendable (tx: Transaction) throws -> [ClaimRow] in
            let days = try ClaimSettingStore.all(tx).sendAfterDays
            return try ClaimStore.drafts(completedBy: day.adding(days: -days), limit: Self.together, currency, tx)
        }
        for _ in 1...Self.most {
            guard try await !company.read(due).isEmpty else { return }
            do {
                try await company.write { tx in for row in try due(tx) { try row.send(by: nil, in: company, tx) } }
            } catch Refusal.readOnly { return }
        }
    }
}

extension ClaimRow {
    /// - Parameter person: nobody where it goes by itself.
    package func send(by person: ID<Person>?, in company: OpenCompany, _ tx: Transaction) throws {
        try ReceiveClaim(claim: ClaimStore.send(self, tx)).run(by: person, in: company, tx)
    }
}
