import Database
import Domain
import HTTPTypes
import Hummingbird
import Web

/// Payouts: made by one person, approved by another, given to the bank, and paid.
enum PayoutRoutes {
    static func mount(_ rooms: Rooms) {
        rooms.get("/:company/payouts") { request, context in
            try await ShowPayouts(
                context: context, before: request.uri.queryParameters.get("before").flatMap { ID($0) }
            )
            .run()
        }
        rooms.get("/:company/payouts/new") { request, context in
            let period = request.uri.queryParameters.get("period").flatMap { Period($0) }
            return try await ShowNewPayout(context: context, period: period).run()
        }
        rooms.get("/:company/payouts/:payout") { _, context in
            try await ShowPayout(context: context, number: context.part("payout")).run()
        }
        rooms.post("/:company/payouts") { form, context in try await make(form, context) }
        rooms.post("/:company/payouts/:payout/approval") { form, context in
            try await change(form, context, flash: "payouts.approved") { number, version, actor, company, tx in
                try ApprovePayout(number: number, version: version).run(by: actor, in: company, tx)
            }
        }
        rooms.post("/:company/payouts/:payout/withdrawal") { form, context in
            try await change(form, context, flash: "payouts.withdrawn") { number, version, actor, company, tx in
                try WithdrawPayout(number: number, version: version).run(by: actor, in: company, tx)
            }
        }
        rooms.post("/:company/payouts/:payout/payment") { form, context in try await pay(form, context) }
    }

    private static func make(_ form: FormBody, _ context: CompanyContext) async throws -> Response {
        guard let period = Period(form.raw("period")) else { throw Refusal.unreadable }
        let (actor, company, paths) = (context.actor, context.company, context.paths)
        let command = MakePayout(period: period, mark: form.raw("mark"))
        do {
            let location = try await company.write { tx in
                try OnceStore.run(form.raw("key"), by: actor, tx) { tx in
                    paths.payout(try command.run(by: actor, in: company, tx))
                }
            }
            return context.goOn(to: location, flash: "payouts.made")
        } catch Refusal.stale(let complaint) {
            return try await ShowNewPayout(context: context, period: period, status: .conflict, warning: complaint)
                .run()
        } catch let complaint as Complaint {
            return try await ShowNewPayout(
                context: context, period: period, status: .unprocessableContent, warning: complaint
            ).run()
        }
    }

    private static func pay(_ form: FormBody, _ context: CompanyContext) async throws -> Response {
        let payment = PaymentForm(form, context.company.clock, now: context.portal.now())
        guard let reference = payment.reference.value, let day = payment.day.value else {
            return try await ShowPayout(
                context: context, number: context.part("payout"), payment: payment, status: .unprocessableContent
            ).run()
        }
        return try await change(form, context, flash: "payouts.paid") { number, version, actor, company, tx in
            try PayPayout(number: number, version: version, bankReference: reference, day: day)
                .run(by: actor, in: company, tx)
        }
    }

    /// One deed on one payout. What is refused shows the payout as it is now, with the reason.
    private static func change(
        _ form: FormBody, _ context: CompanyContext, flash: String,
        _ work: @escaping @Sendable (String, Int, Actor, OpenCompany, Transaction) throws -> Void
    ) async throws -> Response {
        let number = try context.part("payout")
        guard let version = Int(form.raw("version")) else { throw Refusal.unreadable }
        let (actor, company, here) = (context.actor, context.company, context.paths.payout(number))
        do {
            let location = try await company.write { tx in
                try OnceStore.run(form.raw("key"), by: actor, tx) { tx in
                    try work(number, version, actor, company, tx)
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
