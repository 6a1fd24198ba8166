import Database
import Domain
import Ground
import Web

/// Finance decides one claim line by line.
struct DecideLines: Sendable {
    let claim: ClaimChoice
    /// One for each line of the claim.
    let lines: [LineDecision]
    let text: String
    /// That it may come to less than nothing.
    var isSure = false

    /// - Throws: `StaleClaims`, `ClaimDenied`, `BelowZero`.
    func run(by actor: Actor, in company: OpenCompany, _ tx: Transaction) throws {
        let row = try ClaimStore.find([claim.id], actor.sight, company.currency, tx)[0]
        let permit = try row.permit(to: actor, ClaimStore.workers(of: [row.id], tx)[row.id])
        let decision = try ClaimDecision(lines, currency: company.currency)
        guard row.version == claim.version, row.state.allows(decision.deed) else { throw StaleClaims(rows: [row]) }
        if decision.deed != .reject { try ClaimRow.checkWait([row], in: company, tx) }
        if !isSure, decision.approved.minor < 0 { throw BelowZero(number: row.number, amount: decision.approved) }
        try ApprovalLimit.check(lines.map(\.approved.minor), of: row, company.currency, by: actor, tx)
        for line in lines { try ClaimStore.decide(line, by: permit, tx) }
        let state = try row.state.after(decision.deed)
        try ClaimStore.decide(
            row, to: state, approved: decision.approved, reason: decision.reason, text: text, by: .person(permit), tx)
        if state != .rejected { try PostDecision(claim: row, person: actor.person).run(in: company, tx) }
        let detail = ClaimEventStore.Detail(
            reason: decision.reason, text: text.isEmpty ? nil : text,
            approved: state == .rejected ? nil : decision.approved.minor)
        try ClaimEventStore.add(row.id, Self.kind(of: state), by: actor.person, detail: detail, tx)
        try ClaimStore.tell("claim_\(Self.kind(of: state).rawValue)", [row], but: actor.person, tx)
    }

    private static func kind(of state: ClaimState) -> ClaimEventStore.Kind {
        switch state {
        case .approved: .approved
        case .partApproved: .partApproved
        case .rejected: .rejected
        case .draft: .made
        case .submitted: .submitted
        case .sentBack: .sentBack
        }
    }
}
