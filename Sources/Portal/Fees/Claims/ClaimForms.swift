import Database
import Domain
import Ground
import HTTPTypes
import Hummingbird
import Web
import Work

/// The forms of a claim's page that were sent and refused, as they were typed.
struct ClaimForms: Sendable {
    var ask: AskForm?
    var appeal: AppealForm?
    var reversal: ReversalForm?
    var decision: AppealDecisionForm?
    var tray: FileTray?
}

/// Does one thing to a claim from its page, once; what is refused comes back on that page with its reason.
struct ChangeClaim: Sendable {
    let context: CompanyContext
    let id: ID<Claim>
    let form: FormBody
    let flash: String
    var forms = ClaimForms()

    func run(_ work: @escaping @Sendable (Deed) throws -> Void) async throws -> Response {
        try await context.once(form, flash: flash, to: context.paths(ClaimRoutes.one, id), work) { refused in
            try await again(refused.status, refused.complaint)
        }
    }

    /// - Parameter complaint: nil where the fields say it all.
    func again(_ status: HTTPResponse.Status, _ complaint: Complaint?) async throws -> Response {
        try await ShowClaim(context: context, id: id, forms: forms, status: status, warning: complaint).run()
    }
}

extension CompanyContext {
    /// The claim whose page a form was sent from, in the version that was read.
    /// - Throws: `Refusal.hidden` where this person does not see it, `Refusal.unreadable` where the form names none, or
    ///   another.
    func choice(of claim: ID<Claim>, in form: FormBody) async throws -> ClaimChoice {
        let (sight, currency) = (actor.sight, company.currency)
        _ = try await company.read { try ClaimStore.find([claim], sight, currency, $0) }
        guard let choice = ClaimChoice(form.raw("claim")), choice.id == claim else { throw Refusal.unreadable }
        return choice
    }
}
