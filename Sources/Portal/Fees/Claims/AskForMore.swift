import Database
import Domain
import Ground
import Web
import Work

/// The dealer asks for more than was computed, with a reason and evidence, before his claim is decided.
package struct AskForMore: Sendable {
    package let claim: ClaimChoice
    package let line: AskedLine
    package let photos: [Upload]

    package init(claim: ClaimChoice, line: AskedLine, photos: [Upload]) {
        self.claim = claim
        self.line = line
        self.photos = photos
    }

    /// - Throws: `Refusal.hidden` where the claim is not his, `StaleClaims` where nothing more can be asked for.
    package func run(by actor: Actor, in company: OpenCompany, _ tx: Transaction) throws {
        let row = try claim.openToDealer(actor, company.currency, tx)
        let claimed = try row.claimed.adding(line.amount)
        try ClaimStore.add(line, to: row, claimed: claimed, tx)
        try AttachmentStore.add(photos, to: .claim(row.id), by: actor, tx)
        _ = try WeighClaim(claim: row.id).run(tx)
        try ClaimEventStore.add(
            row.id, .asked, by: actor.person, detail: .init(text: line.text, approved: line.amount.minor), tx)
    }
}

/// He asks for it no more.
struct TakeBackAsked: Sendable {
    let claim: ClaimChoice
    let line: ID<ClaimLine>

    /// - Throws: as `AskForMore`, and `Refusal.hidden` where it is no such line.
    func run(by actor: Actor, in company: OpenCompany, _ tx: Transaction) throws {
        let row = try claim.openToDealer(actor, company.currency, tx)
        guard let amount = try ClaimStore.asked(line, of: row.id, tx) else { throw Refusal.hidden }
        let claimed = try row.claimed.subtracting(Money(amount, company.currency))
        try ClaimStore.takeBack(line, of: row, claimed: claimed, tx)
        _ = try WeighClaim(claim: row.id).run(tx)
        try ClaimEventStore.add(row.id, .takenBack, by: actor.person, detail: .init(approved: amount), tx)
    }
}

extension ClaimState {
    /// A draft, or a claim that finance asks about.
    var canAskForMore: Bool { self == .draft || self == .sentBack }
}

extension ClaimChoice {
    fileprivate func openToDealer(_ actor: Actor, _ currency: Currency, _ tx: Transaction) throws -> ClaimRow {
        let row = try ClaimStore.find([id], actor.sight, currency, tx)[0]
        guard row.version == version, row.state.canAskForMore else { throw StaleClaims(rows: [row]) }
        return row
    }
}
