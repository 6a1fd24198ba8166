import Base
import Database
import Domain
import Ground
import Web

/// What is to price a dealer's jobs, and why.
struct DealerPayForm: Sendable {
    let pay: Input<DealerPay>
    let reason: Input<String>
    /// What it was when the form was shown.
    let before: DealerPay?

    init(_ body: FormBody) {
        pay = body.input("pay") { text in
            guard let pay = DealerPay(rawValue: text) else { throw Complaint("form.choose") }
            return pay
        }
        reason = body.input("pay_reason", shortText(limit: 300))
        before = DealerPay(rawValue: body.text("before"))
    }
}

/// What prices a dealer's jobs, as his page shows it: the rule, the form to change it, who changed it, and the rules of
/// tariffs that name him.
struct DealerPayView: Sendable {
    struct Rule: Sendable {
        let code: String
        let tariff: String
        let href: String?
    }

    let text: String
    /// nil for those who may not change it.
    let action: String?
    let before: String
    /// A refused form stays open.
    let isOpen: Bool
    let pay: Field
    let reason: Field
    let events: [TimelineItem]
    let hasEvents: Bool
    let rules: [Rule]
    let hasRules: Bool

    init(
        _ pay: DealerPay, _ events: [DealerPayStore.Event], _ rules: [DealerRuleList.Rule], of dealer: String,
        _ form: DealerPayForm?, _ complaint: Complaint?, _ context: CompanyContext
    ) {
        let reader = context.reader
        text = reader.words("dealers.pay.\(pay.rawValue)")
        action = context.may(DealerPayRoutes.change) ? context.paths(DealerPayRoutes.change, dealer) : nil
        before = pay.rawValue
        isOpen = form != nil
        let chosen = form?.pay.value ?? pay
        self.pay = Field(name: "pay", label: reader.words("dealers.pay.change")).with {
            $0.error = (complaint ?? form?.pay.complaint).map(reader.complaint)
            $0.options = DealerPay.allCases.map {
                Field.Option(
                    value: $0.rawValue, label: reader.words("dealers.pay.\($0.rawValue)"), selected: $0 == chosen)
            }
        }
        reason = Field(name: "pay_reason", label: reader.words("dealers.pay.reason"), value: form?.reason.typed ?? "")
            .with {
                $0.required = true
                $0.error = form?.reason.complaint.map(reader.complaint)
            }
        self.events = events.map { event in
            TimelineItem(
                kind: "info",
                title: reader.words("dealers.pay.\(event.before.rawValue)") + " → "
                    + reader.words("dealers.pay.\(event.after.rawValue)"),
                text: event.reason, who: event.who ?? "–", when: reader.dateTime(event.at),
                instant: event.at.machineText)
        }
        hasEvents = !events.isEmpty
        self.rules = rules.map { rule in
            Rule(code: rule.code, tariff: rule.tariff, href: context.ruleAddress(rule.code, of: rule.version))
        }
        hasRules = !rules.isEmpty
    }
}

/// The form as it was typed and refused, for what its fields say or for `complaint`.
struct RefusedDealerPay: Sendable {
    let form: DealerPayForm
    var complaint: Complaint?
}

extension DealerPayView {
    /// On a dealer's page; nil for those who do not see money.
    static func card(
        _ dealer: DealerItem, _ context: CompanyContext, _ typed: (any Sendable)?, _ tx: Transaction
    ) throws -> PageCard? {
        guard context.may(TariffRoutes.list) else { return nil }
        let refused = typed as? RefusedDealerPay
        let view = DealerPayView(
            try DealerPayStore.pay(of: dealer.id, tx), try DealerPayStore.events(of: dealer.id, tx),
            try DealerRuleList.rules(naming: dealer.code, tx), of: dealer.code, refused?.form, refused?.complaint,
            context)
        return PageCard("fees/_dealer_pay", at: .aside, view)
    }
}
