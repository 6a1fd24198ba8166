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
    /// Until when it waits for its customer, where that is why.
    var until: CalendarDay?

    var status: HTTPResponse.Status { .unprocessableContent }

    /// Names the job, and the limit where that is why.
    func complaint(_ reader: Reader) -> Complaint {
        let text =
            limit.map { reader.words(why.key, reader.money($0)) } ?? until.map { reader.words(why.key, reader.day($0)) }
            ?? reader.complaint(why)
        return Complaint("claims.denied", number, text)
    }
}

/// A claim that would come to less than nothing: the dealer would owe it. Never done unasked.
struct BelowZero: DeedRefusal {
    let number: String
    let amount: Money

    var status: HTTPResponse.Status { .unprocessableContent }
    func complaint(_ reader: Reader) -> Complaint { Complaint("claims.below_zero", number, reader.money(amount)) }
}

/// Finance decides many claims at once: all of them, or none.
package struct DecideClaims: Sendable {
    /// `approve`, `reject` or `sendBack`.
    package let deed: ClaimDeed
    package let choices: [ClaimChoice]
    /// Of the list that the deed names.
    package let reason: String?
    package let text: String
    /// That an approved claim may come to less than nothing.
    private let isSure: Bool

    package init(
        deed: ClaimDeed, choices: [ClaimChoice], reason: String?, text: String, isSure: Bool = false
    ) {
        self.isSure = isSure
        self.deed = deed
        self.choices = choices
        self.reason = reason
        self.text = text
    }

    /// - Throws: `StaleClaims`, `ClaimDenied`, `BelowZero`, `Refusal.hidden` for an unknown claim.
    package func run(by actor: Actor, in company: OpenCompany, _ tx: Transaction) throws {
        let claims = try decidable(by: actor, in: company, tx)
        for (claim, permit) in claims {
            switch deed {
            case .approve: try settle(claim, .approve, by: permit, in: company, tx)
            case .reject: try settle(claim, .reject(reason: reason ?? ""), by: permit, in: company, tx)
            case .sendBack: try sendBack(claim, by: permit, tx)
            case .approvePart, .send, .answer:
                throw Complaint("claims.deed.impossible")
            }
        }
        let kinds: [ClaimDeed: String] = [
            .approve: "claim_approved", .reject: "claim_rejected", .sendBack: "claim_sent_back",
        ]
        if let kind = kinds[deed] { try ClaimStore.tell(kind, claims.map(\.claim), but: actor.person, tx) }
    }

    private func decidable(
        by actor: Actor, in company: OpenCompany, _ tx: Transaction
    ) throws -> [(claim: ClaimRow, permit: MayDecideClaim)] {
        let (ids, currency) = (choices.map(\.id), company.currency)
        let claims = try ClaimStore.find(ids, actor.sight, currency, tx)
        let workers = try ClaimStore.workers(of: ids, tx)
        let permits = try claims.map { try $0.permit(to: actor, workers[$0.id]) }
        if deed == .approve {
            let payable = try ClaimStore.payable(of: ids, tx)
            for claim in claims {
                try ApprovalLimit.check([payable[claim.id] ?? 0], of: claim, currency, by: actor, tx)
            }
        }
        let versions = Dictionary(choices.map { ($0.id, $0.version) }, uniquingKeysWith: { first, _ in first })
        let stale = claims.filter { $0.version != versions[$0.id] || !$0.state.allows(deed) }
        guard stale.isEmpty else { throw StaleClaims(rows: stale) }
        if deed == .approve { try ClaimRow.checkWait(claims, in: company, tx) }
        if deed == .approve, !isSure, let claim = claims.first(where: { $0.claimed.minor < 0 }) {
            throw BelowZero(number: claim.number, amount: claim.claimed)
        }
        return Array(zip(claims, permits))
    }

    private func settle(
        _ claim: ClaimRow, _ outcome: SettleClaim.Outcome, by permit: MayDecideClaim, in company: OpenCompany,
        _ tx: Transaction
    ) throws {
        try SettleClaim(claim: claim, outcome: outcome, decider: .person(permit), text: text).run(in: company, tx)
    }

    private func sendBack(_ claim: ClaimRow, by permit: MayDecideClaim, _ tx: Transaction) throws {
        try ClaimStore.decide(
            claim, to: claim.state.after(.sendBack), approved: nil, reason: reason, text: text, by: .person(permit), tx)
        let detail = ClaimEventStore.Detail(reason: reason, text: text.isEmpty ? nil : text)
        try ClaimEventStore.add(claim.id, .sentBack, by: permit.actor.person, detail: detail, tx)
    }
}

extension ClaimRow {
    /// - Throws: `ClaimDenied` where one of them waits for what its customer says.
    static func checkWait(_ claims: [ClaimRow], in company: OpenCompany, _ tx: Transaction) throws {
        let waiting = try ClaimWaitStore.waiting(claims.map(\.id), in: company, tx)
        guard let claim = claims.first(where: { waiting[$0.id] != nil }) else { return }
        throw ClaimDenied(number: claim.number, why: Complaint("claims.denied.score"), until: waiting[claim.id])
    }

    /// - Throws: `ClaimDenied`.
    func permit(to actor: Actor, _ workers: Set<ID<Person>>?) throws -> MayDecideClaim {
        do {
            return try MayDecideClaim(actor, workers: workers ?? [])
        } catch { throw ClaimDenied(number: number, why: error) }
    }
}
