import Base
import Database
import Domain
import Ground
import Hummingbird
import Web

/// Finance stops a dealer's payments, and lets them go on.
package enum PaymentBlockRoutes {
    package static func mount(_ rooms: Rooms) {
        rooms.post("/:company/dealers/:dealer/payment-block") { form, context in
            let reason = form.input("reason", shortText(limit: 200))
            guard let text = reason.value else {
                return try await DealerRoutes.one(
                    context, typed: DealerSettlementTyped(reason: reason), status: .unprocessableContent)
            }
            return try await change(form, context, flash: "payments.blocked") { dealer, actor, tx in
                try PaymentBlockStore.add(for: dealer, reason: text, by: actor.person, tx)
            }
        }
        rooms.post("/:company/dealers/:dealer/payment-block/lifting") { form, context in
            try await change(form, context, flash: "payments.lifted") { dealer, actor, tx in
                try PaymentBlockStore.lift(for: dealer, by: actor.person, tx)
            }
        }
    }

    private static func change(
        _ form: FormBody, _ context: CompanyContext, flash: String,
        _ work: @escaping @Sendable (ID<Dealer>, Actor, Transaction) throws -> Void
    ) async throws -> Response {
        let (code, actor) = (try context.part("dealer"), context.actor)
        let place = context.paths.dealer(code)
        let location = try await context.company.write { tx in
            guard let dealer = try DealerStore.id(code, tx) else { throw Refusal.hidden }
            return try OnceStore.run(form.raw("key"), by: actor, tx) { tx in
                try work(dealer, actor, tx)
                return place
            }
        }
        return context.goOn(to: location, flash: flash)
    }
}
