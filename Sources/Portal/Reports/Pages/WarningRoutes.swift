import Database
import Domain
import Ground
import HTTPTypes
import Hummingbird
import Web

/// Batches, and parts of models, that fail more than can be by chance.
package enum WarningRoutes: RoomRoutes {
    static let page = PlainPage("reports/warnings", for: .seesMoney)
    static let level = PlainForm("reports/warnings/level", for: .managers, watched: .configuration)

    package static var all: [Mounted] {
        [
            page.to { request, context in try await show(WarningFilter(request.asked), context) },
            level.to { form, context in
                guard let level = Int(form.text("level")), EarlyWarning.levels.contains(level) else {
                    throw Refusal.invalid(Complaint("form.choose"))
                }
                return try await context.once(form, flash: "settings.saved", to: context.paths(page)) {
                    try WarningSetting.set(level, by: $0.actor.person, $0.tx)
                } orShow: { refused in
                    try await show(
                        WarningFilter(Asked()), context, status: refused.status, warning: refused.complaint)
                }
            },
        ]
    }

    private static func show(
        _ filter: WarningFilter, _ context: CompanyContext, status: HTTPResponse.Status = .ok,
        warning: Complaint? = nil
    ) async throws -> Response {
        let page = try await context.company.read { tx in
            try WarningPage(WarningFacts(filter.kind, context, tx), filter, context)
        }
        return try context.show(page, status: status, warning: warning)
    }
}

/// Whether batches or parts are looked at.
enum FailureKind: String, CaseIterable, Sendable { case batch, part }

struct WarningFilter: Filter {
    let kind: FailureKind

    init(_ asked: Asked) { kind = asked.word("by") ?? .batch }

    init(_ kind: FailureKind) { self.kind = kind }

    var fields: [Address.Field] { kind == .batch ? [] : [("by", kind.rawValue)] }
}

/// What groups of machines are called.
struct FailureNames: Sendable {
    let models: ReportNames
    let parts: ReportNames

    func model(_ group: FailureGroup) -> String { models[group.model.description] }

    /// The month of a batch, or the part.
    func what(_ group: FailureGroup, _ reader: Reader) -> String {
        group.from.map { reader.period(ReportPeriod(.month, of: $0, reader.clock.calendar)) } ?? parts[group.part]
    }
}

struct WarningFacts: Sendable {
    let batches: [BatchStore.Batch]
    let alarms: [FailureGroup: AlarmRow]
    let names: FailureNames
    let level: Int
    let cards: PageCards

    init(_ kind: FailureKind, _ context: CompanyContext, _ tx: Transaction) throws {
        batches = try BatchStore.all(tx).filter { ($0.key.from == nil) == (kind == .part) }
        alarms = try AlarmStore.last(tx)
        names = FailureNames(
            models: try ReportNames(Set(batches.map(\.key.model.description)), .model, context, tx),
            parts: try ReportNames(Set(batches.map(\.key.part)), .part, context, tx))
        level = try WarningSetting.level(tx)
        cards =
            context.may(WarningRoutes.level)
            ? try HistoryCard.cards(ofSettings: [WarningSetting.event], context, tx) : PageCards([])
    }
}

/// What was found of each batch or part beside what was to be expected.
struct WarningPage: Page {
    struct Line: Sendable {
        let name: String
        let what: String
        let units: String
        let found: String
        let expected: String
        let bound: String
        let badge: Badge?
        let href: String?
    }

    private static let most = 100
    static let template = "reports/warnings"
    let titleKey = "reports.warnings"
    let overview: String
    let tabs: [Tab]
    let head: String
    /// How seldom a warning may be one for nothing; nil for those who only read.
    let action: String?
    let level: Pick
    let count: String
    let lines: [Line]
    let hasLines: Bool
    let empty: EmptyNote?
    let cards: PageCards

    init(_ facts: WarningFacts, _ filter: WarningFilter, _ context: CompanyContext) {
        let (reader, words) = (context.reader, context.words)
        overview = context.paths(ReportRoutes.page)
        tabs = FailureKind.allCases.map { kind in
            Tab(
                href: Address.of(context.paths(WarningRoutes.page), WarningFilter(kind).fields),
                label: words("reports.warnings.by.\(kind.rawValue)"), isCurrent: kind == filter.kind)
        }
        head = words(filter.kind == .batch ? "reports.warnings.month" : "parts.part")
        action = context.may(WarningRoutes.level) ? context.paths(WarningRoutes.level) : nil
        level = Pick(
            "level", words("reports.warnings.level"),
            EarlyWarning.levels.map { (String($0), words("reports.warnings.level.\($0)")) },
            chosen: String(facts.level))
        let judged = facts.batches.map { batch in
            let alarm = facts.alarms[batch.key]
            let dealt = alarm?.state == .closed ? alarm?.count : nil
            return (batch: batch, bound: batch.count.bound(since: dealt, level: facts.level), alarm: alarm)
        }.sorted { one, other in
            let (left, right) = (one.batch.count.found - one.bound, other.batch.count.found - other.bound)
            return left == right ? one.batch.key < other.batch.key : left > right
        }
        let loud = judged.filter { $0.batch.count.found >= $0.bound }.count
        count = words.count("reports.warnings.count.\(filter.kind.rawValue)", loud, reader)
        lines = judged.prefix(Self.most).map { batch, bound, alarm in
            Line(
                name: facts.names.model(batch.key), what: facts.names.what(batch.key, reader),
                units: reader.number(batch.units), found: reader.number(batch.count.found),
                expected: reader.tenths(batch.count.expected / 100), bound: reader.number(bound),
                badge: Self.badge(batch.count.found >= bound, alarm, words),
                href: alarm.map { context.paths(AlarmRoutes.one, $0.id) })
        }
        hasLines = !lines.isEmpty
        cards = facts.cards
        empty =
            hasLines
            ? nil : EmptyNote(title: words("reports.warnings.none"), text: words("reports.warnings.none.text"))
    }

    private static func badge(_ isLoud: Bool, _ alarm: AlarmRow?, _ words: Words) -> Badge? {
        if isLoud { return Badge(kind: "error", label: words("reports.warnings.alarm")) }
        return alarm?.state == .closed ? Badge(kind: "done", label: words("reports.alarm.closed")) : nil
    }
}
