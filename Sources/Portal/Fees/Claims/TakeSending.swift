import Domain
import Ground
import Hummingbird
import Web

/// The dealer's button: one draft, from its page, or all of them, from his list.
struct TakeSending: Sendable {
    let context: CompanyContext
    let form: FormBody

    func run() async throws -> Response {
        let choice = ClaimChoice(form.raw("claim"))
        guard (choice != nil) != form.isChecked("all") else { throw Refusal.unreadable }
        let command = SendClaims(claim: choice)
        let place = choice.map { context.paths(ClaimRoutes.one, $0.id) } ?? context.paths(ClaimRoutes.list)
        return try await context.once(form, flash: "claims.sent", to: place) { deed in
            try command.run(by: deed.actor, in: deed.company, deed.tx)
        } orShow: { refused in
            try await again(choice, refused)
        }
    }

    private func again(_ choice: ClaimChoice?, _ refused: RefusedDeed) async throws -> Response {
        guard let choice else {
            return try await ShowClaims(
                context: context, filter: ClaimRoutes.filter(Asked(), context), status: refused.status,
                warning: refused.complaint
            ).run()
        }
        return try await ShowClaim(
            context: context, id: choice.id, status: refused.status, warning: refused.complaint
        ).run()
    }
}
