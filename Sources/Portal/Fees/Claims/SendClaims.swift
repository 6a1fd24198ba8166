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

/// Drafts that their dealers have left for as many days as the company waits go by themselves.
struct DueClaims: RunKind {
    static let name = "due_claims"
    var name: String { Self.name }
    let every: Int64? = 3_600

    func open(_ run: RunRow, in company: OpenCompany, _: Root) async throws -> any RunWork {
        SendDueClaims(company: company, sent: run.done)
    }
}

private struct SendDueClaims: RunWork {
    /// So many in a transaction.
    private static let together = 200

    let company: OpenCompany
    var sent: Int

    mutating func next(after _: String) async throws -> RunStep {
        let company = company
        let count = try await company.read { try Self.due(in: company, $0) }.count
        guard count > 0 else { return .end { _ in } }
        sent += count
        let mark = RunProgress("", done: sent)
        return .write { tx in
            for row in try Self.due(in: company, tx) { try row.send(by: nil, in: company, tx) }
            return mark
        }
    }

    private static func due(in company: OpenCompany, _ tx: Transaction) throws -> [ClaimRow] {
        let days = try ClaimSettingStore.all(tx).sendAfterDays
        let day = company.clock.day(of: tx.now)
        return try ClaimStore.drafts(completedBy: day.adding(days: -days), limit: together, company.currency, tx)
    }
}

extension ClaimRow {
    /// - Parameter person: nobody where it goes by itself.
    package func send(by person: ID<Person>?, in company: OpenCompany, _ tx: Transaction) throws {
        try ReceiveClaim(claim: ClaimStore.send(self, tx)).run(by: person, in: company, tx)
    }
}
