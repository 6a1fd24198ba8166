import Domain
import Ground
import HTTPTypes
import Hummingbird
import Web
import Work

/// What a dealer asks for beyond the tariff, as he typed it.
struct AskForm: Sendable {
    let claim: ClaimChoice?
    let component: Input<FeeComponent>
    let amount: Input<Int64>
    let text: Input<String>

    init(_ form: FormBody) {
        claim = ClaimChoice(form.raw("claim"))
        component = form.input("ask_component") { typed in
            guard let component = FeeComponent(rawValue: typed), AskedLine.components.contains(component) else {
                throw Complaint("form.choose")
            }
            return component
        }
        amount = form.input("ask_amount") { try TypedNumber.integer($0, in: AskedLine.range) }
        text = form.input("ask_text", shortText(limit: 1000))
    }

    func line(_ currency: Currency) -> AskedLine? {
        guard let component = component.value, let amount = amount.value, let text = text.value else { return nil }
        return try? AskedLine(component: component, amount: Money(amount, currency), text: text)
    }
}

/// The part of a claim's page with which the dealer asks for more.
package enum AskRoutes {
    package static func mount(_ rooms: Rooms) {
        rooms.post("/:company/claims/:claim/asking") { form, context in try await ask(form, context) }
        rooms.post("/:company/claims/:claim/asking/removal") { form, context in try await takeBack(form, context) }
    }

    private static func ask(_ body: FormBody, _ context: CompanyContext) async throws -> Response {
        let id: ID<Claim> = try context.id("claim")
        let form = AskForm(body)
        let tray = try await PhotoTray(body, ofClaim: id, context)
        let change = ChangeClaim(
            context: context, id: id, key: body.raw("key"), flash: "claims.asked",
            forms: ClaimForms(ask: form, tray: tray))
        guard let line = form.line(context.company.currency), let claim = form.claim, claim.id == id,
            tray.complaints.isEmpty
        else { return try await change.again(.unprocessableContent, nil) }
        return try await change.run { actor, company, tx in
            try AskForMore(claim: claim, line: line, photos: tray.photos).run(by: actor, in: company, tx)
        }
    }

    private static func takeBack(_ body: FormBody, _ context: CompanyContext) async throws -> Response {
        let id: ID<Claim> = try context.id("claim")
        let change = ChangeClaim(context: context, id: id, key: body.raw("key"), flash: "claims.taken_back")
        guard let claim = ClaimChoice(body.raw("claim")), claim.id == id, let line = ID<ClaimLine>(body.raw("line"))
        else { return try await change.again(.unprocessableContent, Complaint("form.unreadable")) }
        return try await change.run { actor, company, tx in
            try TakeBackAsked(claim: claim, line: line).run(by: actor, in: company, tx)
        }
    }
}

extension PhotoTray {
    /// The photos that a dealer sends with something that he says of his claim. Nobody else leaves files here.
    /// - Throws: `Refusal.hidden` where he does not see the claim.
    package init(_ form: FormBody, ofClaim id: ID<Claim>, _ context: CompanyContext) async throws {
        let (sight, currency) = (context.actor.sight, context.company.currency)
        let number = try await context.company.read { try ClaimStore.find([id], sight, currency, $0)[0].number }
        self = try await aside { try PhotoTray(form, of: "claim \(number)", context) }
    }
}
