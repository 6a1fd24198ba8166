import Domain
import Ground
import Hummingbird
import Web

/// The dealer's button: one draft, from its page, or all of them, from his list.
struct TakeSending: Sendable {
    let context: CompanyContext
    let form: FormBody

    func run() async throws -> Response {
        let (form, actor, company, paths) = (form, context.actor, context.company, context.paths)
        let choice = ClaimChoice(form.raw("claim"))
        guard choice != nil || form.isChecked("all") else { throw Refusal.unreadable }
        let command = SendClaims(claim: choice)
        do {
            let location = try await company.write { tx in
                try OnceStore.run(form.raw("key"), by: actor, tx) { tx in
                    try command.run(by: actor, in: company, tx)
                    return choice.map { paths.claim($0.id.value) } ?? paths.claims
                }
            }
            return context.goOn(to: location, flash: "claims.sent")
        } catch let stale as StaleClaims {
            return try await ShowClaim(
                context: context, id: stale.rows[0].id, status: .conflict, warning: Complaint("error.stale")
            ).run()
        }
    }
}
