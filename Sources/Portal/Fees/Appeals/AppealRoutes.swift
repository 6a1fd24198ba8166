import Database
import Domain
import Ground
import HTTPTypes
import Hummingbird
import Web
import Work

/// Appeals: made on a claim's page by its dealer, decided there by finance, and listed.
package enum AppealRoutes: RoomRoutes {
    package static let list = PlainPage("claims/appeals", for: .seesMoney)
    static let export = PlainPage("claims/appeals/export", for: .seesMoney, watched: .export)
    static let appeal = FormRoute<ID<Claim>>("claims/:claim/appeals", for: [.dealerManager], upTo: .photos)
    static let decision = FormRoute<ID<Appeal>>("claims/appeals/:appeal", for: .finance)

    package static var all: [Mounted] {
        [
            list.to { request, context in
                try await ShowAppeals(context: context, filter: AppealFilter(request.asked)).run()
            },
            export.to { request, context in
                try await AppealSheet.sheet(AppealFilter(request.asked), context)
                    .response(to: request, usual: "xlsx", context)
            },
            appeal.to { form, context, claim in try await make(form, of: claim, context) },
            decision.to { form, context, appeal in try await decide(form, appeal, context) },
        ]
    }

    private static func make(
        _ body: FormBody, of id: ID<Claim>, _ context: CompanyContext
    ) async throws -> Response {
        let form = AppealForm(body)
        let tray = try await FileTray(body, ofClaim: id, context)
        let change = ChangeClaim(
            context: context, id: id, form: body, flash: "appeals.made", forms: ClaimForms(appeal: form, tray: tray))
        guard let line = form.line.value, let text = form.text.value, tray.complaints.isEmpty else {
            return try await change.again(.unprocessableContent, nil)
        }
        let command = AppealLine(claim: id, line: line, text: text, photos: tray.uploads)
        return try await change.run { deed in try command.run(by: deed.actor, in: deed.company, deed.tx) }
    }

    private static func decide(
        _ body: FormBody, _ id: ID<Appeal>, _ context: CompanyContext
    ) async throws -> Response {
        let currency = context.company.currency
        let claim = try await context.company.read { try AppealStore.find(id, currency, $0).claim }
        let version = try body.version
        let form = AppealDecisionForm(body, of: id)
        let change = ChangeClaim(
            context: context, id: claim, form: body, flash: "appeals.decided", forms: ClaimForms(decision: form))
        guard let command = form.command(version: version) else {
            let complaint = form.isGrant == nil ? Complaint("claims.decision.missing") : nil
            return try await change.again(.unprocessableContent, complaint)
        }
        return try await change.run { deed in try command.run(by: deed.actor, in: deed.company, deed.tx) }
    }
}
