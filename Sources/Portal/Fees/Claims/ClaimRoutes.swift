import Database
import Domain
import Ground
import HTTPTypes
import Hummingbird
import Web

/// Claims: the list, one claim, finance's decisions and the dealer's answer.
package enum ClaimRoutes: RoomRoutes {
    private static let readers = Set<Role>.seesMoney.union([.dealerManager])

    package static let list = PlainPage(
        "claims", for: readers, menu: .init("claims", icon: "document", order: 50))
    static let export = PlainPage("claims/export", for: readers, watched: .export)
    package static let one = PageRoute<ID<Claim>>("claims/:claim", for: readers)
    package static let decision = PlainForm("claims/decisions", for: .finance)
    static let answer = FormRoute<ID<Claim>>("claims/:claim/answer", for: [.dealerManager], upTo: .photos)
    static let sending = PlainForm("claims/sending", for: [.dealerManager])

    package static var all: [Mounted] {
        [
            list.to { request, context in
                try await ShowClaims(context: context, filter: filter(request.asked, context)).run()
            },
            export.to { request, context in
                try await ExportClaims(context: context, filter: filter(request.asked, context))
                    .response(to: request)
            },
            one.to { _, context, claim in try await ShowClaim(context: context, id: claim).run() },
            decision.to { form, context in try await TakeDecision(context: context, form: form).run() },
            answer.to { form, context, claim in try await reply(form, of: claim, context) },
            sending.to { form, context in try await TakeSending(context: context, form: form).run() },
        ]
    }

    package static func filter(_ asked: Asked, _ context: CompanyContext) -> ClaimFilter {
        ClaimFilter(asked, isOffice: context.actor.dealer == nil, now: context.portal.now())
    }

    private static func reply(
        _ form: FormBody, of id: ID<Claim>, _ context: CompanyContext
    ) async throws -> Response {
        let claim = try await context.choice(of: id, in: form)
        let tray = try await FileTray(form, ofClaim: id, context)
        let forms = ClaimForms(tray: tray)
        guard let text = AnswerForm(form).text.value, tray.complaints.isEmpty else {
            return try await ShowClaim(
                context: context, id: id, form: form, forms: forms, status: .unprocessableContent
            ).run()
        }
        let command = AnswerClaim(claim: claim, text: text, photos: tray.uploads)
        return try await context.once(form, flash: "claims.answer", to: context.paths(one, id)) { deed in
            try command.run(by: deed.actor, in: deed.company, deed.tx)
        } orShow: { refused in
            try await ShowClaim(
                context: context, id: id, form: form, forms: forms, status: refused.status, warning: refused.complaint
            ).run()
        }
    }
}
