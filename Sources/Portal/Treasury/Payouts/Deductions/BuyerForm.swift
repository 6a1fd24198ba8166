import Base
import Domain
import Web

/// How the company stands on its dealers' invoices, as it was typed.
struct BuyerForm: Sendable {
    let economicCode: Input<String>
    let nationalID: Input<String>

    init(_ form: FormBody) {
        economicCode = form.input("economic_code", else: "", DealerTax.economicCode)
        nationalID = form.input("national_id", else: "") { try LegalNationalID($0).text }
    }

    init(_ buyer: SettlementSetting.Buyer) {
        economicCode = Input(name: "economic_code", typed: buyer.economicCode, value: buyer.economicCode)
        nationalID = Input(name: "national_id", typed: buyer.nationalID, value: buyer.nationalID)
    }

    /// nil where something of it cannot be understood.
    var buyer: SettlementSetting.Buyer? {
        guard let economicCode = economicCode.value, let nationalID = nationalID.value else { return nil }
        return SettlementSetting.Buyer(economicCode: economicCode, nationalID: nationalID)
    }

    func fields(_ reader: Reader) -> [Field] {
        [
            Field(economicCode, label: "invoices.buyer_code", for: reader),
            Field(nationalID, label: "invoices.buyer_national_id", for: reader),
        ].map { $0.with { ($0.direction, $0.inputMode) = ("ltr", "numeric") } }
    }
}
