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
    var tray: PhotoTray?
}

/// The photos of a form: those that are here already, and the box for more.
struct PhotoField: Sendable {
    let kept: [VisitPage.Kept]
    let errors: [String]

    init(_ tray: PhotoTray?, _ reader: Reader) {
        kept = tray?.kept(reader) ?? []
        errors = tray?.complaints.map(reader.complaint) ?? []
    }
}

/// Does one thing to a claim from its page, once; what is refused comes back on that page with its reason.
struct ChangeClaim: Sendable {
    let context: CompanyContext
    let id: ID<Claim>
    let key: String
    let flash: String
    var forms = ClaimForms()

    func run(
        _ work: @escaping @Sendable (Actor, OpenCompany, Transaction) throws -> Void
    ) async throws -> Response {
        let (key, actor, company, place) = (key, context.actor, context.company, context.paths.claim(id.value))
        do {
            let location = try await company.write { tx in
                try OnceStore.run(key, by: actor, tx) { tx in
                    try work(actor, company, tx)
                    return place
                }
            }
            return context.goOn(to: location, flash: flash)
        } catch is StaleClaims {
            return try await again(.conflict, Complaint("error.stale"))
        } catch Refusal.stale(let complaint) {
            return try await again(.conflict, complaint)
        } catch let denied as ClaimDenied {
            return try await again(.forbidden, denied.shown(context.reader))
        } catch let complaint as Complaint {
            return try await again(.unprocessableContent, complaint)
        }
    }

    /// - Parameter complaint: nil where the fields say it all.
    func again(_ status: HTTPResponse.Status, _ complaint: Complaint?) async throws -> Response {
        try await ShowClaim(context: context, id: id, forms: forms, status: status, warning: complaint).run()
    }
}
