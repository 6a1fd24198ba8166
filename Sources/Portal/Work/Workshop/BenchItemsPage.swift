import Base
import Domain
import Ground
import Web

/// A machine in a list of the workshop.
struct BenchItemLine: Sendable {
    let href: String
    let number: String
    let badge: Badge
    let model: String
    let serial: String
    let customer: String
    let bench: String
    let technician: String
    let shelf: String
    let promised: String
    let isLate: Bool
    let since: String

    init(_ row: BenchItemRow, _ context: CompanyContext) {
        let reader = context.reader
        (href, number) = (context.paths(BenchItemRoutes.one, row.number), row.number)
        badge = Badge(row.state, context.words)
        (model, serial, customer) = (row.model, row.serial, row.customerName)
        (bench, technician, shelf) = (row.benchNames.shown(reader), row.technicianName, row.shelf)
        (promised, isLate) = (row.promisedOn.map(reader.day) ?? "", row.isLate(context.today))
        since = reader.dateTime(row.movedAt)
    }
}

/// The list behind the board.
struct BenchItemsPage: Page {
    static let template = "workshop/units"
    let titleKey = "workshop.units"
    let links: WorkshopLinks
    let board: String
    let action: String
    let typed: String
    let show: Pick
    let bench: Pick
    let technician: Pick
    let files: [FileLink]
    let items: [BenchItemLine]
    let hasItems: Bool
    let pager: Pager?
    let empty: EmptyNote?

    init(
        _ slice: Slice<BenchItemRow, ID<BenchItem>>, _ benches: [BenchRow], _ people: [BenchPerson],
        _ filter: BenchFilter, _ context: CompanyContext
    ) {
        let (reader, words, list) = (context.reader, context.words, context.paths(WorkshopRoutes.list))
        links = WorkshopLinks(context)
        (board, action, typed) = (context.paths(WorkshopRoutes.board), list, filter.typed)
        let shown: [(value: String, label: String)] =
            ["open", "late", "all"].map { (value: $0, label: words("workshop.show.\($0)")) }
            + BenchState.allCases.map { (value: $0.rawValue, label: words("workshop.state.\($0.rawValue)")) }
        show = Pick("show", words("workshop.state"), shown, chosen: filter.show.text)
        bench = Pick(
            "bench", words("workshop.bench"), blank: words("workshop.bench.all"),
            benches.map { (value: $0.id.description, label: $0.names.shown(reader)) },
            chosen: filter.bench?.description)
        technician = Pick(
            "technician", words("workshop.technician"), blank: words("workshop.technician.all"),
            people.map { (value: $0.id.description, label: $0.name) }, chosen: filter.technician?.description)
        files =
            context.may(WorkshopRoutes.export)
            ? context.files(of: filter, at: context.paths(WorkshopRoutes.export)) : []
        items = slice.lines.map { BenchItemLine($0, context) }
        hasItems = !items.isEmpty
        pager = slice.next == nil && filter.cursor == nil ? nil : Pager(slice, of: filter, at: list)
        empty =
            hasItems
            ? nil
            : EmptyNote(
                title: words("workshop.units.none"), text: words("workshop.units.none_hint"),
                action: .clear(list, words))
    }
}

/// The list as a file.
enum BenchItemSheet {
    static func sheet(
        _ filter: BenchFilter, _ context: CompanyContext
    ) -> Sheet<BenchItemRow, ID<BenchItem>> {
        let (words, reader, clock, today) = (context.words, context.reader, context.reader.clock, context.today)
        let columns: [SheetColumn<BenchItemRow>] = [
            .init(words("workshop.job")) { .text($0.number) },
            .init(words("workshop.state")) { .text(words("workshop.state.\($0.state.rawValue)")) },
            .init(words("jobs.model")) { .text($0.model) }, .init(words("jobs.serial")) { .text($0.serial) },
            .init(words("jobs.customer")) { .text($0.customerName) },
            .init(words("workshop.bench")) { .text($0.benchNames.shown(reader)) },
            .init(words("workshop.technician")) { .text($0.technicianName) },
            .init(words("workshop.shelf")) { .text($0.shelf) },
            .init(day: words("workshop.promised"), context) { $0.promisedOn },
            .init(day: words("workshop.received_at"), context) { clock.day(of: $0.receivedAt) },
            .init(day: words("workshop.since"), context) { clock.day(of: $0.movedAt) },
            .init(words("workshop.symptom")) { .text($0.symptom) }, .init(words("workshop.cause")) { .text($0.cause) },
            .init(words("workshop.remedy")) { .text($0.remedy) },
            .init(words("workshop.sender")) { .text($0.sender) }, .init(words("workshop.seal")) { .text($0.seal) },
            .init(words("workshop.differs")) { .text($0.differs) },
            .init(words("workshop.reason")) { .text($0.reason) },
        ]
        return Sheet("workshop", title: "workshop.units", columns: columns) { cursor, size, tx in
            try BenchItemList.slice(filter.at(cursor), today: today, size: size, tx)
        }
    }
}
