import Database
import Domain
import Ground
import HTTPTypes
import Hummingbird
import Web

/// In which unit the company's pages show money and its forms take it.
enum MoneyUnitRoutes: RoomRoutes {
    static let page = PlainPage("settings/money", for: [.administrator])
    static let change = PlainForm("settings/money", for: [.administrator], watched: .configuration)

    static var all: [Mounted] {
        [
            page.to { _, context in try await show(nil, context) },
            change.to { form, context in try await change(form, context) },
        ]
    }

    private static func show(
        _ typed: Input<MoneyUnit>?, _ context: CompanyContext, status: HTTPResponse.Status = .ok,
        warning: Complaint? = nil
    ) async throws -> Response {
        let cards = try await context.company.read { tx in
            PageCards([try HistoryCard.card(of: .setting, only: ["money_unit"], context, tx)].compactMap(\.self))
        }
        return try context.show(MoneyUnitPage(typed, cards, context), status: status, warning: warning)
    }

    private static func change(_ body: FormBody, _ context: CompanyContext) async throws -> Response {
        let typed = body.input("unit") { text in
            guard let unit = MoneyUnit(rawValue: text) else { throw Complaint("form.choose") }
            return unit
        }
        guard let unit = typed.value else {
            return try await show(typed, context, status: .unprocessableContent)
        }
        let answer = try await context.once(body, flash: "settings.saved", to: context.paths(page)) { deed in
            let before = CompanyProfile(try SettingStore.all(deed.tx)).unit
            guard before != unit else { return }
            try SettingStore.set(CompanyProfile.unitName, unit.rawValue, deed.tx)
            let event = Event(
                "money_unit", of: .setting, in: "settings",
                changes: ["money_unit": (before: before.rawValue, after: unit.rawValue)])
            try EventStore.add(event, by: deed.actor.person, deed.tx)
        } orShow: { refused in
            try await show(typed, context, status: refused.status, warning: refused.complaint)
        }
        context.company.shelf(ProfileShelf.self).forget()
        return answer
    }
}

struct MoneyUnitPage: Page {
    static let template = "settings/money"
    let titleKey = "settings.money"
    let settings: String
    let action: String
    let unit: Field
    let errors: FormErrors?
    let cards: PageCards

    /// Any amount that has toman and a rest.
    private static let example = Money(1_234_567)

    init(_ typed: Input<MoneyUnit>?, _ cards: PageCards, _ context: CompanyContext) {
        let reader = context.reader
        settings = context.paths(SettingsRoutes.index)
        action = context.paths(MoneyUnitRoutes.change)
        let chosen = typed?.value ?? context.profile.unit
        let input = typed ?? Input(name: "unit", typed: chosen.rawValue, value: chosen)
        unit = Field(input, label: "settings.money.unit", for: reader).with {
            $0.required = true
            $0.options = MoneyUnit.allCases.map { unit in
                let shown = Reader(words: reader.words, clock: reader.clock, unit: unit).money(Self.example)
                return .init(
                    value: unit.rawValue,
                    label: reader.words("settings.money.choice", reader.words("money.unit.\(unit.rawValue)"), shown),
                    selected: unit == chosen)
            }
        }
        errors = FormErrors([unit])
        self.cards = cards
    }
}
