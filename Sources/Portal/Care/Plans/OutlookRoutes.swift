import Domain
import Ground
import HTTPTypes
import Hummingbird
import Web

/// What is overdue, what was missed, and what is to come.
package enum OutlookRoutes: RoomRoutes {
    package static let page = PlainPage("plans/outlook", for: .office)
    static let export = PlainPage("plans/outlook/export", for: .managers.union([.auditor]), watched: .export)

    package static var all: [Mounted] {
        [
            page.to { _, context in
                let (outlook, names) = try await read(context)
                return try context.show(OutlookPage(outlook, names, context))
            },
            export.to { request, context in
                let (outlook, names) = try await read(context)
                return try await OutlookSheet.sheet(outlook, names, context).response(to: request, context)
            },
        ]
    }

    private static func read(_ context: CompanyContext) async throws -> (Outlook, CommonNames) {
        let (today, calendar) = (context.today, context.reader.clock.calendar)
        return try await context.company.readAtLength { tx in
            (try Outlook.read(today: today, calendar: calendar, tx), try context.company.names.names(tx))
        }
    }
}

/// The outlook has no filter.
struct OutlookFilter: Filter {
    let fields: [Address.Field] = []
}

enum OutlookSheet {
    static func sheet(
        _ outlook: Outlook, _ names: CommonNames, _ context: CompanyContext
    ) -> Sheet<Outlook.Line, Never> {
        let (reader, words) = (context.reader, context.words)
        let months = OutlookPage.months(outlook, reader).enumerated().map { place, month in
            SheetColumn<Outlook.Line>(month) { .number(Int64($0.ahead[place])) }
        }
        let columns: [SheetColumn<Outlook.Line>] =
            [
                .init(words("plans.city")) { OutlookPage.city($0.city, names, reader).cell },
                .init(words("plans.overdue")) { .number(Int64($0.overdue)) },
            ] + months + [.init(words("plans.sum")) { .number(Int64($0.sum)) }]
        return Sheet("outlook", in: "plans", title: "plans.outlook", columns: columns) { _, _, _ in
            Slice(all: outlook.lines)
        }
    }
}

extension String {
    fileprivate var cell: Workbook.Cell { .text(self) }
}

struct OutlookPage: Page {
    struct Line: Sendable {
        let city: String
        /// The calls of this city.
        let href: String
        let lateHref: String
        let overdue: String
        let months: [String]
        let sum: String
    }

    struct Past: Sendable {
        let month: String
        let planned: String
        let done: String
        let missed: String
        let refused: String
        let share: String
    }

    static let template = "plans/outlook"
    let titleKey = "plans.outlook"
    let list: String
    let files: [FileLink]
    let months: [String]
    let lines: [Line]
    let hasLines: Bool
    let total: Line
    let sparkline: Sparkline
    let past: [Past]
    let hasPast: Bool
    let empty: EmptyNote?

    init(_ outlook: Outlook, _ names: CommonNames, _ context: CompanyContext) {
        let (reader, words) = (context.reader, context.words)
        list = context.paths(ServiceRoutes.list)
        files =
            context.may(OutlookRoutes.export)
            ? context.files(of: OutlookFilter(), at: context.paths(OutlookRoutes.export)) : []
        months = Self.months(outlook, reader)
        let list = list
        func line(_ name: String, _ city: String, _ overdue: Int, _ ahead: [Int]) -> Line {
            Line(
                city: name, href: Address.of(list, [("tab", DueTab.all.rawValue), ("city", city)]),
                lateHref: Address.of(list, [("tab", DueTab.late.rawValue), ("city", city)]),
                overdue: reader.number(overdue), months: ahead.map { reader.number($0) },
                sum: reader.number(ahead.reduce(0, +)))
        }
        lines = outlook.lines.map {
            line(
                Self.city($0.city, names, reader), $0.city?.description ?? DueFilter.unknown, $0.overdue, $0.ahead)
        }
        total = line(words("plans.total"), "", outlook.lines.reduce(0) { $0 + $1.overdue }, outlook.ahead)
        hasLines = !lines.isEmpty
        let numbers = zip(months, outlook.ahead).map { "\($0) \(reader.number($1))" }
        sparkline = Sparkline(
            name: words("plans.outlook.picture", numbers.joined(separator: words("list.comma"))),
            outlook.ahead.map(Int64.init))
        past = zip(outlook.starts, outlook.past).filter { $1.planned > 0 }.map { start, past in
            let month = reader.clock.calendar.month(of: start)
            return Past(
                month: reader.month(year: month.year, month: month.month), planned: reader.number(past.planned),
                done: reader.number(past.done), missed: reader.number(past.missed),
                refused: reader.number(past.refused),
                share: words("plans.percent", reader.number(past.done * 100 / past.planned)))
        }
        hasPast = !past.isEmpty
        empty =
            hasLines || hasPast ? nil : EmptyNote(title: words("plans.none"), text: words("plans.templates.none_hint"))
    }

    static func months(_ outlook: Outlook, _ reader: Reader) -> [String] {
        outlook.starts[Outlook.months..<2 * Outlook.months].map { start in
            let month = reader.clock.calendar.month(of: start)
            return reader.month(year: month.year, month: month.month)
        }
    }

    static func city(_ id: ID<City>?, _ names: CommonNames, _ reader: Reader) -> String {
        id.flatMap { names.city($0) }?.names.shown(reader) ?? reader.words("plans.city.unknown")
    }
}
