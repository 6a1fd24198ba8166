import Domain
import Ground
import HTTPTypes
import Hummingbird
import Web

/// Beyond which difference a line is counted a second time.
struct CountLimitsPage: Page {
    static let template = "stock/count_limits"
    private static let most: Int64 = 1_000_000_000_000
    let titleKey = "stock.count.limits"
    let list: String
    let action: String
    let errors: FormErrors?
    let fields: [Field]
    let cards: PageCards

    struct Form: Sendable {
        let value: Input<Int64>
        let share: Input<Int>

        init(_ form: FormBody) {
            value = form.money("value", else: nil, in: 0...CountLimitsPage.most)
            share = form.input("share", else: nil) {
                Int(
                    try TypedNumber.integer(
                        $0, in: Int64(CountLimits.shares.lowerBound)...Int64(CountLimits.shares.upperBound)))
            }
        }

        /// nil where something of it cannot be understood.
        var limits: CountLimits? {
            guard value.complaint == nil, share.complaint == nil else { return nil }
            return CountLimits(value: value.value, share: share.value)
        }
    }

    init(_ form: Form, _ cards: PageCards, _ context: CompanyContext) {
        let (reader, words) = (context.reader, context.words)
        (list, action) = (context.paths(CountRoutes.list), context.paths(CountRoutes.limitsChange))
        fields = [
            Field(form.value, label: "stock.count.limit_value", for: reader).asMoney(reader).with {
                $0.hint = words("stock.count.limit_value_hint")
            },
            Field(form.share, label: "stock.count.limit_share", for: reader).with {
                ($0.inputMode, $0.direction, $0.unit) = ("numeric", "ltr", words("stock.count.percent"))
                $0.hint = words("stock.count.limit_share_hint")
            },
        ]
        errors = FormErrors(fields)
        self.cards = cards
    }

    static func show(
        _ typed: Form?, _ context: CompanyContext, status: HTTPResponse.Status = .ok, warning: Complaint? = nil
    ) async throws -> Response {
        let (known, cards) = try await context.company.read { tx in
            (try CountSetting.limits(tx), try HistoryCard.cards(ofSettings: ["count_limits"], context, tx))
        }
        let unit = context.reader.unit
        let form =
            typed
            ?? Form(
                FormBody([
                    "value": known.value.map { unit.text($0) } ?? "", "share": known.share.map { String($0) } ?? "",
                    FormBody.unitField: unit.rawValue,
                ]))
        return try context.show(CountLimitsPage(form, cards, context), status: status, warning: warning)
    }

    static func change(_ body: FormBody, _ context: CompanyContext) async throws -> Response {
        let typed = Form(body)
        guard let limits = typed.limits else { return try await show(typed, context, status: .unprocessableContent) }
        return try await context.once(body, flash: "settings.saved", to: context.paths(CountRoutes.list)) { deed in
            try CountSetting.set(limits, by: deed.actor.person, deed.tx)
        } orShow: { refused in
            try await show(typed, context, status: refused.status, warning: refused.complaint)
        }
    }
}
