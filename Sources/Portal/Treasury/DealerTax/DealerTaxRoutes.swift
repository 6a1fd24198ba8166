import Base
import Database
import Domain
import Ground
import Hummingbird
import Web

/// Finance or an administrator says how a dealer is taxed.
package enum DealerTaxRoutes {
    package static func mount(_ rooms: Rooms) {
        rooms.post("/:company/dealers/:dealer/tax") { form, context in try await change(form, context) }
    }

    /// Whoever is registered has a code: it stands on his invoices.
    private static func typed(_ form: FormBody) -> Input<String> {
        let code = form.input("economic_code", else: "", DealerTax.economicCode)
        guard form.isChecked("registered"), code.value == "" else { return code }
        return Input(name: code.name, typed: code.typed, value: nil, complaint: Complaint("tax.code.missing"))
    }

    private static func change(_ form: FormBody, _ context: CompanyContext) async throws -> Response {
        let (code, actor, economic) = (try context.part("dealer"), context.actor, typed(form))
        guard let digits = economic.value, economic.complaint == nil else {
            return try await DealerRoutes.one(
                context,
                typed: DealerSettlementTyped(economicCode: economic, isRegistered: form.isChecked("registered")),
                status: .unprocessableContent)
        }
        let (place, tax) = (
            context.paths.dealer(code), DealerTax(isRegistered: form.isChecked("registered"), economicCode: digits)
        )
        let location = try await context.company.write { tx in
            guard let dealer = try DealerStore.id(code, tx) else { throw Refusal.hidden }
            return try OnceStore.run(form.raw("key"), by: actor, tx) { tx in
                try DealerTaxStore.set(tax, of: dealer, by: actor.person, tx)
                return place
            }
        }
        return context.goOn(to: location, flash: "tax.changed")
    }
}
