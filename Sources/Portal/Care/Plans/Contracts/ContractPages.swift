import Base
import Database
import Domain
import Ground
import Web

/// The list of contracts.
struct ContractsPage: Page {
    static let template = "contracts/list"
    let titleKey = "contracts.title"
    let services: String
    let action: String
    let tab: String
    let typed: String
    /// Within how many days those that are to be renewed end; nil under the other tabs.
    let days: Pick?
    let tabs: [Tab]
    let addition: String?
    let files: [FileLink]
    let items: [ContractItem]
    let hasItems: Bool
    let pager: Pager?
    let empty: EmptyNote?

    private static let choices = [7, 14, 30, 60, 90, 180]

    init(
        _ slice: Slice<ContractRow, ContractKey>, _ counts: [ContractTab: Int], _ filter: ContractFilter,
        _ context: CompanyContext
    ) {
        let (reader, paths, words) = (context.reader, context.paths, context.words)
        let list = paths(ContractRoutes.list)
        (services, action, tab, typed) = (paths(ServiceRoutes.list), list, filter.tab.rawValue, filter.typed)
        let choices = Set(Self.choices + [filter.days]).sorted()
        days =
            filter.tab == .renewal
            ? Pick(
                "days", words("contracts.within"),
                choices.map { (value: String($0), label: words("contracts.days", reader.number($0))) },
                chosen: String(filter.days)) : nil
        tabs = ContractTab.allCases.map { tab in
            Tab(
                href: filter.with { $0.tab = tab }.address(list), label: words("contracts.tab.\(tab.rawValue)"),
                count: reader.bounded(counts[tab] ?? 0), isCurrent: tab == filter.tab)
        }
        addition = context.pathIfAllowed(ContractRoutes.form)
        files = context.may(ContractRoutes.export) ? context.files(of: filter, at: paths(ContractRoutes.export)) : []
        items = slice.lines.map { ContractItem($0, context) }
        hasItems = !items.isEmpty
        pager = slice.next == nil && filter.cursor == nil ? nil : Pager(slice, of: filter, at: list)
        empty =
            hasItems
            ? nil
            : filter.typed.isEmpty
                ? EmptyNote(
                    title: words("contracts.none"), text: words("contracts.none_hint"),
                    action: addition.map { .init(href: $0, label: words("contracts.new")) })
                : EmptyNote(
                    title: words("plans.none_found"), text: words("contracts.none_found_hint"),
                    action: .clear(list, words))
    }
}

/// A contract in a list: on its page, and on a customer's and a machine's.
struct ContractItem: Sendable {
    let href: String
    let number: String
    let name: String
    let state: Badge
    let customer: String
    let phone: String
    let days: String
    let visits: String
    let machines: String
    let free: String
    let price: Amount
    /// Offered where it ends soon or has ended.
    let renew: String?

    private static let soon = 180

    init(_ row: ContractRow, _ context: CompanyContext) {
        let (reader, words) = (context.reader, context.words)
        href = context.paths(ContractRoutes.one, row.number)
        (number, name, customer) = (row.number, row.name, row.customerName)
        state = Badge(row.terms.state(on: context.today, cancelledFrom: row.cancelledFrom), words)
        phone = reader.mobile(row.mobile)
        days = words("plans.from_to", reader.wholeDay(row.terms.first), reader.wholeDay(row.until))
        visits = reader.number(row.terms.visits)
        machines = reader.number(row.machines)
        free = words.free(row.terms)
        price = Amount(Money(row.price, context.company.currency), reader)
        renew =
            row.renewedBy == nil && row.cancelledFrom == nil && row.until <= context.today.adding(days: Self.soon)
            ? context.pathIfAllowed(ContractRoutes.form).map { Address.of($0, [("renews", row.number)]) } : nil
    }
}

/// One contract with its machines and visits.
struct ContractLoad: Sendable {
    let row: ContractRow
    let rule: PlanRule
    let machines: [ContractUnit]
    let names: CommonNames
    let cards: PageCards
    private static let mostVisits = 100

    static func read(_ number: String, _ context: CompanyContext, _ tx: Transaction) throws -> ContractLoad {
        let row = try ContractList.find(number, tx)
        let visits = try PlanLineList.ofTemplate(row.template, limit: mostVisits, tx)
        let cards = [
            try PlanCard.card(visits, context, tx), try FilesCard.card(of: .serviceContract(row.id), context, tx),
            try HistoryCard.card(of: .serviceContract(row.id), context, tx),
        ]
        return ContractLoad(
            row: row, rule: try TemplateStore.rule(of: row.template, tx),
            machines: try ContractList.machines(of: row.id, tx), names: try context.company.names.names(tx),
            cards: PageCards(cards.compactMap(\.self)))
    }
}

struct ContractPage: Page {
    struct Cancellation: Sendable {
        let action: String
        let day: Field
        let reason: Field
        let errors: FormErrors?
        let isOpen: Bool
    }

    static let template = "contracts/contract"
    let titleKey = "contracts.page_title"
    let titleValues: [String]
    let list: String
    let item: ContractItem
    let facts: [Fact]
    let machines: [Fact]
    let checkList: [String]
    let hasCheckList: Bool
    let change: String?
    let version: String
    let cancellation: Cancellation?
    let cards: PageCards

    init(_ load: ContractLoad, _ typed: CancelContractForm?, _ context: CompanyContext) {
        let (row, paths) = (load.row, context.paths)
        titleValues = [row.number]
        list = paths(ContractRoutes.list)
        item = ContractItem(row, context)
        facts = Self.facts(load, context)
        machines = load.machines.map {
            Fact(label: $0.model, value: $0.serial, href: paths(UnitRoutes.one, $0.serial), isLtr: true)
        }
        checkList = (load.rule.step(1)?.checkList ?? "").split(separator: "\n").map(String.init)
        hasCheckList = !checkList.isEmpty
        let isOpen = row.cancelledFrom == nil
        change = isOpen ? context.pathIfAllowed(ContractRoutes.edit, row.number) : nil
        version = String(row.version)
        cancellation =
            isOpen && context.may(ContractRoutes.cancellation) && row.terms.last >= context.today
            ? Self.cancellation(row, typed, context) : nil
        cards = load.cards
    }

    private static func facts(_ load: ContractLoad, _ context: CompanyContext) -> [Fact] {
        let (row, reader, words, paths) = (load.row, context.reader, context.words, context.paths)
        func contract(_ number: String?, _ label: String) -> Fact? {
            number.map { Fact(label: words(label), value: $0, href: paths(ContractRoutes.one, $0), isLtr: true) }
        }
        return [
            Fact(
                label: words("contracts.customer"), value: row.customerName,
                href: paths(CustomerRoutes.one, row.customer)),
            Fact(label: words("contracts.first"), value: reader.wholeDay(row.terms.first)),
            Fact(label: words("contracts.last"), value: reader.wholeDay(row.terms.last)),
            row.cancelledFrom.map { Fact(label: words("contracts.cancelled_from"), value: reader.wholeDay($0)) },
            row.cancelReason.isEmpty ? nil : Fact(label: words("contracts.why"), value: row.cancelReason),
            Fact(label: words("contracts.visits"), value: reader.number(row.terms.visits)),
            Fact(label: words("plans.service_type"), value: load.names.service(row.serviceType, reader)),
            Fact(label: words("contracts.free"), value: words.free(row.terms)),
            Fact(label: words("contracts.price"), value: reader.money(Money(row.price, context.company.currency))),
            row.responseHours.map {
                Fact(label: words("contracts.response"), value: words("contracts.hours", reader.number($0)))
            },
            row.note.isEmpty ? nil : Fact(label: words("plans.note"), value: row.note),
            contract(row.renews, "contracts.renews"), contract(row.renewedBy, "contracts.renewed_by"),
        ].compactMap(\.self)
    }

    private static func cancellation(
        _ row: ContractRow, _ typed: CancelContractForm?, _ context: CompanyContext
    ) -> Cancellation {
        let (reader, words) = (context.reader, context.words)
        let day =
            typed.map { Field($0.day, label: "contracts.cancelled_from", for: reader) }
            ?? Field(
                name: "from", label: words("contracts.cancelled_from"),
                value: reader.day(max(row.terms.first, context.today)))
        let reason =
            typed.map { Field($0.reason, label: "contracts.why", for: reader) }
            ?? Field(name: "reason", label: words("contracts.why"))
        return Cancellation(
            action: context.paths(ContractRoutes.cancellation, row.number),
            day: day.asDay(from: row.terms.first, to: row.terms.last).with { $0.required = true },
            reason: reason.with { $0.required = true }, errors: FormErrors([day, reason]), isOpen: typed != nil)
    }
}
