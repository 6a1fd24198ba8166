import Domain
import Ground
import HTTPTypes
import Hummingbird
import Web

/// The company's units: their list and its file.
package enum UnitListRoutes: RoomRoutes {
    package static let list = PlainPage("units", for: .office, menu: .init("units", icon: "document", order: 96))
    /// Whoever takes out all units with their owners answers for the network.
    static let export = PlainPage("units/export", for: .managers.union([.auditor]), watched: .export)

    package static let segmented = SegmentedList("units", at: list, title: "units.title") { UnitFilter($0) }

    package static var all: [Mounted] {
        [
            list.to { request, context in try await show(UnitFilter(request.asked), context) },
            export.to { request, context in
                try await sheet(UnitFilter(request.asked), context).response(to: request, context)
            },
        ]
    }

    private static func show(_ filter: UnitFilter, _ context: CompanyContext) async throws -> Response {
        let (today, calendar) = (context.today, context.company.clock.calendar)
        let (slice, groups, cities, segments) = try await context.company.read { tx in
            (
                try UnitLineList.slice(filter, on: today, calendar, tx), try ProductList.groups(tx),
                try UnitLineList.cities(tx), try SegmentBar.read(of: filter, in: segmented, context, tx)
            )
        }
        return try context.show(UnitListPage(slice, filter, groups, cities, segments, context))
    }

    private static func sheet(_ filter: UnitFilter, _ context: CompanyContext) -> Sheet<UnitLine, ID<Unit>> {
        let (words, reader, calendar, today) = (
            context.words, context.reader, context.company.clock.calendar, context.today
        )
        let columns: [SheetColumn<UnitLine>] = [
            .init(words("jobs.serial")) { .text($0.serial) }, .init(words("products.model")) { .text($0.modelCode) },
            .init(words("products.name")) { .text($0.model) },
            .init(words("jobs.group")) { .text($0.group.shown(reader)) },
            .init(words("units.owner")) { .text($0.ownerName) },
            .init(day: words("jobs.purchased"), context) { $0.cover.dates.sale },
            .init(day: words("jobs.installed"), context) { $0.cover.dates.installation },
            .init(words("units.cover")) { line in
                .text(words("jobs.warranty.\(line.cover.verdict(on: today, calendar).rawValue)"))
            },
            .init(day: words("jobs.warranty_end"), context) { $0.cover.sheet(on: today, calendar)[.labour]?.lastDay },
        ]
        return Sheet("units", title: "units.title", columns: columns) { cursor, size, tx in
            try UnitLineList.slice(filter.at(cursor), on: today, calendar, size: size, tx)
        }
    }
}

struct UnitListPage: Page {
    struct Item: Sendable {
        let href: String
        let serial: String
        let model: String
        let group: String
        let owner: String
        let ownerHref: String
        let badge: Badge
        let end: String
    }

    static let template = "units/list"
    let titleKey = "units.title"
    let action: String
    let cards: String
    let exchanges: String
    let segments: SegmentBar
    let typed: String
    let model: String
    let group: Pick
    let city: Pick
    let cover: Pick
    /// Within how many days it ends; nil where that is not asked.
    let days: String?
    /// nil for those who do not merge.
    let duplicates: String?
    let files: [FileLink]
    let items: [Item]
    let hasItems: Bool
    let pager: Pager?
    let empty: EmptyNote?

    init(
        _ slice: Slice<UnitLine, ID<Unit>>, _ filter: UnitFilter, _ groups: [GroupItem],
        _ cities: [(id: ID<City>, names: BothNames)], _ segments: SegmentBar, _ context: CompanyContext
    ) {
        let (reader, paths, words) = (context.reader, context.paths, context.words)
        let (list, calendar) = (paths(UnitListRoutes.list), context.company.clock.calendar)
        duplicates = context.pathIfAllowed(LikenessRoutes.units)
        (action, self.segments) = (list, segments)
        (cards, exchanges) = (paths(WarrantyCardRoutes.list), paths(ExchangeRoutes.list))
        (typed, model) = (filter.typed, filter.model)
        group = Pick(
            "group", words("jobs.group"), blank: words("units.any_group"),
            groups.map { (value: $0.id.description, label: $0.names.shown(reader)) }, chosen: filter.group?.description)
        city = Pick(
            "city", words("units.city"), blank: words("units.any_city"),
            cities.map { (value: $0.id.description, label: $0.names.shown(reader)) }
                .inPersianOrder { $0.label },
            chosen: filter.city?.description)
        cover = Pick(
            "cover", words("units.cover"), blank: words("units.any_cover"),
            UnitFilter.Cover.allCases.map { (value: $0.rawValue, label: words("units.cover.\($0.rawValue)")) },
            chosen: filter.cover?.rawValue)
        days = filter.cover == .ending ? String(filter.days) : nil
        files =
            context.may(UnitListRoutes.export) ? context.files(of: filter, at: paths(UnitListRoutes.export)) : []
        items = slice.lines.map { line in
            let verdict = line.cover.sheet(on: context.today, calendar)
            return Item(
                href: paths(UnitRoutes.one, line.serial), serial: line.serial, model: line.model,
                group: line.group.shown(reader), owner: line.ownerName,
                ownerHref: paths(CustomerRoutes.one, line.owner),
                badge: Badge(verdict.overall, words), end: verdict[.labour]?.lastDay.map(reader.day) ?? "")
        }
        hasItems = !items.isEmpty
        pager = slice.next == nil ? nil : Pager(slice, of: filter, at: list)
        empty = hasItems ? nil : Self.note(filter, goesOn: slice.next != nil, list, words)
    }

    private static func note(_ filter: UnitFilter, goesOn: Bool, _ list: String, _ words: Words) -> EmptyNote {
        guard !goesOn else {
            return EmptyNote(title: words("units.none_so_far"), text: words("units.none_so_far_hint"), action: nil)
        }
        return EmptyNote(
            title: words(filter.isNarrowed ? "units.none_found" : "units.none"),
            text: words(filter.isNarrowed ? "units.none_found_hint" : "units.none_hint"),
            action: filter.isNarrowed ? .clear(list, words) : nil)
    }
}
