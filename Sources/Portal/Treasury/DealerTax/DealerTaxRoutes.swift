import Base
import Database
import Domain
import Ground
import HTTPTypes
import Hummingbird
import Web

/// Finance or an administrator says how a dealer is taxed, and somebody else confirms it.
package enum DealerTaxRoutes: RoomRoutes {
    static let tax = FormRoute<String>(
        "dealers/:dealer/tax", for: Set<Role>.finance.union([.administrator]), watched: .configuration)

    package static var all: [Mounted] {
        [tax.to { form, context, code in try await change(code, form, context) }]
    }

    private static func change(_ code: String, _ form: FormBody, _ context: CompanyContext) async throws -> Response {
        let economic = economicCode(form)
        let typed = DealerSettlementTyped(economicCode: economic, isRegistered: form.isChecked("registered"))
        guard let digits = economic.value, economic.complaint == nil else {
            return try await DealerRoutes.show(code, context, typed: typed, status: .unprocessableContent)
        }
        let tax = DealerTax(isRegistered: typed.isRegistered, economicCode: digits)
        return try await context.once(form, flash: "proposals.proposed", to: context.paths(DealerRoutes.one, code)) {
            deed in
            try DealerTaxProposal.propose(tax, of: code, by: deed.actor.person, deed.tx)
        } orShow: { refused in
            try await DealerRoutes.show(
                code, context, typed: typed, status: refused.status, warning: refused.complaint)
        }
    }

    /// Whoever is registered has a code: it stands on his invoices.
    private static func economicCode(_ form: FormBody) -> Input<String> {
        let code = form.input("economic_code", else: "", DealerTax.economicCode)
        guard form.isChecked("registered"), code.value == "" else { return code }
        return Input(name: code.name, typed: code.typed, value: nil, complaint: Complaint("tax.code.missing"))
    }
}
