import Base
import Database
import Domain
import Ground
import Web

/// What was typed on a dealer's page about his payments and refused.
struct DealerSettlementTyped: Sendable {
    var reason: Input<String>?
    var economicCode: Input<String>?
    var isRegistered = false
}

/// What stands in the way of a dealer's payments, and how he is taxed.
struct DealerSettlementFacts: Sendable {
    let block: PaymentBlockStore.Block?
    let tax: DealerTax
    let lastChange: (who: String?, at: Instant)?

    init(_ dealer: ID<Dealer>, _ tx: Transaction) throws {
        block = try PaymentBlockStore.open(for: dealer, tx)
        tax = try DealerTaxStore.find(dealer, tx)
        lastChange = try DealerTaxStore.lastChange(dealer, tx)
    }
}

/// The card of a dealer's page about his payments and his tax, with the forms that change them.
struct DealerSettlementView: Sendable {
    struct Stop: Sendable {
        let action: String
        let isOpen: Bool
        let reason: Field
    }

    struct Tax: Sendable {
        let action: String
        let isOpen: Bool
        let isRegistered: Bool
        let code: Field
    }

    /// Why his payments are stopped.
    let stopped: String?
    let lifting: String?
    let stop: Stop?
    let registration: String
    let changed: String?
    let tax: Tax?

    init(_ facts: DealerSettlementFacts, _ typed: DealerSettlementTyped?, of code: String, _ context: CompanyContext) {
        let (reader, paths) = (context.reader, context.paths)
        let mayStop = context.may(PaymentBlockRoutes.stop)
        stopped = facts.block.map {
            reader.words(
                "payments.stopped", $0.reason.isolated, ($0.madeByName ?? "–").isolated, reader.day(of: $0.madeAt))
        }
        lifting = facts.block != nil && mayStop ? paths(PaymentBlockRoutes.lifting, code) : nil
        let reason = typed?.reason ?? Input(name: "reason", typed: "", value: nil)
        stop =
            facts.block == nil && mayStop
            ? Stop(
                action: paths(PaymentBlockRoutes.stop, code), isOpen: typed?.reason != nil,
                reason: Field(reason, label: "payments.reason", for: reader).with { $0.required = true }) : nil
        registration =
            facts.tax.isRegistered
            ? reader.words("tax.registered", facts.tax.economicCode.isolatedLeftToRight)
            : reader.words("tax.not_registered")
        changed = facts.lastChange.map {
            reader.words("tax.changed.by", ($0.who ?? "–").isolated, reader.day(of: $0.at))
        }
        let economic =
            typed?.economicCode
            ?? Input(name: "economic_code", typed: facts.tax.economicCode, value: facts.tax.economicCode)
        tax =
            context.may(DealerTaxRoutes.tax)
            ? Tax(
                action: paths(DealerTaxRoutes.tax, code), isOpen: typed?.economicCode != nil,
                isRegistered: typed?.economicCode == nil ? facts.tax.isRegistered : typed?.isRegistered ?? false,
                code: Field(economic, label: "tax.code", for: reader).with {
                    ($0.direction, $0.inputMode) = ("ltr", "numeric")
                }) : nil
    }
}

extension DealerSettlementView {
    /// On a dealer's page; nil for those who do not see money.
    static func card(
        _ dealer: DealerItem, _ context: CompanyContext, _ typed: (any Sendable)?, _ tx: Transaction
    ) throws -> PageCard? {
        guard context.may(DealerAccountRoutes.account) else { return nil }
        let view = DealerSettlementView(
            try DealerSettlementFacts(dealer.id, tx), typed as? DealerSettlementTyped, of: dealer.code, context)
        return PageCard("payouts/_dealer", at: .aside, view)
    }
}
