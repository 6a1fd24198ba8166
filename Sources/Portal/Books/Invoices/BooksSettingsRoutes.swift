import Database
import Domain
import Ground
import HTTPTypes
import Hummingbird
import Web

/// Whether the company bills its customers here, and how it is known at the tax office; and, by two people, whose the money is
/// that dealers collect.
package enum BooksSettingsRoutes: RoomRoutes {
    package static let page = PlainPage("settings/books", for: [.administrator])
    static let change = PlainForm("settings/books", for: [.administrator], watched: .configuration)
    static let cash = PlainForm("settings/books/cash", for: [.administrator], watched: .configuration)

    package static var all: [Mounted] {
        [
            page.to { _, context in try await show(nil, context) },
            change.to { form, context in try await change(form, context) },
            cash.to { form, context in
                let takes = form.text("cash") == "account"
                return try await context.once(form, flash: "proposals.proposed", to: context.paths(page)) { deed in
                    try ChangeDealerCash(takesDealerCash: takes).propose(by: deed.actor.person, deed.tx)
                } orShow: { refused in
                    try await show(nil, context, status: refused.status, warning: refused.complaint)
                }
            },
        ]
    }

    private static func show(
        _ typed: BooksSettingsForm?, _ context: CompanyContext, status: HTTPResponse.Status = .ok,
        warning: Complaint? = nil
    ) async throws -> Response {
        let (known, proposals, cards) = try await context.company.read { tx in
            let card = try HistoryCard.card(of: EventSubject("setting"), only: ["books"], context, tx)
            return (
                try BooksSetting(tx), try ProposalNote.read([ChangeDealerCash.proposal], context, tx),
                PageCards([card].compactMap(\.self))
            )
        }
        let page = BooksSettingsPage(
            typed ?? BooksSettingsForm(FormBody(known)), known, proposals, cards, context)
        return try context.show(page, status: status, warning: warning)
    }

    private static func change(_ body: FormBody, _ context: CompanyContext) async throws -> Response {
        let typed = BooksSettingsForm(body)
        guard !typed.isRefused else { return try await show(typed, context, status: .unprocessableContent) }
        let answer = try await context.once(body, flash: "settings.saved", to: context.paths(page)) { deed in
            var setting = try BooksSetting(deed.tx)
            try typed.apply(to: &setting)
            try setting.set(by: deed.actor.person, deed.tx)
        } orShow: { refused in
            try await show(typed, context, status: refused.status, warning: refused.complaint)
        }
        context.company.shelf(ProfileShelf.self).forget()
        return answer
    }
}

struct BooksSettingsForm: Sendable {
    let isOn: Bool
    let dueDays: Input<Int>
    let memory: Input<String>
    let unit: Input<String>
    let goods: [(kind: BillLineKind, input: Input<String>)]

    init(_ form: FormBody) {
        isOn = form.isChecked("books")
        dueDays = form.input("due_days", else: 0) { typed in
            let range = BooksSetting.dueDays
            return Int(try TypedNumber.integer(typed, in: Int64(range.lowerBound)...Int64(range.upperBound)))
        }
        memory = form.input("memory", else: "") { try TaxID.memory($0) }
        unit = form.input("unit", else: "") { try Self.digits($0, count: 4, "bills.setting.unit.wrong") }
        goods = BillLineKind.allCases.map { kind in
            (
                kind,
                form.input("goods-\(kind.rawValue)", else: "") {
                    try Self.digits($0, count: 13, "bills.setting.goods.wrong")
                }
            )
        }
    }

    private static func digits(_ typed: String, count: Int, _ complaint: String) throws(Complaint) -> String {
        let text = Digits.ascii(SearchText.squeezed(typed))
        guard text.utf8.count == count, text.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else {
            throw Complaint(complaint)
        }
        return text
    }

    var isRefused: Bool {
        ([dueDays.complaint, memory.complaint, unit.complaint] + goods.map(\.input.complaint)).contains { $0 != nil }
    }

    func apply(to setting: inout BooksSetting) throws(Complaint) {
        setting.isOn = isOn
        setting.dueDays = try dueDays.required()
        (setting.memory, setting.unit) = (try memory.required(), try unit.required())
        for (kind, input) in goods { setting.goods[kind] = try input.required() }
    }
}

extension FormBody {
    fileprivate init(_ setting: BooksSetting) {
        self.init([
            "due_days": String(setting.dueDays), "memory": setting.memory, "unit": setting.unit,
        ])
        for (kind, id) in setting.goods { fields["goods-\(kind.rawValue)"] = [id] }
        // A box that is sent at all is a box that is ticked.
        if setting.isOn { fields["books"] = ["1"] }
    }
}

struct BooksSettingsPage: Page {
    static let template = "books/settings"
    let titleKey = "settings.books"
    let settings: String
    let action: String
    let errors: FormErrors?
    let isOn: Field
    let fields: [Field]
    let goods: [Field]
    /// By two people.
    let cashAction: String
    let cash: Field
    let proposals: ProposalNote?
    let cards: PageCards

    init(
        _ form: BooksSettingsForm, _ known: BooksSetting, _ proposals: ProposalNote?, _ cards: PageCards,
        _ context: CompanyContext
    ) {
        let (reader, words) = (context.reader, context.words)
        settings = "\(context.paths.home)/settings"
        (action, cashAction) = (context.paths(BooksSettingsRoutes.change), context.paths(BooksSettingsRoutes.cash))
        isOn = Field(name: "books", label: words("settings.books")).with {
            $0.options = [.init(value: "1", label: words("bills.setting.on"), selected: form.isOn)]
            $0.hint = words("bills.setting.on.hint")
        }
        fields = [
            Field(form.dueDays, label: "bills.setting.due", for: reader).with {
                ($0.inputMode, $0.direction, $0.unit) = ("numeric", "ltr", words("bills.days"))
            },
            Field(form.memory, label: "bills.setting.memory", for: reader).with {
                ($0.direction, $0.autocomplete, $0.hint) = ("ltr", "off", words("bills.setting.memory.hint"))
            },
            Field(form.unit, label: "bills.setting.unit", for: reader).with {
                ($0.direction, $0.inputMode, $0.hint) = ("ltr", "numeric", words("bills.setting.unit.hint"))
            },
        ]
        goods = form.goods.map { kind, input in
            Field(input, label: "bills.setting.goods", for: reader).with {
                $0.label = words("bills.kind.\(kind.rawValue)")
                ($0.direction, $0.inputMode) = ("ltr", "numeric")
            }
        }
        cash = Field(name: "cash", label: words("bills.setting.cash")).with { field in
            field.options = [("account", true), ("own", false)].map { name, takes in
                .init(
                    value: name, label: words("bills.setting.cash.\(name)"), selected: takes == known.takesDealerCash)
            }
            field.hint = words("bills.setting.cash.hint")
        }
        errors = FormErrors(fields + goods)
        (self.proposals, self.cards) = (proposals, cards)
    }
}
