import Base
import Database
import Domain
import Ground
import Web
import Work

extension Badge {
    init(_ state: QualityState, _ words: Words) {
        let kind =
            switch state {
            case .waiting: "accent"
            case .passed: "done"
            case .failed: "error"
            case .dropped: "neutral"
            }
        self.init(kind: kind, label: words("quality.state.\(state.rawValue)"))
    }
}

/// A control in a list.
struct QualityLine: Sendable {
    let href: String
    let job: String
    let badge: Badge
    let model: String
    let serial: String
    let plan: String
    let worker: String
    let dealer: String
    let city: String
    /// Who carries it out.
    let taker: String
    let since: String
    /// How long it has waited; nil where it waits no more.
    let age: String?
    let tester: String

    init(_ row: QualityControlRow, _ context: CompanyContext) {
        let reader = context.reader
        (href, job) = (context.paths(QualityRoutes.one, row.id), row.jobNumber)
        badge = Badge(row.state, context.words)
        (model, serial, plan) = (row.model, row.serial, row.planName)
        (worker, dealer) = (row.workerName, row.dealerName)
        city = row.dealer == nil ? "" : row.city.shown(reader)
        taker = row.state == .waiting ? row.takerName : ""
        since = reader.dateTime(row.endedAt ?? row.madeAt)
        let days = reader.clock.day(of: row.madeAt).distance(to: context.today)
        age = row.state == .waiting && days > 0 ? context.words("quality.age", reader.number(days)) : nil
        tester = row.ender
    }
}

/// What waits for test, and what was tested.
struct QualityListPage: Page {
    static let template = "quality/list"
    let titleKey = "quality.title"
    let plans: String
    let sampling: String?
    let pareto: String
    let files: [FileLink]
    let action: String
    let tab: String
    let tabs: [Tab]
    let picks: [Pick]
    let typed: String
    let items: [QualityLine]
    let hasItems: Bool
    let pager: Pager?
    let empty: EmptyNote?

    init(
        _ slice: Slice<QualityControlRow, ID<QualityControl>>, _ counts: [QualityTab: Int], _ filter: QualityFilter,
        _ choices: QualityControlList.Choices, hasPlans: Bool, _ context: CompanyContext
    ) {
        let (reader, words, list) = (context.reader, context.words, context.paths(QualityRoutes.list))
        plans = context.paths(QualityPlanRoutes.list)
        (sampling, pareto) = (
            context.pathIfAllowed(QualitySamplingRoutes.page), context.paths(QualityParetoRoutes.page)
        )
        picks = Self.picks(filter, choices, reader)
        files =
            context.may(QualityRoutes.export)
            ? context.files(of: filter, at: context.paths(QualityRoutes.export)) : []
        (action, tab, typed) = (list, filter.tab.rawValue, filter.typed)
        tabs = QualityTab.allCases.map { tab in
            Tab(
                href: filter.with { ($0.tab, $0.cursor) = (tab, nil) }.address(list),
                label: words("quality.tab.\(tab.rawValue)"), count: reader.bounded(counts[tab] ?? 0),
                isCurrent: tab == filter.tab)
        }
        items = slice.lines.map { QualityLine($0, context) }
        hasItems = !items.isEmpty
        pager = slice.next == nil && filter.cursor == nil ? nil : Pager(slice, of: filter, at: list)
        empty =
            hasItems
            ? nil
            : filter.isNarrowed
                ? EmptyNote(
                    title: words("quality.none_found"), text: words("quality.none_found_hint"),
                    action: .clear(list, words))
                : EmptyNote(
                    title: words("quality.none.\(filter.tab.rawValue)"),
                    text: words(hasPlans ? "quality.none_hint" : "quality.no_plans"))
    }

    private static func picks(
        _ filter: QualityFilter, _ choices: QualityControlList.Choices, _ reader: Reader
    ) -> [Pick] {
        let words = reader.words
        return [
            Pick(
                "place", words("quality.place"), blank: words("quality.place.any"),
                QualityPlace.allCases.map { (value: $0.rawValue, label: words("quality.place.\($0.rawValue)")) },
                chosen: filter.place?.rawValue),
            Pick(
                "turn", words("quality.turn"), blank: words("quality.turn.any"),
                QualityTurn.allCases.map { (value: $0.rawValue, label: words("quality.turn.\($0.rawValue)")) },
                chosen: filter.turn?.rawValue),
            Pick(
                "dealer", words("quality.dealer"), blank: words("quality.dealer.any"),
                choices.dealers.map { (value: $0.id.description, label: $0.name) },
                chosen: filter.dealer?.description),
            Pick(
                "city", words("quality.city"), blank: words("quality.city.any"),
                choices.cities.map { (value: $0.id.description, label: $0.names.shown(reader)) },
                chosen: filter.city?.description),
        ]
    }
}

/// How many machines wait for test, for those who test.
enum QualityWaiting {
    static func count(_ context: CompanyContext, _ tx: Transaction) throws -> [WaitingCount] {
        guard context.actor.has(.qualityInspector) else { return [] }
        let filter = QualityFilter(Asked(), by: context.actor.person).with { $0.tab = .waiting }
        let count = try QualityControlList.count(filter, tx)
        let first = try QualityControlList.slice(filter, size: WaitingCount.named, tx).lines.map { row in
            NamedWait(
                href: context.paths(QualityRoutes.one, row.id), title: row.jobNumber,
                text: [row.customerName.isolated, row.city.shown(context.reader)].joined(separator: " · "),
                end: row.completedOn.map(context.reader.day))
        }
        return [
            WaitingCount(
                "quality_waits", .work, count, at: filter.address(context.paths(QualityRoutes.list)), first: first)
        ]
    }
}

/// On the page of a machine in the workshop: what tests have said of it, and where the next one is written.
struct QualityBenchCard: Sendable {
    let lines: [QualityLine]
    let hasLines: Bool
    /// Where the test that waits is.
    let test: String?
    /// Where one is begun of a machine that stood in test before.
    let begin: String?
    let certificate: String?
    /// Failed tests of this machine, where there are any.
    let failures: String?

    static func ofItem(
        _ step: BenchStep, _ context: CompanyContext, _: (any Sendable)?, _ tx: Transaction
    ) throws -> PageCard? {
        guard context.may(QualityRoutes.one) else { return nil }
        let rows = try QualityControlList.all(of: step.job, tx).filter { $0.item != nil }
        let current = rows.first { $0.isCurrent }
        let isTestable = (step.to == .test || step.to == .ready) && context.may(QualityRoutes.begin)
        let isPlanned = try QualityPlanStore.edition(for: step.job, tx) != nil
        let begins = isTestable && current == nil && isPlanned
        guard !rows.isEmpty || begins else { return nil }
        let failed = rows.count(where: { $0.state == .failed })
        return PageCard(
            "quality/_bench", at: .main,
            QualityBenchCard(
                lines: rows.map { QualityLine($0, context) }, hasLines: !rows.isEmpty,
                test: current.flatMap { row in
                    row.state == .waiting && context.may(QualityRoutes.test)
                        ? context.paths(QualityRoutes.one, row.id) : nil
                },
                begin: begins ? context.paths(QualityRoutes.begin, step.number) : nil,
                certificate: current.flatMap { row in
                    row.state == .passed ? context.paths(QualityRoutes.certificate, row.id) : nil
                },
                failures: failed == 0
                    ? nil : context.words("quality.failures", context.reader.number(failed))))
    }
}

/// On a machine's page: what tests have said of it over all its jobs.
struct QualityUnitCard: Sendable {
    let lines: [QualityLine]

    static func ofUnit(
        _ unit: UnitSheet, _ context: CompanyContext, _: (any Sendable)?, _ tx: Transaction
    ) throws -> PageCard? {
        guard context.may(QualityRoutes.one) else { return nil }
        let rows = try QualityControlList.all(of: unit.id, tx)
        guard !rows.isEmpty else { return nil }
        return PageCard("quality/_unit", at: .main, QualityUnitCard(lines: rows.map { QualityLine($0, context) }))
    }
}
