import Base
import Database
import Domain
import Ground
import HTTPTypes
import Hummingbird
import Web

/// Finance stops a dealer's payments, and lets them go on.
package enum PaymentBlockRoutes: RoomRoutes {
    static let stop = FormRoute<String>("dealers/:dealer/payment-block", for: .finance, watched: .configuration)
    static let lifting = FormRoute<String>(
        "dealers/:dealer/payment-block/lifting", for: .finance, watched: .configuration)

    package static var all: [Mounted] {
        [
            stop.to { form, context, code in try await block(code, form, context) },
            lifting.to { form, context, code in
                try await change(code, form, context, flash: "payments.lifted") { dealer, deed in
                    try PaymentBlockStore.lift(for: dealer, by: deed.actor.person, deed.tx)
                }
            },
        ]
    }

    private static func block(_ code: String, _ form: FormBody, _ context: CompanyContext) async throws -> Response {
        let reason = form.input("reason", shortText(limit: 200))
        let typed = DealerSettlementTyped(reason: reason)
        guard let text = reason.value else {
            return try await DealerRoutes.show(code, context, typed: typed, status: .unprocessableContent)
        }
        return try await change(code, form, context, flash: "payments.blocked", typed: typed) { dealer, deed in
            try PaymentBlockStore.add(for: dealer, reason: text, by: deed.actor.person, deed.tx)
        }
    }

    private static func change(
        _ code: String, _ form: FormBody, _ context: CompanyContext, flash: String,
        typed: DealerSettlementTyped? = nil, _ work: @escaping @Sendable (ID<Dealer>, Deed) throws -> Void
    ) async throws -> Response {
        try await context.once(form, flash: flash, to: context.paths(DealerRoutes.one, code)) { deed in
            guard let dealer = try DealerStore.id(code, deed.tx) else { throw Refusal.hidden }
            try work(dealer, deed)
        } orShow: { refused in
            try await DealerRoutes.show(
                code, context, typed: typed, status: refused.status, warning: refused.complaint)
        }
    }
}
