import Base
import Domain
import Ground
import Web

/// The list of calls.
struct DuePage: Page {
    static let template = "plans/due"
    let titleKey = "plans.title"
    let action: String
    let tab: String
    let tabs: [Tab]
    let picks: [Pick]
    let templates: String?
    let outlook: String?
    let contracts: String
    let files: [FileLink]
    /// Where the ticked ones are sent; nil for those who make no jobs.
    let booking: String?
    /// Whom the ticked ones are given to call about; nil for those who give nothing.
    let giving: Giving?
    let kept: [Kept]
    let items: [DueItem]
    let hasItems: Bool
    let pager: Pager?
    let empty: EmptyNote?

    /// What of the filter goes with the ticked ones.
    struct Kept: Sendable {
        let name: String
        let value: String
    }

    struct Giving: Sendable {
        let action: String
        let to: Pick
    }

    struct DueItem: Sendable {
        let item: PlanItem
        /// What its tick sends.
        let pick: String
        let isTicked: Bool
    }

    init(
        _ slice: Slice<PlanLine, CallKey>, _ counts: [DueTab: Int], _ filter: DueFilter, _ choices: DueList.Choices,
        ticked: Set<ID<PlanService>>, _ context: CompanyContext
    ) {
        let (reader, paths, words) = (context.reader, context.paths, context.words)
        let list = paths(ServiceRoutes.list)
        (action, tab) = (list, filter.tab.rawValue)
        tabs = DueTab.allCases.map { tab in
            Tab(
                href: filter.with { $0.tab = tab }.address(list), label: words("plans.tab.\(tab.rawValue)"),
                count: reader.bounded(counts[tab] ?? 0), isCurrent: tab == filter.tab)
        }
        picks = Self.picks(filter, choices, reader)
        templates = context.pathIfAllowed(TemplateRoutes.list)
        outlook = context.pathIfAllowed(OutlookRoutes.page)
        contracts = paths(ContractRoutes.list)
        files = context.may(ServiceRoutes.export) ? context.files(of: filter, at: paths(ServiceRoutes.export)) : []
        items = slice.lines.map {
            DueItem(
                item: PlanItem($0, choices.names, context), pick: PlanPick($0).text, isTicked: ticked.contains($0.id))
        }
        hasItems = !items.isEmpty
        booking = hasItems && context.may(ServiceRoutes.bookings) ? paths(ServiceRoutes.bookings) : nil
        let callers = choices.callers.map { (value: $0.id.description, label: $0.name) }
        giving =
            hasItems && context.may(ServiceRoutes.gifts)
            ? Giving(
                action: paths(ServiceRoutes.gifts),
                to: Pick("to", words("plans.given.to"), blank: words("plans.given.nobody"), callers, chosen: nil)) : nil
        kept = filter.fields.map { Kept(name: $0.name, value: $0.text) }
        pager = slice.next == nil && filter.cursor == nil ? nil : Pager(slice, of: filter, at: list)
        empty =
            hasItems
            ? nil
            : filter.isNarrowed
                ? EmptyNote(
                    title: words("plans.none_found"), text: words("plans.none_found_hint"),
                    action: .clear(list, words))
                : EmptyNote(title: words("plans.none"), text: words("plans.none_hint"))
    }

    private static func picks(_ filter: DueFilter, _ choices: DueList.Choices, _ reader: Reader) -> [Pick] {
        let words = reader.words
        let cities = choices.names.cities.map { (value: $0.id.description, label: $0.names.shown(reader)) }
            .inPersianOrder(by: \.label)
        let unknown = (value: DueFilter.unknown, label: words("plans.city.unknown"))
        return [
            Pick(
                "city", words("plans.city"), blank: words("plans.any.city"), cities + [unknown], chosen: filter.cityText
            ),
            Pick(
                "dealer", words("plans.dealer"), blank: words("plans.any.dealer"),
                choices.dealers.map { (value: $0.id.description, label: $0.name) },
                chosen: filter.dealer?.description),
            Pick(
                "plan", words("plans.template"), blank: words("plans.any.plan"),
                [(value: DueFilter.contracts, label: words("contracts.title"))]
                    + choices.templates.map { (value: $0.id.description, label: $0.name) },
                chosen: filter.planText),
            Pick(
                "given", words("plans.given.to"), blank: words("plans.given.any"),
                choices.dealers.map { (value: $0.id.description, label: $0.name) },
                chosen: filter.given?.description),
        ]
    }
}

/// The list of calls as a file.
enum DueSheet {
    static func sheet(
        _ filter: DueFilter, _ names: CommonNames, _ context: CompanyContext
    ) -> Sheet<PlanLine, CallKey> {
        let (reader, words, today) = (context.reader, context.words, context.today)
        let columns: [SheetColumn<PlanLine>] = [
            .init(words("plans.customer")) { .text($0.customerName) },
            .init(words("plans.phone")) { .text(MobileNumber.local(stored: $0.mobile)) },
            .init(words("plans.city")) { .text($0.city.flatMap { names.city($0) }?.names.shown(reader) ?? "") },
            .init(words("plans.machine")) { .text($0.model) },
            .init(words("plans.serial")) { .text($0.serial) },
            .init(words("plans.template")) { .text($0.templateName) },
            .init(words("plans.number")) { .number(Int64($0.number)) },
            .init(day: words("plans.day"), context) { $0.day },
            .init(day: words("plans.until"), context) { $0.until },
            .init(words("plans.pay")) { .text(words.pay(isFree: $0.isFree)) },
            .init(words("plans.state")) { .text(words.state($0.state)) },
            .init(words("plans.calls")) { .number(Int64($0.calls)) },
            .init(words("plans.outcome")) { .text($0.outcome.map { words.outcome($0) } ?? "") },
            .init(day: words("plans.call_on"), context) { $0.callOn },
            .init(words("plans.given.to")) { .text($0.dealer ?? "") },
        ]
        return Sheet("services", in: "plans", title: "plans.title", columns: columns) { cursor, size, tx in
            try DueList.slice(filter.at(cursor), today: today, size: size, tx)
        }
    }
}
