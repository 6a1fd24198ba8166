import Base
import Database
import Domain
import Ground
import Web
import Work

/// Whom a dealer calls, a card each: for a phone and one thumb.
struct GivenListPage: Page {
    static let template = "plans/given_list"
    let titleKey = "plans.given.title"
    let now: [GivenCard]
    let hasNow: Bool
    let later: [GivenCard]
    let hasLater: Bool
    let empty: EmptyNote?

    init(_ lines: [GivenLine], _ names: CommonNames, _ context: CompanyContext) {
        func cards(_ lines: [GivenLine]) -> [GivenCard] { lines.map { GivenCard($0, names, context) } }
        now = cards(lines.filter { $0.line.callOn <= context.today })
        later = cards(lines.filter { $0.line.callOn > context.today })
        (hasNow, hasLater) = (!now.isEmpty, !later.isEmpty)
        empty =
            lines.isEmpty
            ? EmptyNote(title: context.words("plans.none"), text: context.words("plans.given.none_hint")) : nil
    }
}

struct GivenCard: Sendable {
    let item: PlanItem
    let href: String
    let tel: String
    let place: String

    init(_ given: GivenLine, _ names: CommonNames, _ context: CompanyContext) {
        item = PlanItem(given.line, names, context)
        href = context.paths(GivenRoutes.one, given.line.id)
        tel = given.line.mobile
        place = [item.city, given.place?.address].compactMap(\.self).joined(separator: context.words("list.comma"))
    }
}

/// What the page of one of them begins with.
struct GivenLoad: Sendable {
    let given: GivenLine
    let checkList: String
    let names: CommonNames
    /// His own.
    private let cities: Set<ID<City>>

    /// Where he may book it: in his own cities, and where the machine stands.
    func offers(_ city: ID<City>) -> Bool { cities.contains(city) || city == given.line.city }

    static func read(
        _ id: ID<PlanService>, _ dealer: ID<Dealer>, _ context: CompanyContext, _ tx: Transaction
    ) throws -> GivenLoad {
        let given = try GivenList.find(id, of: dealer, today: context.today, tx)
        let rule = try TemplateStore.rule(of: given.line.template, tx)
        return GivenLoad(
            given: given, checkList: rule.step(given.line.number)?.checkList ?? "",
            names: try context.company.names.names(tx), cities: try GivenList.cities(dealer, tx))
    }
}

struct GivenPage: Page {
    static let template = "plans/given"
    let titleKey = "plans.service"
    let titleValues: [String]
    let list: String
    let given: GivenCard
    let version: String
    let call: ServicePage.CallView
    let booking: ServicePage.BookingView
    let checkList: [String]
    let hasCheckList: Bool

    init(_ load: GivenLoad, _ typed: GivenTyped?, _ context: CompanyContext) {
        let line = load.given.line
        given = GivenCard(load.given, load.names, context)
        titleValues = [given.item.title]
        list = context.paths(GivenRoutes.list)
        version = String(line.version)
        self.call = ServicePage.call(line, typed?.call, action: context.paths(GivenRoutes.call, line.id), context)
        let cities = load.names.cities.filter { load.offers($0.id) }
        self.booking = ServicePage.booking(
            line, load.given.place, cities, typed?.booking, action: context.paths(GivenRoutes.booking, line.id),
            context)
        checkList = load.checkList.split(separator: "\n").map(String.init)
        hasCheckList = !checkList.isEmpty
    }
}

/// Above a dealer's day: how many wait for his call.
enum GivenOfToday {
    static func lines(_ context: CompanyContext, _ tx: Transaction) throws -> [TodayLine] {
        guard let dealer = context.actor.dealer, let href = context.pathIfAllowed(GivenRoutes.list) else { return [] }
        let count = try GivenList.count(dealer, today: context.today, tx)
        guard count > 0 else { return [] }
        return [TodayLine(context.words.count("plans.given.today", count, context.reader), href: href)]
    }
}
