import Database
import Domain
import Ground
import HTTPTypes
import Hummingbird
import Web

/// Payouts: made by one person, checked and approved by others, given to the bank, and settled row by row.
package enum PayoutRoutes {
    package static func mount(_ rooms: Rooms) {
        rooms.get("/:company/payouts") { request, context in
            let before = request.uri.queryParameters.get("before").flatMap { ID<Payout>($0) }
            return try await ShowPayouts(context: context, before: before).run()
        }
        rooms.get("/:company/payouts/new") { request, context in
            let query = FormBody(encoded: request.uri.query ?? "")
            return try await ShowNewPayout(context: context, order: order(query)).run()
        }
        rooms.get("/:company/payouts/:payout") { _, context in
            try await ShowPayout(context: context, number: context.part("payout")).run()
        }
        rooms.post("/:company/payouts") { form, context in try await make(form, context) }
        mountDeeds(rooms)
        rooms.post("/:company/payouts/:payout/payment") { form, context in try await settle(form, context) }
    }

    private static func mountDeeds(_ rooms: Rooms) {
        rooms.post("/:company/payouts/:payout/check") { form, context in
            try await change(form, context, flash: "payouts.checked") { number, version, actor, company, tx in
                try CheckPayout(number: number, version: version).run(by: actor, in: company, tx)
            }
        }
        rooms.post("/:company/payouts/:payout/approval") { form, context in
            try await change(form, context, flash: "payouts.approved") { number, version, actor, company, tx in
                try ApprovePayout(number: number, version: version).run(by: actor, in: company, tx)
            }
        }
        rooms.post("/:company/payouts/:payout/sending") { form, context in
            try await change(form, context, flash: "payouts.sent") { number, version, actor, company, tx in
                try SendPayout(number: number, version: version).run(by: actor, in: company, tx)
            }
        }
        rooms.post("/:company/payouts/:payout/withdrawal") { form, context in
            try await change(form, context, flash: "payouts.withdrawn") { number, version, actor, company, tx in
                try WithdrawPayout(number: number, version: version).run(by: actor, in: company, tx)
            }
        }
    }

    private static func order(_ form: FormBody) -> PayoutOrder? {
        PayoutOrder(month: form.raw("month"), scope: form.raw("scope").isEmpty ? "all" : form.raw("scope"))
    }

    private static func make(_ form: FormBody, _ context: CompanyContext) async throws -> Response {
        guard let order = order(form) else { throw Refusal.unreadable }
        let (actor, company, paths) = (context.actor, context.company, context.paths)
        let command = MakePayout(order: order, mark: form.raw("mark"))
        do {
            let location = try await company.write { tx in
                try OnceStore.run(form.raw("key"), by: actor, tx) { tx in
                    paths.payout(try command.run(by: actor, in: company, tx))
                }
            }
            return context.goOn(to: location, flash: "payouts.made")
        } catch Refusal.stale(let complaint) {
            return try await ShowNewPayout(context: context, order: order, status: .conflict, warning: complaint).run()
        } catch let complaint as Complaint {
            return try await ShowNewPayout(
                context: context, order: order, status: .unprocessableContent, warning: complaint
            ).run()
        }
    }

    private static func settle(_ form: FormBody, _ context: CompanyContext) async throws -> Response {
        let (number, company) = (try context.part("payout"), context.company)
        let payout = try await company.read { try PayoutStore.find(number, company.currency, $0) }
        let typed = SettleForm(form, company.clock, days: payout.paymentDays(company.clock, now: context.portal.now()))
        guard let rows = typed.rows else {
            return try await ShowPayout(
                context: context, number: number, form: typed, status: .unprocessableContent
            ).run()
        }
        return try await perform(form, context, flash: "payouts.settled") { number, actor, company, tx in
            try SettleRows(number: number, rows: rows).run(by: actor, in: company, tx)
        }
    }

    /// One deed on a payout as it was read.
    private static func change(
        _ form: FormBody, _ context: CompanyContext, flash: String,
        _ work: @escaping @Sendable (String, Int, Actor, OpenCompany, Transaction) throws -> Void
    ) async throws -> Response {
        guard let version = Int(form.raw("version")) else { throw Refusal.unreadable }
        return try await perform(form, context, flash: flash) { number, actor, company, tx in
            try work(number, version, actor, company, tx)
        }
    }

    /// What is refused shows the payout as it is now, with the reason.
    private static func perform(
        _ form: FormBody, _ context: CompanyContext, flash: String,
        _ work: @escaping @Sendable (String, Actor, OpenCompany, Transaction) throws -> Void
    ) async throws -> Response {
        let number = try context.part("payout")
        let (actor, company, here) = (context.actor, context.company, context.paths.payout(number))
        do {
            let location = try await company.write { tx in
                try OnceStore.run(form.raw("key"), by: actor, tx) { tx in
                    try work(number, actor, company, tx)
                    return here
                }
            }
            return context.goOn(to: location, flash: flash)
        } catch Refusal.stale(let complaint) {
            return try await ShowPayout(context: context, number: number, status: .conflict, warning: complaint).run()
        } catch let complaint as Complaint {
            return try await ShowPayout(context: context, number: number, status: .forbidden, warning: complaint).run()
        }
    }
}
