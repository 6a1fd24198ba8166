import Domain
import Ground
import HTTPTypes
import Hummingbird
import Web

/// Taking back a claim, from its page: one person proposes it, another confirms or refuses.
package enum ReversalRoutes: RoomRoutes {
    static let proposal = FormRoute<ID<Claim>>("claims/:claim/reversal", for: .finance)
    static let confirmation = FormRoute<ID<Claim>>("claims/:claim/reversal/confirmation", for: [.financeApprover])
    static let refusal = FormRoute<ID<Claim>>("claims/:claim/reversal/refusal", for: .finance)

    package static var all: [Mounted] {
        [
            proposal.to { form, context, claim in try await propose(form, of: claim, context) },
            confirmation.to { form, context, claim in
                let (choice, reversal) = try await seen(form, claim, context)
                let change = ChangeClaim(context: context, id: claim, form: form, flash: "reversals.confirmed")
                return try await change.run { deed in
                    try ConfirmReversal(claim: choice, reversal: reversal).run(
                        by: deed.actor, in: deed.company, deed.tx)
                }
            },
            refusal.to { form, context, claim in
                let (choice, reversal) = try await seen(form, claim, context)
                let change = ChangeClaim(context: context, id: claim, form: form, flash: "reversals.refused")
                return try await change.run { deed in
                    try RefuseReversal(claim: choice, reversal: reversal).run(
                        by: deed.actor, in: deed.company, deed.tx)
                }
            },
        ]
    }

    /// What was on the page: the claim in its version, and which proposal. A claim may be proposed anew for another reason.
    private static func seen(
        _ form: FormBody, _ claim: ID<Claim>, _ context: CompanyContext
    ) async throws -> (ClaimChoice, ID<Reversal>) {
        let choice = try await context.choice(of: claim, in: form)
        guard let reversal = ID<Reversal>(form.raw("reversal")) else { throw Refusal.unreadable }
        return (choice, reversal)
    }

    private static func propose(
        _ body: FormBody, of id: ID<Claim>, _ context: CompanyContext
    ) async throws -> Response {
        let claim = try await context.choice(of: id, in: body)
        let form = ReversalForm(body, try await context.company.read { try ReasonList.all(.claimReject, $0) })
        let change = ChangeClaim(
            context: context, id: id, form: body, flash: "reversals.proposed", forms: ClaimForms(reversal: form))
        guard let reason = form.reason.value, let text = form.text.value else {
            return try await change.again(.unprocessableContent, nil)
        }
        let command = ProposeReversal(claim: claim, reason: reason, text: text)
        return try await change.run { deed in try command.run(by: deed.actor, in: deed.company, deed.tx) }
    }
}

/// Why a claim is to be taken back, as it was typed.
struct ReversalForm: Sendable {
    let reason: Input<String>
    let text: Input<String>

    init(_ form: FormBody, _ reasons: [Reason]) {
        reason = form.input("reversal_reason") { code in
            guard reasons.contains(where: { $0.code == code }) else { throw Complaint("form.choose") }
            return code
        }
        text = form.input("reversal_text", shortText(limit: 500))
    }
}
