import Base
import Desk
import Domain
import Fees
import Ground
import Hummingbird
import Treasury
import Web
import Work

/// The first page of the head office: what waits for this person, each number leading to its list.
struct OverviewPage: Page {
    struct Tile: PageParts, Sendable {
        let href: String
        let label: String
        let count: String
        let isLate: Bool

        func child(named name: String) -> Part? {
            switch name {
            case "href": .text(href)
            case "label": .text(label)
            case "count": .text(count)
            case "isLate": .flag(isLate)
            default: nil
            }
        }
    }

    struct Group: Sendable {
        let title: String
        let tiles: [Tile]
    }

    static let template = "home/overview"
    let titleKey = "menu.home"
    let greeting: String
    let today: String
    let groups: [Group]
    /// What a new company has still to do; nil once all is done, or the list was closed.
    let setup: SetupView?
    let newJob: String?
    let newContact: String?
    let waiting: [WaitingCard]
    let nothing: String?
    let trends: [TrendView]
    let hasTrends: Bool
    let cards: PageCards

    static func show(_ context: CompanyContext) async throws -> Response {
        let today = context.today
        let sections = sections(context)
        let setup = try await SetupView.make(context)
        let (counts, rest, cards) = try await context.company.read { tx in
            let promises = try context.promises(tx)
            let counts = try sections.flatMap(\.items).reduce(into: [:]) { counts, item in
                counts[item] = try OverviewList.count(item, by: promises, today: today, tx)
            }
            let fittings = context.company.fittings
            return (
                counts, try fittings[HomeSlots.waiting].flatMap { try $0(context, tx) },
                PageCards(try fittings[HomeSlots.cards].compactMap { try $0(context, tx) })
            )
        }
        let reader = context.reader
        // What other rooms have is named where there is any.
        let named = rest.filter { $0.count > 0 }
        let groups = sections.map { section in
            Group(
                title: reader.words("overview.\(section.group.rawValue)"),
                tiles: section.items.map { tile($0, counts[$0] ?? 0, context) }
                    + named.filter { $0.group == section.group }.map { tile($0, reader) })
        }
        let waiting = try await WaitingCards(context).read(counts) + named.compactMap { WaitingCard($0, reader) }
        let trends = try await TrendView.all(context)
        return try context.show(
            OverviewPage(
                greeting: reader.words("overview.greeting", context.actor.name),
                today: "\(reader.weekday(today)) \(reader.wholeDay(today))",
                groups: groups.filter { !$0.tiles.isEmpty },
                setup: setup, newJob: context.pathIfAllowed(NewJobRoutes.form),
                newContact: context.pathIfAllowed(ContactRoutes.form), waiting: waiting,
                nothing: setup == nil && waiting.isEmpty && named.isEmpty && counts.values.allSatisfy { $0 == 0 }
                    ? reader.words("overview.nothing") : nil, trends: trends, hasTrends: !trends.isEmpty,
                cards: cards))
    }

    /// Work and money, as far as this person may open their lists.
    private static func sections(
        _ context: CompanyContext
    ) -> [(group: WaitingCount.Group, items: [OverviewList.Item])] {
        let work: [OverviewList.Item] = [.received, .unanswered, .late, .underWay]
        let money: [OverviewList.Item] = [.submitted, .sentBack, .payouts, .accountRows, .noTariff, .sheba]
        return [
            (.work, context.may(BoardRoutes.page) ? work : []), (.desk, []),
            (.money, context.may(PayoutRoutes.list) ? money : []),
        ]
    }

    private static func tile(_ item: OverviewList.Item, _ count: Int, _ context: CompanyContext) -> Tile {
        let reader = context.reader
        return Tile(
            href: href(item, context.paths), label: reader.words("overview.\(item.rawValue)"),
            count: reader.bounded(count),
            isLate: count > 0 && (item == .unanswered || item == .late || item == .noTariff))
    }

    private static func tile(_ waiting: WaitingCount, _ reader: Reader) -> Tile {
        Tile(
            href: waiting.href, label: reader.words("overview.\(waiting.kind)"), count: reader.bounded(waiting.count),
            isLate: waiting.isLate)
    }

    static func href(_ item: OverviewList.Item, _ paths: Paths) -> String {
        switch item {
        case .received: paths(BoardRoutes.page)
        case .unanswered: Address.of(paths(JobRoutes.list), [("state", JobFilter.Stage.unanswered.text)])
        case .late: Address.of(paths(JobRoutes.list), [("state", TodaySection.late.name)])
        case .underWay: Address.of(paths(JobRoutes.list), [("state", "under_way")])
        case .submitted: Address.of(paths(ClaimRoutes.list), [("state", "submitted")])
        case .sentBack: Address.of(paths(ClaimRoutes.list), [("state", "sent_back")])
        case .payouts: Address.of(paths(PayoutRoutes.list), [("state", "open")])
        case .accountRows: paths(AccountRowRoutes.waiting)
        case .noTariff: Address.of(paths(ClaimRoutes.list), [("view", ClaimFilter.View.unpriced.rawValue)])
        case .sheba: paths(ShebaChangeRoutes.list)
        }
    }
}
