import Database
import Domain
import Ground
import HTTPTypes
import Hummingbird
import Web

/// Where a dealer's money goes is changed by two people.
package enum ShebaChangeRoutes {
    package static func mount(_ rooms: Rooms) {
        rooms.get("/:company/sheba-changes") { _, context in try await list(context) }
        rooms.post("/:company/sheba-changes/:change/confirmation") { form, context in
            try await decide(form, isConfirmed: true, context)
        }
        rooms.post("/:company/sheba-changes/:change/refusal") { form, context in
            try await decide(form, isConfirmed: false, context)
        }
        rooms.post("/:company/dealers/:dealer/sheba") { form, context in try await ask(form, context) }
    }

    private static func list(
        _ context: CompanyContext, status: HTTPResponse.Status = .ok, warning: Complaint? = nil
    ) async throws -> Response {
        let (waiting, decided) = try await context.company.read { tx in
            (try ShebaChangeList.waiting(tx), try ShebaChangeList.decided(tx))
        }
        return try context.show(ShebaChangesPage(waiting, decided, context), status: status, warning: warning)
    }

    private static func decide(_ form: FormBody, isConfirmed: Bool, _ context: CompanyContext) async throws -> Response
    {
        let command = DecideShebaChange(change: try context.id("change"), isConfirmed: isConfirmed)
        let (actor, place) = (context.actor, context.paths.shebaChanges)
        do {
            let location = try await context.company.write { tx in
                try OnceStore.run(form.raw("key"), by: actor, tx) { tx in
                    try command.run(by: actor, in: tx)
                    return place
                }
            }
            return context.goOn(to: location, flash: isConfirmed ? "sheba.confirmed" : "sheba.refused")
        } catch Refusal.stale(let complaint) {
            return try await list(context, status: .conflict, warning: complaint)
        } catch let complaint as Complaint {
            return try await list(context, status: .forbidden, warning: complaint)
        }
    }

    private static func ask(_ form: FormBody, _ context: CompanyContext) async throws -> Response {
        let (code, actor) = (try context.part("dealer"), context.actor)
        let typed = form.input("sheba") { text in try Sheba(text) }
        guard let sheba = typed.value else {
            return try await DealerRoutes.one(context, typed: typed, status: .unprocessableContent)
        }
        let place = context.paths.dealer(code)
        let location = try await context.company.write { tx in
            try OnceStore.run(form.raw("key"), by: actor, tx) { tx in
                guard let dealer = try DealerStore.id(code, tx) else { throw Refusal.hidden }
                try ShebaChangeStore.ask(sheba, of: dealer, from: .form, by: actor.person, tx)
                return place
            }
        }
        return context.goOn(to: location, flash: "sheba.asked")
    }
}
