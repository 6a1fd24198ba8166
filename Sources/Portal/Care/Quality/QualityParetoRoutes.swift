import Domain
import Ground
import Hummingbird
import Web

/// What fails most, by what is asked.
package enum QualityParetoRoutes: RoomRoutes {
    static let page = PlainPage("quality/pareto", for: .readsQuality)
    static let export = PlainPage("quality/pareto/export", for: QualitySamplingRoutes.readers, watched: .export)

    package static var all: [Mounted] {
        [
            page.to { request, context in
                let filter = filter(request, context)
                let clock = context.company.clock
                let pareto = try await context.company.readAtLength { try QualityParetoList.pareto(filter, clock, $0) }
                return try context.show(QualityParetoPage(pareto, filter, context))
            },
            export.to { request, context in
                try await QualityParetoSheet.sheet(filter(request, context), context).response(to: request, context)
            },
        ]
    }

    private static func filter(_ request: Request, _ context: CompanyContext) -> QualityParetoFilter {
        QualityParetoFilter(request.asked, today: context.today, context.reader.clock.calendar)
    }

    /// What a line is called: of causes we know the words, all else is the company's.
    static func name(_ cause: BothNames, by dimension: QualityDimension, _ reader: Reader) -> String {
        switch dimension {
        case .cause: reader.words("quality.cause.\(cause.fa)")
        case .item: cause.shown(reader)
        case .dealer, .person, .model, .part: cause.fa
        }
    }
}

struct QualityParetoPage: Page {
    struct Line: Sendable {
        let name: String
        let count: String
        let share: String
        let cumulated: String
    }

    static let template = "quality/pareto"
    let titleKey = "quality.pareto"
    let list: String
    let action: String
    let by: String
    let head: String
    let tabs: [Tab]
    let place: Pick
    let from: Field
    let to: Field
    let files: [FileLink]
    let lines: [Line]
    let hasLines: Bool
    let total: String
    let empty: EmptyNote?

    init(_ pareto: Pareto<BothNames>, _ filter: QualityParetoFilter, _ context: CompanyContext) {
        let (reader, words, paths) = (context.reader, context.words, context.paths)
        let page = paths(QualityParetoRoutes.page)
        (list, action, by) = (paths(QualityRoutes.list), page, filter.dimension.rawValue)
        head = words("quality.by.\(filter.dimension.rawValue)")
        tabs = QualityDimension.allCases.map {
            Tab(
                href: filter.by($0).address(page), label: words("quality.by.\($0.rawValue)"), count: nil,
                isCurrent: $0 == filter.dimension)
        }
        place = Pick(
            "place", words("quality.place"), blank: words("quality.place.any"),
            QualityPlace.allCases.map { (value: $0.rawValue, label: words("quality.place.\($0.rawValue)")) },
            chosen: filter.place?.rawValue)
        let calendar = reader.clock.calendar
        func day(_ name: String, _ day: CalendarDay) -> Field {
            Field(name: name, label: words("quality.\(name)_day"), value: reader.digits(calendar.text(day))).asDay()
        }
        (from, to) = (day("from", filter.from), day("to", filter.to))
        files =
            context.may(QualityParetoRoutes.export)
            ? context.files(of: filter, at: paths(QualityParetoRoutes.export)) : []
        func percent(_ tenths: Int) -> String { words("quality.percent", reader.tenths(Int64(tenths))) }
        lines = pareto.lines.map {
            Line(
                name: QualityParetoRoutes.name($0.cause, by: filter.dimension, reader), count: reader.number($0.count),
                share: percent($0.share), cumulated: percent($0.cumulated))
        }
        (hasLines, total) = (!lines.isEmpty, reader.number(pareto.total))
        empty =
            hasLines ? nil : EmptyNote(title: words("quality.pareto.none"), text: words("quality.pareto.none_hint"))
    }
}

/// The same as a file.
enum QualityParetoSheet {
    static func sheet(
        _ filter: QualityParetoFilter, _ context: CompanyContext
    ) -> Sheet<Pareto<BothNames>.Line, Never> {
        let (words, reader, clock) = (context.words, context.reader, context.company.clock)
        let columns: [SheetColumn<Pareto<BothNames>.Line>] = [
            .init(words("quality.by.\(filter.dimension.rawValue)")) {
                .text(QualityParetoRoutes.name($0.cause, by: filter.dimension, reader))
            },
            .init(words("quality.failures_count")) { .number(Int64($0.count)) },
            .init(words("quality.share")) { .tenths(Int64($0.share)) },
            .init(words("quality.cumulated")) { .tenths(Int64($0.cumulated)) },
        ]
        return Sheet("quality-pareto", in: "quality", title: "quality.pareto", columns: columns) { _, _, tx in
            Slice(all: try QualityParetoList.pareto(filter, clock, tx).lines)
        }
    }
}
