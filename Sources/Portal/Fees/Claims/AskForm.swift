import Domain
import Ground
import HTTPTypes
import Hummingbird
import Web
import Work

/// What a dealer asks for beyond the tariff, as he typed it.
struct AskForm: Sendable {
    let component: Input<FeeComponent>
    let amount: Input<Int64>
    let text: Input<String>

    init(_ form: FormBody) {
        component = form.input("ask_component") { typed in
            guard let component = FeeComponent(rawValue: typed), AskedLine.components.contains(component) else {
                throw Complaint("form.choose")
            }
            return component
        }
        amount = form.money("ask_amount", in: AskedLine.range)
        text = form.input("ask_text", shortText(limit: 1000))
    }

    func line(_ currency: Currency) -> AskedLine? {
        guard let component = component.value, let amount = amount.value, let text = text.value else { return nil }
        return try? AskedLine(component: component, amount: Money(amount, currency), text: text)
    }
}

/// The part of a claim's page with which the dealer asks for more.
package enum AskRoutes: RoomRoutes {
    static let asking = FormRoute<ID<Claim>>("claims/:claim/asking", for: [.dealerManager], upTo: .photos)
    static let removal = FormRoute<ID<Claim>>("claims/:claim/asking/removal", for: [.dealerManager])

    package static var all: [Mounted] {
        [
            asking.to { form, context, claim in try await ask(form, of: claim, context) },
            removal.to { form, context, claim in try await takeBack(form, of: claim, context) },
        ]
    }

    private static func ask(
        _ body: FormBody, of id: ID<Claim>, _ context: CompanyContext
    ) async throws -> Response {
        let claim = try await context.choice(of: id, in: body)
        let form = AskForm(body)
        let tray = try await FileTray(body, ofClaim: id, context)
        let change = ChangeClaim(
            context: context, id: id, form: body, flash: "claims.asked", forms: ClaimForms(ask: form, tray: tray))
        guard let line = form.line(context.company.currency), tray.complaints.isEmpty else {
            return try await change.again(.unprocessableContent, nil)
        }
        let command = AskForMore(claim: claim, line: line, photos: tray.uploads)
        return try await change.run { deed in try command.run(by: deed.actor, in: deed.company, deed.tx) }
    }

    private static func takeBack(
        _ body: FormBody, of id: ID<Claim>, _ context: CompanyContext
    ) async throws -> Response {
        let claim = try await context.choice(of: id, in: body)
        guard let line = ID<ClaimLine>(body.raw("line")) else { throw Refusal.unreadable }
        let command = TakeBackAsked(claim: claim, line: line)
        let change = ChangeClaim(context: context, id: id, form: body, flash: "claims.taken_back")
        return try await change.run { deed in try command.run(by: deed.actor, in: deed.company, deed.tx) }
    }
}

extension FileTray {
    /// The photos that a dealer sends with something that he says of his claim. Nobody else leaves files here.
    /// - Throws: `Refusal.hidden` where he does not see the claim.
    init(_ form: FormBody, ofClaim id: ID<Claim>, _ context: CompanyContext) async throws {
        let (sight, currency) = (context.actor.sight, context.company.currency)
        _ = try await context.company.read { try ClaimStore.find([id], sight, currency, $0) }
        try await self.init(form, for: context.path, .photos, context)
    }
}
