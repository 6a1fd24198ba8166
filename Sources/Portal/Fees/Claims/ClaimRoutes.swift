import Database
import Domain
import Ground
import HTTPTypes
import Hummingbird
import Web

/// Claims: the list, one claim, finance's decisions and the dealer's answer.
package enum ClaimRoutes {
    package static func mount(_ rooms: Rooms) {
        rooms.get("/:company/claims") { request, context in
            let query = FormBody(encoded: request.uri.query ?? "")
            return try await ShowClaims(context: context, filter: filter(query, context)).run()
        }
        rooms.get("/:company/claims/export") { request, context in
            let query = FormBody(encoded: request.uri.query ?? "")
            return try await ExportClaims(
                context: context, filter: filter(query, context), isWorkbook: query.raw("format") != "csv"
            ).run()
        }
        rooms.get("/:company/claims/:claim") { _, context in
            try await ShowClaim(context: context, id: context.id("claim")).run()
        }
        rooms.post("/:company/claims/decisions") { form, context in
            try await TakeDecision(context: context, form: form).run()
        }
        rooms.post("/:company/claims/:claim/answer") { form, context in try await answer(form, context) }
        rooms.post("/:company/claims/sending") { form, context in
            try await TakeSending(context: context, form: form).run()
        }
    }

    package static func filter(_ query: FormBody, _ context: CompanyContext) -> ClaimFilter {
        ClaimFilter(query, isOffice: context.actor.dealer == nil, now: context.portal.now())
    }

    private static func answer(_ form: FormBody, _ context: CompanyContext) async throws -> Response {
        let id: ID<Claim> = try context.id("claim")
        let (answer, actor, company) = (AnswerForm(form), context.actor, context.company)
        let here = context.paths.claim(id.value)
        guard let text = answer.text.value, let claim = answer.claim, claim.id == id else {
            return try await ShowClaim(context: context, id: id, form: form, status: .unprocessableContent).run()
        }
        do {
            let location = try await company.write { tx in
                try OnceStore.run(form.raw("key"), by: actor, tx) { tx in
                    try AnswerClaim(claim: claim, text: text).run(by: actor, in: company, tx)
                    return here
                }
            }
            return context.goOn(to: location, flash: "claims.answer")
        } catch is StaleClaims {
            return try await ShowClaim(
                context: context, id: id, form: form, status: .conflict, warning: Complaint("error.stale")
            ).run()
        }
    }
}
