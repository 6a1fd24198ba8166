import Base
import Database
import Domain
import Ground
import Web

/// The dealer explains what finance asked of a claim that was sent back; it is submitted again.
struct AnswerClaim: Sendable {
    let claim: ClaimChoice
    let text: String
    let photos: [Upload]

    /// - Throws: `Refusal.hidden` where the claim is not his, `StaleClaims` where it waits for no answer (any more).
    func run(by actor: Actor, in company: OpenCompany, _ tx: Transaction) throws {
        let row = try ClaimStore.find([claim.id], actor.sight, company.currency, tx)[0]
        guard row.version == claim.version, row.state.allows(.answer) else { throw StaleClaims(rows: [row]) }
        try ClaimStore.answer(row, to: row.state.after(.answer), tx)
        try AttachmentStore.add(photos, to: .claim(row.id), by: actor, tx)
        try ClaimEventStore.add(row.id, .answered, by: actor.person, detail: .init(text: text), tx)
        let notice = Notice("claim_answered", about: .claim(row.id), row.number, try DealerStore.name(row.dealer, tx))
        try OutboxStore.add(notice, to: .office(.finance), but: actor.person, tx)
    }
}
