import Database
import Domain
import Ground
import HTTPTypes
import Hummingbird
import Web

/// The company's rules of settling: read by whoever sees money, changed by approvers and administrators.
package enum DeductionRoutes {
    package static func mount(_ rooms: Rooms) {
        rooms.get("/:company/payouts/rules") { _, context in try await show(context) }
        rooms.post("/:company/payouts/rules") { form, context in try await add(form, context) }
        rooms.post("/:company/payouts/rules/open-claims") { form, context in
            guard let choice = SettlementSetting.OpenClaims(rawValue: form.raw("open_claims")) else {
                throw Refusal.unreadable
            }
            return try await change(form, context, flash: "deductions.setting") { _, tx in
                try SettlementSetting.set(choice, tx)
            }
        }
        rooms.post("/:company/payouts/rules/buyer") { form, context in try await setBuyer(form, context) }
        rooms.post("/:company/payouts/rules/:deduction/end") { form, context in
            let command = EndDeduction(rule: try context.id("deduction"), day: context.today)
            return try await change(form, context, flash: "deductions.ended") { actor, tx in
                try command.run(by: actor, in: tx)
            }
        }
    }

    private static func show(
        _ context: CompanyContext, form: DeductionForm? = nil, buyer: BuyerForm? = nil,
        status: HTTPResponse.Status = .ok,
        warning: Complaint? = nil
    ) async throws -> Response {
        let today = context.today
        let (rules, setting, known) = try await context.company.read { tx in
            (
                try DeductionList.all(today: today, tx), try SettlementSetting.openClaims(tx),
                try SettlementSetting.buyer(tx)
            )
        }
        return try context.show(
            DeductionsPage(rules, setting, form, buyer ?? BuyerForm(known), context), status: status, warning: warning)
    }

    private static func setBuyer(_ form: FormBody, _ context: CompanyContext) async throws -> Response {
        let typed = BuyerForm(form)
        guard let buyer = typed.buyer else {
            return try await show(context, buyer: typed, status: .unprocessableContent)
        }
        return try await change(form, context, flash: "deductions.setting") { _, tx in
            try SettlementSetting.set(buyer, tx)
        }
    }

    private static func add(_ form: FormBody, _ context: CompanyContext) async throws -> Response {
        let typed = DeductionForm(form, context.company.clock, today: context.today)
        guard let command = typed.command else {
            return try await show(context, form: typed, status: .unprocessableContent)
        }
        return try await change(form, context, flash: "deductions.added") { actor, tx in
            try command.run(by: actor, in: tx)
        }
    }

    private static func change(
        _ form: FormBody, _ context: CompanyContext, flash: String,
        _ work: @escaping @Sendable (Actor, Transaction) throws -> Void
    ) async throws -> Response {
        let (actor, here) = (context.actor, context.paths.payoutRules)
        do {
            let location = try await context.company.write { tx in
                try OnceStore.run(form.raw("key"), by: actor, tx) { tx in
                    try work(actor, tx)
                    return here
                }
            }
            return context.goOn(to: location, flash: flash)
        } catch Refusal.stale(let complaint) {
            return try await show(context, status: .conflict, warning: complaint)
        }
    }
}
