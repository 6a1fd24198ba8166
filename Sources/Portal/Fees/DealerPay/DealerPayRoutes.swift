import Base
import Database
import Domain
import Ground
import HTTPTypes
import Hummingbird
import Web

/// What prices a dealer's jobs is changed by the head office, with a reason.
package enum DealerPayRoutes: RoomRoutes {
    static let change = FormRoute<String>("dealers/:dealer/pay", for: .managers, watched: .configuration)

    package static var all: [Mounted] {
        [change.to { body, context, code in try await set(body, of: code, context) }]
    }

    private static func set(_ body: FormBody, of code: String, _ context: CompanyContext) async throws -> Response {
        let form = DealerPayForm(body)
        guard let dealer = try await context.company.read({ try DealerStore.id(code, $0) }) else {
            throw Refusal.hidden
        }
        guard let before = form.before else { throw Refusal.unreadable }
        guard let after = form.pay.value, let reason = form.reason.value else {
            return try await DealerRoutes.show(
                code, context, typed: RefusedDealerPay(form: form), status: .unprocessableContent)
        }
        let command = SetDealerPay(dealer: dealer, before: before, after: after, reason: reason)
        let place = context.paths(DealerRoutes.one, code)
        return try await context.once(body, flash: "dealer_pay", to: place) { deed in
            try command.run(by: deed.actor, in: deed.tx)
            try RunStore.add(
                WaitingJobs.ofDealer.name, of: dealer.value, by: deed.actor.person, in: deed.company, deed.tx)
        } orShow: { refused in
            try await DealerRoutes.show(
                code, context, typed: RefusedDealerPay(form: form, complaint: refused.complaint),
                status: refused.status)
        }
    }
}
