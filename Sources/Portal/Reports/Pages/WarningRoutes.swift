import Domain
import Ground
import HTTPTypes
import Hummingbird
import Web

/// Batches of which more fail than can be by chance.
package enum WarningRoutes: RoomRoutes {
    static let page = PlainPage("reports/warnings", for: .seesMoney)

    package static var all: [Mounted] {
        [
            page.to { request, context in
                let filter = WarningFilter(request.asked)
                let page = try await context.company.read { tx in
                    let batches = try BatchStore.all(tx)
                    let models = Set(batches.map(\.key.model.description))
                    return WarningPage(batches, try ReportNames(models, .model, context, tx), filter, context)
                }
                return try context.show(page)
            }
        ]
    }
}

/// How seldom a warning may be one for nothing.
struct WarningFilter: Filter {
    let level: Int

    init(_ asked: Asked) {
        let wanted = asked.number("level", in: 0...100) ?? EarlyWarning.usual
        level = EarlyWarning.levels.contains(wanted) ? wanted : EarlyWarning.usual
    }

    var fields: [Address.Field] { [("level", String(level))] }
}

/// What was found of each batch beside what was to be expected.
struct WarningPage: Page {
    struct Line: Sendable {
        let name: String
        let month: String
        let units: String
        let found: String
        let expected: String
        let bound: String
        let badge: Badge?
    }

    private static let most = 100
    static let template = "reports/warnings"
    let titleKey = "reports.warnings"
    let overview: String
    let action: String
    let level: Pick
    let count: String
    let lines: [Line]
    let hasLines: Bool
    let empty: EmptyNote?

    init(_ batches: [BatchStore.Batch], _ names: ReportNames, _ filter: WarningFilter, _ context: CompanyContext) {
        let reader = context.reader
        (overview, action) = (context.paths(ReportRoutes.page), context.paths(WarningRoutes.page))
        level = Pick(
            "level", reader.words("reports.warnings.level"),
            EarlyWarning.levels.map { (String($0), reader.words("reports.warnings.level.\($0)")) },
            chosen: String(filter.level))
        let judged = batches.map { batch in
            (batch: batch, bound: EarlyWarning.bound(expected: batch.expected, level: filter.level))
        }.sorted { one, other in
            let (left, right) = (one.batch.found - one.bound, other.batch.found - other.bound)
            return left == right
                ? (one.batch.key.model, one.batch.key.from) < (other.batch.key.model, other.batch.key.from)
                : left > right
        }
        count = reader.words.count("reports.warnings.count", judged.filter { $0.batch.found >= $0.bound }.count, reader)
        lines = judged.prefix(Self.most).map { batch, bound in
            let month = ReportPeriod(.month, of: batch.key.from, reader.clock.calendar)
            return Line(
                name: names[batch.key.model.description], month: reader.period(month),
                units: reader.number(batch.units),
                found: reader.number(batch.found), expected: reader.tenths(batch.expected / 100),
                bound: reader.number(bound),
                badge: batch.found >= bound ? Badge(kind: "error", label: reader.words("reports.warnings.alarm")) : nil)
        }
        hasLines = !lines.isEmpty
        empty =
            hasLines
            ? nil
            : EmptyNote(title: reader.words("reports.warnings.none"), text: reader.words("reports.warnings.none.text"))
    }
}
