import Database
import Domain
import Ground
import Hummingbird
import Web

/// Rows of a dealer's account that people of finance write by hand, each confirmed by another person.
package enum AccountRowRoutes {
    package static func mount(_ rooms: Rooms) {
        rooms.get("/:company/account-rows") { _, context in try await ShowWaitingRows(context: context).run() }
        rooms.post("/:company/dealers/:dealer/account/rows") { form, context in try await write(form, context) }
        let decisions: [(String, RowDecision, String)] = [
            ("confirmation", .confirm, "ledger.posted"), ("refusal", .refuse, "ledger.refused"),
            ("withdrawal", .withdraw, "ledger.withdrawn"),
        ]
        for (name, decision, flash) in decisions {
            rooms.post("/:company/dealers/:dealer/account/rows/:entry/\(name)") { form, context in
                let command = DecideRow(row: try context.id("entry"), decision: decision)
                return try await change(form, context, flash: flash) { dealer, actor, company, tx in
                    try command.run(for: dealer, by: actor, in: company, tx)
                }
            }
        }
    }

    private static func write(_ form: FormBody, _ context: CompanyContext) async throws -> Response {
        let typed = AccountRowForm(form, context.company.clock, now: context.portal.now())
        guard let kind = typed.kind.value, let size = typed.amount.value, let day = typed.day.value,
            let note = typed.note.value
        else {
            return try await ShowDealerAccount(
                context: context, code: context.part("dealer"), form: typed, status: .unprocessableContent
            ).run()
        }
        let command = WriteRow(kind: kind, size: size, day: day, note: note)
        return try await change(form, context, flash: "ledger.written") { dealer, actor, company, tx in
            try command.run(for: dealer, by: actor, in: company, tx)
        }
    }

    /// What is refused shows the account as it is now, with the reason.
    private static func change(
        _ form: FormBody, _ context: CompanyContext, flash: String,
        _ work: @escaping @Sendable (ID<Dealer>, Actor, OpenCompany, Transaction) throws -> Void
    ) async throws -> Response {
        let code = try context.part("dealer")
        let (actor, company, here) = (context.actor, context.company, context.paths.dealerAccount(code))
        do {
            let location = try await company.write { tx in
                let owner = try LedgerList.owner(code, actor.sight, tx)
                return try OnceStore.run(form.raw("key"), by: actor, tx) { tx in
                    try work(owner.id, actor, company, tx)
                    return here
                }
            }
            return context.goOn(to: location, flash: flash)
        } catch Refusal.stale(let complaint) {
            return try await ShowDealerAccount(context: context, code: code, status: .conflict, warning: complaint)
                .run()
        } catch let complaint as Complaint {
            return try await ShowDealerAccount(
                context: context, code: code, status: .unprocessableContent, warning: complaint
            ).run()
        }
    }
}
