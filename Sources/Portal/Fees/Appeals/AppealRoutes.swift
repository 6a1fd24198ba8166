import Database
import Domain
import Ground
import HTTPTypes
import Hummingbird
import Web
import Work

/// Appeals: made on a claim's page by its dealer, decided there by finance, and listed.
package enum AppealRoutes {
    package static func mount(_ rooms: Rooms) {
        rooms.get("/:company/claims/appeals") { request, context in
            let query = FormBody(encoded: request.uri.query ?? "")
            return try await ShowAppeals(
                context: context, state: AppealState(rawValue: query.raw("state")) ?? .open,
                before: ID(query.raw("before"))
            ).run()
        }
        rooms.post("/:company/claims/:claim/appeals") { form, context in try await appeal(form, context) }
        rooms.post("/:company/claims/appeals/:appeal") { form, context in try await decide(form, context) }
    }

    private static func appeal(_ body: FormBody, _ context: CompanyContext) async throws -> Response {
        let id: ID<Claim> = try context.id("claim")
        let form = AppealForm(body)
        let tray = try await PhotoTray(body, ofClaim: id, context)
        let change = ChangeClaim(
            context: context, id: id, key: body.raw("key"), flash: "appeals.made",
            forms: ClaimForms(appeal: form, tray: tray))
        guard let line = form.line.value, let text = form.text.value, tray.complaints.isEmpty else {
            return try await change.again(.unprocessableContent, nil)
        }
        let command = AppealLine(claim: id, line: line, text: text, photos: tray.photos)
        return try await change.run { actor, company, tx in try command.run(by: actor, in: company, tx) }
    }

    private static func decide(_ body: FormBody, _ context: CompanyContext) async throws -> Response {
        let id: ID<Appeal> = try context.id("appeal")
        let currency = context.company.currency
        let claim = try await context.company.read { try AppealStore.find(id, currency, $0).claim }
        let form = AppealDecisionForm(body, of: id)
        let change = ChangeClaim(
            context: context, id: claim, key: body.raw("key"), flash: "appeals.decided",
            forms: ClaimForms(decision: form))
        guard let command = form.command else {
            let complaint = form.isGrant == nil ? Complaint("claims.decision.missing") : nil
            return try await change.again(.unprocessableContent, complaint)
        }
        return try await change.run { actor, company, tx in try command.run(by: actor, in: company, tx) }
    }
}
