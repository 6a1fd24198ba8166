import Database
import Domain
import Ground
import Web
import Work

/// The dealer appeals against the decision on one line of his claim.
package struct AppealLine: Sendable {
    package let claim: ID<Claim>
    package let line: ID<ClaimLine>
    package let text: String
    package let photos: [Upload]

    package init(claim: ID<Claim>, line: ID<ClaimLine>, text: String, photos: [Upload]) {
        self.claim = claim
        self.line = line
        self.text = text
        self.photos = photos
    }

    /// - Throws: `Refusal.hidden` where the claim or the line is not his, a complaint of `AppealedLine`.
    package func run(by actor: Actor, in company: OpenCompany, _ tx: Transaction) throws {
        let row = try ClaimStore.find([claim], actor.sight, company.currency, tx)[0]
        let (appealed, decidedBy) = try AppealStore.line(line, of: row.id, company, tx)
        let days = try ClaimSettingStore.all(tx).appealDays
        let before = try appealed.check(today: company.clock.day(of: tx.now), days: days)
        let appeal = try AppealStore.add(
            line, of: row.id, text: text, before: before, decidedBy: decidedBy, by: actor, tx)
        try AttachmentStore.add(photos, to: .appeal(appeal), by: actor, tx)
        try ClaimEventStore.add(row.id, .appealed, by: actor.person, detail: .init(text: text), tx)
    }
}
