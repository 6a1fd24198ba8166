import Database
import Domain
import Ground
import HTTPTypes
import Hummingbird
import Web

/// Whether the company has a warehouse and how long things may take; and, by two people, what of it is closed and what of a
/// dealer's pay waits for parts.
package enum StockSettingsRoutes: RoomRoutes {
    package static let page = PlainPage("settings/stock", for: [.administrator])
    static let change = PlainForm("settings/stock", for: [.administrator], watched: .configuration)
    static let rules = PlainForm("settings/stock/rules", for: [.administrator], watched: .configuration)

    package static var all: [Mounted] {
        [
            page.to { _, context in try await show(nil, context) },
            change.to { form, context in try await change(form, context) },
            rules.to { form, context in try await propose(form, context) },
        ]
    }

    private static func show(
        _ typed: StockSettingsForm?, rules: StockRulesForm? = nil, _ context: CompanyContext,
        status: HTTPResponse.Status = .ok, warning: Complaint? = nil
    ) async throws -> Response {
        let (known, proposals, cards) = try await context.company.read { tx in
            let card = try HistoryCard.card(of: EventSubject("setting"), only: ["stock"], context, tx)
            return (
                try StockSetting(tx), try ProposalNote.read(StockProposals.names, context, tx),
                PageCards([card].compactMap(\.self))
            )
        }
        let body = FormBody(known, context.reader)
        let page = StockSettingsPage(
            typed ?? StockSettingsForm(body),
            rules ?? StockRulesForm(body, calendar: context.reader.clock.calendar), proposals, cards, context)
        return try context.show(page, status: status, warning: warning)
    }

    private static func change(_ body: FormBody, _ context: CompanyContext) async throws -> Response {
        let typed = StockSettingsForm(body)
        guard let due = typed.returnDays.value, let kept = typed.keptDays.value else {
            return try await show(typed, context, status: .unprocessableContent)
        }
        let answer = try await context.once(body, flash: "settings.saved", to: context.paths(page)) { deed in
            var setting = try StockSetting(deed.tx)
            (setting.isOn, setting.returnDays, setting.keptDays) = (typed.isOn, due, kept)
            try setting.set(by: deed.actor.person, deed.tx)
        } orShow: { refused in
            try await show(typed, context, status: refused.status, warning: refused.complaint)
        }
        context.company.shelf(ProfileShelf.self).forget()
        return answer
    }

    private static func propose(_ body: FormBody, _ context: CompanyContext) async throws -> Response {
        var typed = StockRulesForm(body, calendar: context.reader.clock.calendar)
        if let day = typed.closedOn.value ?? nil, day >= context.today {
            typed.closedOn.complaint = Complaint("stock.setting.closed_future")
        }
        guard let closed = typed.closedOn.value, typed.closedOn.complaint == nil, let hold = typed.hold.value else {
            return try await show(nil, rules: typed, context, status: .unprocessableContent)
        }
        let form = typed
        return try await context.once(body, flash: "proposals.proposed", to: context.paths(page)) { deed in
            try StockProposals.propose(closedOn: closed, hold: hold, by: deed.actor.person, deed.tx)
        } orShow: { refused in
            try await show(nil, rules: form, context, status: refused.status, warning: refused.complaint)
        }
    }
}

struct StockSettingsForm: Sendable {
    let isOn: Bool
    let returnDays: Input<Int>
    let keptDays: Input<Int>

    init(_ form: FormBody) {
        isOn = form.isChecked("stock")
        func days(_ typed: String) throws -> Int {
            let range = StockSetting.days
            return Int(try TypedNumber.integer(typed, in: Int64(range.lowerBound)...Int64(range.upperBound)))
        }
        returnDays = form.input("return_days", days)
        keptDays = form.input("kept_days", days)
    }
}

/// What two people change.
struct StockRulesForm: Sendable {
    var closedOn: Input<CalendarDay?>
    let hold: Input<PartHold>

    init(_ form: FormBody, calendar: CalendarSystem) {
        closedOn = form.input("closed_on", else: .some(nil)) { try calendar.parse($0) }
        hold = form.input("hold") { typed in
            guard let hold = PartHold(rawValue: typed) else { throw Complaint("form.choose") }
            return hold
        }
    }
}

extension FormBody {
    fileprivate init(_ setting: StockSetting, _ reader: Reader) {
        self.init([
            "closed_on": setting.closedOn.map { reader.day($0) } ?? "", "return_days": String(setting.returnDays),
            "kept_days": String(setting.keptDays), "hold": setting.hold.rawValue,
        ])
        // A box that is sent at all is a box that is ticked.
        if setting.isOn { fields["stock"] = ["1"] }
    }
}

struct StockSettingsPage: Page {
    static let template = "stock/settings"
    let titleKey = "settings.stock"
    let settings: String
    let action: String
    let errors: FormErrors?
    let isOn: Field
    let fields: [Field]
    /// By two people.
    let rulesAction: String
    let closedOn: Field
    let hold: Field
    let proposals: ProposalNote?
    let cards: PageCards

    init(
        _ form: StockSettingsForm, _ rules: StockRulesForm, _ proposals: ProposalNote?, _ cards: PageCards,
        _ context: CompanyContext
    ) {
        let (reader, words) = (context.reader, context.words)
        settings = "\(context.paths.home)/settings"
        (action, rulesAction) = (
            context.paths(StockSettingsRoutes.change), context.paths(StockSettingsRoutes.rules)
        )
        func days(_ input: Input<Int>, _ label: String) -> Field {
            Field(input, label: label, for: reader).with {
                ($0.inputMode, $0.direction, $0.required, $0.unit) = ("numeric", "ltr", true, words("stock.unit.days"))
            }
        }
        isOn = Field(name: "stock", label: words("settings.stock")).with {
            $0.options = [.init(value: "1", label: words("stock.setting.on"), selected: form.isOn)]
            $0.hint = words("stock.setting.on.hint")
        }
        fields = [
            days(form.returnDays, "stock.setting.return_days"),
            days(form.keptDays, "stock.setting.kept_days").with { $0.hint = words("stock.setting.kept_days.hint") },
        ]
        closedOn = Field(rules.closedOn, label: "stock.setting.closed_on", for: reader)
            .asDay(to: context.today.adding(days: -1)).with { $0.hint = words("stock.setting.closed_on.hint") }
        hold = Field(rules.hold, label: "stock.setting.hold", for: reader).with {
            $0.options = PartHold.allCases.map {
                .init(
                    value: $0.rawValue, label: words("stock.setting.hold.\($0.rawValue)"),
                    selected: $0 == rules.hold.value)
            }
            $0.hint = words("stock.setting.hold.hint")
        }
        errors = FormErrors(fields + [closedOn, hold])
        (self.proposals, self.cards) = (proposals, cards)
    }
}
