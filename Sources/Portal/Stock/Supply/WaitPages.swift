import Domain
import Ground
import Web

/// What missing parts cost in days, by part and place.
struct WaitsPage: Page {
    struct Item: Sendable {
        let code: String
        let name: String
        let place: String
        let jobs: String
        let days: String
        /// The jobs that the number counts.
        let href: String
    }

    static let template = "stock/waits"
    let titleKey = "stock.waits"
    let back: String?
    let action: String
    let place: Pick
    let days: Pick
    let files: [FileLink]
    let sum: String
    let sumText: String
    let all: String
    let items: [Item]
    let hasItems: Bool
    let empty: EmptyNote?

    init(
        _ total: (jobs: Int, wait: WaitSpan), _ sums: [WaitSum], _ places: [PlaceRow], _ filter: WaitFilter,
        _ context: CompanyContext
    ) {
        let (reader, words, list) = (context.reader, context.words, context.paths(WaitRoutes.page))
        let jobs = context.paths(WaitRoutes.jobs)
        back = context.pathIfAllowed(SupplyRoutes.page)
        action = list
        place = Pick(
            "place", words("stock.place"), blank: words("stock.place.all"),
            places.map { (value: $0.id.description, label: "\($0.title(reader)) · \($0.code)") },
            chosen: filter.place?.description)
        days = Pick(
            "days", words("stock.waits.span"),
            WaitSpan.spans.map { (value: String($0), label: words("stock.supply.days_n", reader.number($0))) },
            chosen: String(filter.days))
        let export = WaitRoutes.export
        files = context.may(export) ? context.files(of: filter, at: context.paths(export)) : []
        (sum, all) = (words("stock.waits.days", reader.number(total.wait.days)), filter.address(jobs))
        sumText = words("stock.waits.text", reader.number(filter.days), reader.number(total.jobs))
        items = sums.map { row in
            Item(
                code: row.part.code, name: row.part.names.shown(reader), place: row.place.title(reader),
                jobs: reader.number(row.jobs), days: reader.number(row.wait.days),
                href: WaitFilter(place: row.place.id, part: row.part.id, days: filter.days).address(jobs))
        }
        hasItems = !items.isEmpty
        empty = hasItems ? nil : EmptyNote(title: words("stock.waits.none"), text: words("stock.waits.none_hint"))
    }
}

/// The jobs that waited, one by one.
struct WaitJobsPage: Page {
    struct Item: Sendable {
        let job: Fact
        let request: String
        let requestHref: String?
        let code: String
        let name: String
        let place: String
        let from: String
        let until: String?
        let days: String
    }

    static let template = "stock/wait_jobs"
    let titleKey = "stock.waits.jobs"
    let back: String
    let items: [Item]
    let hasItems: Bool
    let pager: Pager?
    let empty: EmptyNote?

    init(_ slice: Slice<WaitRow, ID<PartRequestLine>>, _ filter: WaitFilter, _ context: CompanyContext) {
        let (reader, words) = (context.reader, context.words)
        back = WaitFilter(place: filter.place, part: nil, days: filter.days).address(context.paths(WaitRoutes.page))
        items = slice.lines.map { row in
            Item(
                job: context.jobFact(row.job), request: row.request,
                requestHref: context.pathIfAllowed(RequestRoutes.one, row.request), code: row.part.code,
                name: row.part.names.shown(reader), place: row.place.title(reader), from: reader.day(of: row.madeAt),
                until: row.endedAt.map { reader.day(of: $0) }, days: reader.number(row.wait.days))
        }
        hasItems = !items.isEmpty
        pager =
            slice.next == nil && filter.cursor == nil
            ? nil : Pager(slice, of: filter, at: context.paths(WaitRoutes.jobs))
        empty = hasItems ? nil : EmptyNote(title: words("stock.waits.none"), text: words("stock.waits.none_hint"))
    }
}

/// The waits one by one, as a file.
enum WaitSheet {
    static func sheet(_ filter: WaitFilter, _ context: CompanyContext) -> Sheet<WaitRow, ID<PartRequestLine>> {
        let (words, reader, sight) = (context.words, context.reader, context.actor.sight)
        let (clock, since) = (context.company.clock, WaitRoutes.since(filter, context))
        let columns: [SheetColumn<WaitRow>] = [
            .init(words("stock.job")) { .text($0.job) }, .init(words("stock.request")) { .text($0.request) },
            .init(words("stock.part")) { .text($0.part.code) },
            .init(words("stock.name")) { .text($0.part.names.shown(reader)) },
            .init(words("stock.place")) { .text($0.place.title(reader).plainText) },
            .init(day: words("stock.waits.from"), context) { clock.day(of: $0.madeAt) },
            .init(day: words("stock.waits.until"), context) { $0.endedAt.map { clock.day(of: $0) } },
            .init(words("stock.waits.head")) { .number($0.wait.days) },
        ]
        return Sheet("stock_waits", in: "stock", title: "stock.waits", columns: columns) { cursor, size, tx in
            try WaitList.slice(filter.at(cursor), since: since, sight, size: size, tx)
        }
    }
}
