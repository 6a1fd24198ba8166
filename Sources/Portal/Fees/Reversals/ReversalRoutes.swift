import Domain
import Ground
import HTTPTypes
import Hummingbird
import Web

/// Taking back a claim, from its page: one person proposes it, another confirms or refuses.
package enum ReversalRoutes {
    package static func mount(_ rooms: Rooms) {
        rooms.post("/:company/claims/:claim/reversal") { form, context in try await propose(form, context) }
        rooms.post("/:company/claims/:claim/reversal/confirmation") { form, context in
            let id: ID<Claim> = try context.id("claim")
            let change = ChangeClaim(context: context, id: id, key: form.raw("key"), flash: "reversals.confirmed")
            return try await change.run { try ConfirmReversal(claim: id).run(by: $0, in: $1, $2) }
        }
        rooms.post("/:company/claims/:claim/reversal/refusal") { form, context in
            let id: ID<Claim> = try context.id("claim")
            let change = ChangeClaim(context: context, id: id, key: form.raw("key"), flash: "reversals.refused")
            return try await change.run { try RefuseReversal(claim: id).run(by: $0, in: $1, $2) }
        }
    }

    private static func propose(_ body: FormBody, _ context: CompanyContext) async throws -> Response {
        let id: ID<Claim> = try context.id("claim")
        let (sight, currency) = (context.actor.sight, context.company.currency)
        let reasons = try await context.company.read { tx in
            _ = try ClaimStore.find([id], sight, currency, tx)
            return try ReasonList.all(.claimReject, tx)
        }
        let form = ReversalForm(body, reasons)
        let change = ChangeClaim(
            context: context, id: id, key: body.raw("key"), flash: "reversals.proposed",
            forms: ClaimForms(reversal: form))
        guard let claim = form.claim, claim.id == id, let reason = form.reason.value, let text = form.text.value else {
            return try await change.again(.unprocessableContent, nil)
        }
        let command = ProposeReversal(claim: claim, reason: reason, text: text)
        return try await change.run { actor, company, tx in try command.run(by: actor, in: company, tx) }
    }
}

/// Why a claim is to be taken back, as it was typed.
struct ReversalForm: Sendable {
    let claim: ClaimChoice?
    let reason: Input<String>
    let text: Input<String>

    init(_ form: FormBody, _ reasons: [Reason]) {
        claim = ClaimChoice(form.raw("claim"))
        reason = form.input("reversal_reason") { code in
            guard reasons.contains(where: { $0.code == code }) else { throw Complaint("form.choose") }
            return code
        }
        text = form.input("reversal_text", shortText(limit: 500))
    }
}
