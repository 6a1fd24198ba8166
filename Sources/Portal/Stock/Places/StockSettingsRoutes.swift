import Database
import Domain
import Ground
import HTTPTypes
import Hummingbird
import Web

/// Whether the company has a warehouse, what of it is closed, and how long things may take.
package enum StockSettingsRoutes: RoomRoutes {
    package static let page = PlainPage("settings/stock", for: [.administrator])
    static let change = PlainForm("settings/stock", for: [.administrator], watched: .configuration)

    package static var all: [Mounted] {
        [
            page.to { _, context in try await show(nil, context) },
            change.to { form, context in try await change(form, context) },
        ]
    }

    private static func show(
        _ typed: StockSettingsForm?, _ context: CompanyContext, status: HTTPResponse.Status = .ok,
        warning: Complaint? = nil
    ) async throws -> Response {
        let (known, cards) = try await context.company.read { tx in
            let card = try HistoryCard.card(of: EventSubject("setting"), only: ["stock"], context, tx)
            return (try StockSetting(tx), PageCards([card].compactMap(\.self)))
        }
        let form = typed ?? StockSettingsForm(FormBody(known, context.reader), calendar: context.reader.clock.calendar)
        return try context.show(StockSettingsPage(form, cards, context), status: status, warning: warning)
    }

    private static func change(_ body: FormBody, _ context: CompanyContext) async throws -> Response {
        let typed = StockSettingsForm(body, calendar: context.reader.clock.calendar)
        guard let setting = typed.setting else {
            return try await show(typed, context, status: .unprocessableContent)
        }
        let answer = try await context.once(body, flash: "settings.saved", to: context.paths(page)) { deed in
            if let day = setting.closedOn, day >= deed.company.clock.day(of: deed.tx.now) {
                throw FieldRefusal(field: "closed_on", complaint: Complaint("stock.setting.closed_future"))
            }
            try setting.set(by: deed.actor.person, deed.tx)
        } orShow: { refused in
            try await show(typed, context, status: refused.status, warning: refused.complaint)
        }
        context.company.shelf(ProfileShelf.self).forget()
        return answer
    }
}

struct StockSettingsForm: Sendable {
    let isOn: Bool
    let closedOn: Input<CalendarDay?>
    let returnDays: Input<Int>
    let keptDays: Input<Int>
    let hold: Input<PartHold>

    init(_ form: FormBody, calendar: CalendarSystem) {
        isOn = form.isChecked("stock")
        closedOn = form.input("closed_on", else: .some(nil)) { try calendar.parse($0) }
        func days(_ typed: String) throws -> Int {
            let range = StockSetting.days
            return Int(try TypedNumber.integer(typed, in: Int64(range.lowerBound)...Int64(range.upperBound)))
        }
        returnDays = form.input("return_days", days)
        keptDays = form.input("kept_days", days)
        hold = form.input("hold", else: .overdue) { typed in
            guard let hold = PartHold(rawValue: typed) else { throw Complaint("form.choose") }
            return hold
        }
    }

    /// nil where something of it cannot be understood.
    var setting: StockSetting? {
        guard let closed = closedOn.value, let due = returnDays.value, let kept = keptDays.value,
            let hold = hold.value
        else { return nil }
        return StockSetting(isOn: isOn, closedOn: closed, returnDays: due, keptDays: kept, hold: hold)
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
    let hold: Field
    let cards: PageCards

    init(_ form: StockSettingsForm, _ cards: PageCards, _ context: CompanyContext) {
        let (reader, words) = (context.reader, context.words)
        settings = "\(context.paths.home)/settings"
        action = context.paths(StockSettingsRoutes.change)
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
            Field(form.closedOn, label: "stock.setting.closed_on", for: reader).asDay(
                to: context.today.adding(days: -1)
            )
            .with { $0.hint = words("stock.setting.closed_on.hint") },
            days(form.returnDays, "stock.setting.return_days"),
            days(form.keptDays, "stock.setting.kept_days").with { $0.hint = words("stock.setting.kept_days.hint") },
        ]
        hold = Field(form.hold, label: "stock.setting.hold", for: reader).with {
            $0.options = PartHold.allCases.map {
                .init(
                    value: $0.rawValue, label: words("stock.setting.hold.\($0.rawValue)"),
                    selected: $0 == (form.hold.value ?? .overdue))
            }
            $0.hint = words("stock.setting.hold.hint")
        }
        errors = FormErrors(fields + [hold])
        self.cards = cards
    }
}
