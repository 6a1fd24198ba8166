import Base
import Database
import Domain
import Ground
import HTTPTypes
import Hummingbird
import Web

/// What prices a dealer's jobs is changed by the head office, with a reason.
package enum DealerPayRoutes {
    package static func mount(_ rooms: Rooms) {
        rooms.post("/:company/dealers/:dealer/pay") { body, context in try await set(body, context) }
    }

    private static func set(_ body: FormBody, _ context: CompanyContext) async throws -> Response {
        let (code, actor, form) = (try context.part("dealer"), context.actor, DealerPayForm(body))
        guard let dealer = try await context.company.read({ try DealerStore.id(code, $0) }) else {
            throw Refusal.hidden
        }
        guard let after = form.pay.value, let reason = form.reason.value, let before = form.before else {
            return try await DealerRoutes.one(
                context, typed: RefusedDealerPay(form: form), status: .unprocessableContent)
        }
        let command = SetDealerPay(dealer: dealer, before: before, after: after, reason: reason)
        let place = context.paths.dealer(code)
        do {
            let location = try await context.company.write { tx in
                try OnceStore.run(body.raw("key"), by: actor, tx) { tx in
                    try command.run(by: actor, in: tx)
                    return place
                }
            }
            _ = try await PriceWaitingJobs(company: context.company, of: .dealer(dealer)).run()
            return context.goOn(to: location, flash: "dealer_pay")
        } catch let complaint as Complaint {
            return try await DealerRoutes.one(
                context, typed: RefusedDealerPay(form: form, complaint: complaint), status: .unprocessableContent)
        }
    }
}
