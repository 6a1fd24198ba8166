import Database
import Domain
import Ground
import HTTPTypes
import Web

/// A claim as a person had it before him when he decided: its id and the version he read.
package struct ClaimChoice: Hashable, Sendable {
    package let id: ID<Claim>
    package let version: Int

    /// `12.3`; nil for anything else.
    package init?(_ text: String) {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 2, let id = ID<Claim>(parts[0]), let version = Int(parts[1]) else { return nil }
        (self.id, self.version) = (id, version)
    }

    package init(id: ID<Claim>, version: Int) { (self.id, self.version) = (id, version) }

    package var text: String { "\(id).\(version)" }
}

/// Claims that somebody else decided in the meantime. Nothing of the batch was done.
struct StaleClaims: DeedRefusal {
    let rows: [ClaimRow]

    var status: HTTPResponse.Status { .conflict }
    func complaint(_: Reader) -> Complaint { Complaint("error.stale") }

    /// Of a batch: which they are, and what became of each.
    func named(_ words: Words) -> Complaint {
        let list = rows.map { "\($0.number) (\(words("claims.state.\($0.state.rawValue)")))" }
        return Complaint("claims.stale", list.joined(separator: words("list.comma")))
    }
}

/// A claim that this person must not decide. Nothing of the batch was done.
struct ClaimDenied: DeedRefusal {
    let number: String
    let why: Complaint
    /// Up to which amount he may approve one claim, where that is why.
    var limit: Money?

    var status: HTTPResponse.Status { .unprocessableContent }

    /// Names the job, and the limit where that is why.
    func complaint(_ reader: Reader) -> Complaint {
        let text = limit.map { reader.words(why.key, reader.money($0)) } ?? reader.complaint(why)
        return Complaint("claims.denied", number, text)
    }
}

/// Finance decides many claims at once: all of them, or none.
package struct DecideClaims: Sendable {
    /// `approve`, `reject` or `sendBack`.
    package let deed: ClaimDeed
    package let choices: [ClaimChoice]
    /// Of the list that the deed names.
    package let reason: String?
    package let text: String

    package init(deed: ClaimDeed, choices: [ClaimChoice], reason: String?, text: String) {
        self.deed = deed
        self.choices = choices
        self.reason = reason
        self.text = text
    }

    /// - Throws: `StaleClaims`, `ClaimDenied`, `Refusal.hidden` for an unknown claim.
    package func run(by actor: Actor, in company: OpenCompany, _ tx: Transaction) throws {
        let claims = try decidable(by: actor, company.currency, tx)
        for claim in claims {
            switch deed {
            case .approve: try settle(claim, .approve, by: actor, in: company, tx)
            case .reject: try settle(claim, .reject(reason: reason ?? ""), by: actor, in: company, tx)
            case .sendBack: try sendBack(claim, by: actor, tx)
            case .approvePart, .send, .answer:
                throw Complaint("claims.deed.impossible")
            }
        }
        let kinds: [ClaimDeed: String] = [
            .approve: "claim_approved", .reject: "claim_rejected", .sendBack: "claim_sent_back",
        ]
        if let kind = kinds[deed] { try ClaimStore.tell(kind, claims, but: actor.person, tx) }
    }

    private func decidable(by actor: Actor, _ currency: Currency, _ tx: Transaction) throws -> [ClaimRow] {
        let ids = choices.map(\.id)
        let claims = try ClaimStore.find(ids, actor.sight, currency, tx)
        let workers = try ClaimStore.workers(of: ids, tx)
        for claim in claims { try claim.mayBeDecided(by: actor, workers[claim.id]) }
        if deed == .approve {
            let payable = try ClaimStore.payable(of: ids, tx)
            for claim in claims {
                try ApprovalLimit.check([payable[claim.id] ?? 0], of: claim, currency, by: actor, tx)
            }
        }
        let versions = Dictionary(choices.map { ($0.id, $0.version) }, uniquingKeysWith: { first, _ in first })
        let stale = claims.filter { $0.version != versions[$0.id] || !$0.state.allows(deed) }
        guard stale.isEmpty else { throw StaleClaims(rows: stale) }
        return claims
    }

    private func settle(
        _ claim: ClaimRow, _ outcome: SettleClaim.Outcome, by actor: Actor, in company: OpenCompany, _ tx: Transaction
    ) throws {
        try SettleClaim(claim: claim, outcome: outcome, person: actor.person, text: text).run(in: company, tx)
    }

    private func sendBack(_ claim: ClaimRow, by actor: Actor, _ tx: Transaction) throws {
        try ClaimStore.decide(
            claim, to: claim.state.after(.sendBack), approved: nil, reason: reason, text: text, by: actor.person, tx)
        let detail = ClaimEventStore.Detail(reason: reason, text: text.isEmpty ? nil : text)
        try ClaimEventStore.add(claim.id, .sentBack, by: actor.person, detail: detail, tx)
    }
}

extension ClaimRow {
    /// - Throws: `ClaimDenied`.
    func mayBeDecided(by actor: Actor, _ workers: Set<ID<Person>>?) throws {
        do {
            _ = try MayDecideClaim(actor, workers: workers ?? [])
        } catch { throw ClaimDenied(number: number, why: error) }
    }
}
