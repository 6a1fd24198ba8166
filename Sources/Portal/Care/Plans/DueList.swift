import Database
import Domain
import Ground
import Web

/// Whom to call: by when.
enum DueTab: String, CaseIterable, Sendable {
    /// Nobody has called, or it is the day to call again.
    case now
    case agreed
    case later
    /// Its own day is over.
    case late
    case all
}

/// Where a list of calls goes on.
struct CallKey: Sendable, CustomStringConvertible, Equatable {
    let day: CalendarDay
    let id: ID<PlanService>

    init(_ line: PlanLine) { (day, id) = (line.callOn, line.id) }

    init?(_ text: String) {
        let parts = text.split(separator: "-")
        guard parts.count == 2, let day = Int32(parts[0]), let id = ID<PlanService>(parts[1]) else { return nil }
        (self.day, self.id) = (CalendarDay(number: day), id)
    }

    var description: String { "\(day.number)-\(id)" }
}

/// What the list of calls is narrowed to, as it stands in the address.
struct DueFilter: PagedFilter {
    static let paging = Paging(onward: "after", back: .toFirst)
    /// As a choice of city.
    static let unknown = "unknown"
    /// As a choice of plan: whatever contracts promise.
    static let contracts = "contracts"
    var tab: DueTab
    let city: ID<City>?
    let isCityUnknown: Bool
    let dealer: ID<Dealer>?
    let template: ID<PlanTemplate>?
    let isOfContract: Bool
    /// Whom it was given to.
    let given: ID<Dealer>?
    var cursor: Cursor<CallKey>?

    init(_ asked: Asked) {
        tab = asked.word("tab") ?? .now
        city = asked.id("city")
        isCityUnknown = asked.text("city") == Self.unknown
        dealer = asked.id("dealer")
        template = asked.id("plan")
        given = asked.id("given")
        isOfContract = asked.text("plan") == Self.contracts
        cursor = asked.cursor(Self.paging) { CallKey($0) }
    }

    var cityText: String { isCityUnknown ? Self.unknown : city?.description ?? "" }

    var fields: [Address.Field] {
        [
            ("tab", tab.rawValue), ("city", cityText), ("dealer", dealer?.description ?? ""),
            ("plan", planText), ("given", given?.description ?? ""),
        ]
    }

    var planText: String { isOfContract ? Self.contracts : template?.description ?? "" }
    var isNarrowed: Bool { !cityText.isEmpty || dealer != nil || !planText.isEmpty || given != nil }
}

/// The services that somebody should call about, the longest waiting first.
enum DueList {
    static let pageSize = 50

    static func slice(
        _ filter: DueFilter, today: CalendarDay, size: Int = pageSize, _ tx: Transaction
    ) throws -> Slice<PlanLine, CallKey> {
        try Slice(filter.cursor, size: size, key: { CallKey($0) }) { limit in
            let rows = rows(filter, today: today, after: filter.cursor?.key, limit: limit)
            return try tx.rows(rows).map(PlanLine.init)
        }
    }

    static func rows(_ filter: DueFilter, today: CalendarDay, after key: CallKey?, limit: Int) -> SQL {
        var condition = condition(filter, today)
        if let key { condition += "AND (s.call_on, s.id) > (\(key.day), \(key.id))" }
        return "\(PlanLine.columns) WHERE \(condition) ORDER BY s.call_on, s.id LIMIT \(literal: limit)"
    }

    /// How many stand under each tab.
    static func counts(_ filter: DueFilter, today: CalendarDay, _ tx: Transaction) throws -> [DueTab: Int] {
        try DueTab.allCases.reduce(into: [:]) { counts, tab in
            counts[tab] = try CountList.of("plan_service s WHERE \(condition(filter.with { $0.tab = tab }, today))", tx)
        }
    }

    /// Whom to call now, for those who call.
    static func waiting(_ context: CompanyContext, _ tx: Transaction) throws -> [WaitingCount] {
        guard context.actor.roles.meet(.intake) else { return [] }
        let filter = DueFilter(Asked(query: ""))
        let count = try CountList.of("plan_service s WHERE \(condition(filter, context.today))", tx)
        return [WaitingCount("services_due", .desk, count, at: context.paths(ServiceRoutes.list))]
    }

    private static func condition(_ filter: DueFilter, _ today: CalendarDay) -> SQL {
        var condition: SQL = "s.state IN ('due', 'called')"
        if let city = filter.city { condition += "AND s.city_id = \(city)" }
        if filter.isCityUnknown { condition += "AND s.city_id IS NULL" }
        if let dealer = filter.dealer {
            condition += "AND s.city_id IN (SELECT city_id FROM dealer_city WHERE dealer_id = \(dealer))"
        }
        if let template = filter.template { condition += "AND s.template_id = \(template)" }
        if let given = filter.given { condition += "AND \(PlanServiceStore.given(to: given))" }
        if filter.isOfContract { condition += "AND s.template_id IN (SELECT template_id FROM service_contract)" }
        switch filter.tab {
        case .now: condition += "AND s.call_on <= \(today) AND (s.outcome IS NULL OR s.outcome <> 'agreed')"
        case .agreed: condition += "AND s.outcome = 'agreed'"
        case .later: condition += "AND s.call_on > \(today)"
        case .late: condition += "AND s.planned_on < \(today)"
        case .all: break
        }
        return condition
    }

    /// What the list can be narrowed to.
    struct Choices: Sendable {
        let names: CommonNames
        let dealers: [(id: ID<Dealer>, name: String)]
        /// Who can be asked to call.
        let callers: [(id: ID<Dealer>, name: String)]
        let templates: [(id: ID<PlanTemplate>, name: String)]
    }

    static func choices(_ names: CommonNames, today: CalendarDay, _ tx: Transaction) throws -> Choices {
        let dealers = try CallerList.all(today: today, tx)
        func named(_ dealers: [CallerRow]) -> [(id: ID<Dealer>, name: String)] { dealers.map { ($0.id, $0.name) } }
        return Choices(
            names: names, dealers: named(dealers), callers: named(dealers.filter(\.works)),
            templates: try tx.rows(
                "SELECT t.id, t.name FROM plan_template t WHERE \(TemplateStore.general) ORDER BY t.id"
            ).map { (id: try $0("id"), name: try $0("name")) })
    }
}
