import Database
import Domain
import Ground
import HTTPTypes
import Hummingbird
import Web

/// Where a dealer's money goes is changed by two people.
package enum ShebaChangeRoutes: RoomRoutes {
    package static let list = PlainPage("sheba-changes", for: .seesMoney)
    static let confirmation = FormRoute<ID<ShebaChange>>(
        "sheba-changes/:change/confirmation", for: Set<Role>.finance.union([.administrator]), watched: .configuration
    ).confirmed
    static let refusal = FormRoute<ID<ShebaChange>>("sheba-changes/:change/refusal", for: .finance)
    static let asking = FormRoute<String>("dealers/:dealer/sheba", for: .managersAndFinance, watched: .configuration)

    package static var all: [Mounted] {
        [
            list.to { _, context in try await show(context) },
            confirmation.to { form, context, change in try await decide(form, change, isConfirmed: true, context) },
            refusal.to { form, context, change in try await decide(form, change, isConfirmed: false, context) },
            asking.to { form, context, code in try await ask(form, of: code, context) },
        ]
    }

    private static func show(
        _ context: CompanyContext, status: HTTPResponse.Status = .ok, warning: Complaint? = nil
    ) async throws -> Response {
        let (waiting, decided, easing) = try await context.company.read { tx in
            (try ShebaChangeList.waiting(tx), try ShebaChangeList.decided(tx), try Easing.now(tx))
        }
        return try context.show(ShebaChangesPage(waiting, decided, easing, context), status: status, warning: warning)
    }

    private static func decide(
        _ form: FormBody, _ change: ID<ShebaChange>, isConfirmed: Bool, _ context: CompanyContext
    ) async throws -> Response {
        let command = DecideShebaChange(change: change, isConfirmed: isConfirmed)
        let flash = isConfirmed ? "sheba.confirmed" : "sheba.refused"
        return try await context.once(form, flash: flash, to: context.paths(list)) { deed in
            try command.run(by: deed.actor, in: deed.tx)
        } orShow: { refused in
            try await show(context, status: refused.status, warning: refused.complaint)
        }
    }

    private static func ask(_ form: FormBody, of code: String, _ context: CompanyContext) async throws -> Response {
        let typed = form.input("sheba") { text in try Sheba(text) }
        guard let sheba = typed.value else {
            return try await DealerRoutes.show(code, context, typed: typed, status: .unprocessableContent)
        }
        return try await context.once(form, flash: "sheba.asked", to: context.paths(DealerRoutes.one, code)) { deed in
            guard let dealer = try DealerStore.id(code, deed.tx) else { throw Refusal.hidden }
            try ShebaChangeStore.ask(sheba, of: dealer, from: .form, by: deed.actor.person, deed.tx)
        } orShow: { refused in
            try await DealerRoutes.show(
                code, context, typed: typed, status: refused.status, warning: refused.complaint)
        }
    }
}
