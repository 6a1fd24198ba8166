import Database
import Domain
import Ground
import HTTPTypes
import Hummingbird
import Web

/// Customers and machines that may be one: their lists, and that somebody says they are two.
package enum LikenessRoutes: RoomRoutes {
    private static let deciders: Set<Role> = .managers.union([.reception])

    static let customers = PlainPage("customers/duplicates", for: deciders)
    static let customer = FormRoute<ID<CustomerLikeness>>("customers/duplicates/:likeness", for: deciders)
    static let units = PlainPage("units/duplicates", for: .managers)
    static let unit = FormRoute<ID<UnitLikeness>>("units/duplicates/:unit_likeness", for: .managers)

    package static var all: [Mounted] {
        [
            customers.to { request, context in try await showCustomers(LikenessFilter(request.asked), context) },
            units.to { request, context in try await showUnits(LikenessFilter(request.asked), context) },
            customer.to { form, context, id in
                let filter = LikenessFilter(isSettled: form.isChecked("again"))
                return try await context.once(form, flash: flash(filter), to: filter.address(context.paths(customers)))
                {
                    let pair = try LikenessStore.customers.settle(
                        id.value, !filter.isSettled, by: $0.actor.person, $0.tx)
                    try tell([pair.one, pair.other].map(EventSubject.customer), "customers", filter, $0)
                } orShow: { refused in
                    try await showCustomers(filter, context, status: refused.status, warning: refused.complaint)
                }
            },
            unit.to { form, context, id in
                let filter = LikenessFilter(isSettled: form.isChecked("again"))
                return try await context.once(form, flash: flash(filter), to: filter.address(context.paths(units))) {
                    let pair = try LikenessStore.units.settle(id.value, !filter.isSettled, by: $0.actor.person, $0.tx)
                    try tell([pair.one, pair.other].map(EventSubject.unit), "units", filter, $0)
                } orShow: { refused in
                    try await showUnits(filter, context, status: refused.status, warning: refused.complaint)
                }
            },
        ]
    }

    private static func flash(_ filter: LikenessFilter) -> String {
        filter.isSettled ? "likeness.again" : "likeness.settled"
    }

    private static func tell(
        _ things: [EventSubject], _ room: String, _ filter: LikenessFilter, _ deed: Deed
    ) throws {
        for thing in things {
            let event = Event(filter.isSettled ? "looked_at_again" : "told_apart", of: thing, in: room)
            try EventStore.add(event, by: deed.actor.person, deed.tx)
        }
    }

    private static func showCustomers(
        _ filter: LikenessFilter, _ context: CompanyContext, status: HTTPResponse.Status = .ok,
        warning: Complaint? = nil
    ) async throws -> Response {
        let slice = try await context.company.read { try LikenessList.customers(filter, $0) }
        let paths = context.paths
        let page = LikenessPage(
            slice, filter, title: "likeness.customers", list: paths(CustomerRoutes.list), path: paths(customers),
            context
        ) { line in
            LikenessLinks(
                one: paths(CustomerRoutes.one, ID<Customer>(line.one.id)),
                other: paths(CustomerRoutes.one, ID<Customer>(line.other.id)),
                merge: Address.of(
                    paths(MergeRoutes.question, ID<Customer>(line.one.id)), [("with", String(line.other.id))]),
                settle: paths(customer, ID<CustomerLikeness>(line.id)))
        }
        return try context.show(page, status: status, warning: warning)
    }

    private static func showUnits(
        _ filter: LikenessFilter, _ context: CompanyContext, status: HTTPResponse.Status = .ok,
        warning: Complaint? = nil
    ) async throws -> Response {
        let slice = try await context.company.read { try LikenessList.units(filter, $0) }
        let paths = context.paths
        let page = LikenessPage(
            slice, filter, title: "likeness.units", list: paths(UnitListRoutes.list), path: paths(units), context
        ) { line in
            LikenessLinks(
                one: paths(UnitRoutes.one, line.one.title), other: paths(UnitRoutes.one, line.other.title),
                merge: Address.of(paths(UnitMergeRoutes.question, line.one.title), [("with", line.other.title)]),
                settle: paths(unit, ID<UnitLikeness>(line.id)))
        }
        return try context.show(page, status: status, warning: warning)
    }
}

/// Where the row of a pair leads.
struct LikenessLinks: Sendable {
    let one: String
    let other: String
    let merge: String
    let settle: String
}

struct LikenessPage: Page {
    struct Side: Sendable {
        let href: String
        let title: String
        let facts: [String]
    }

    struct Item: Sendable {
        let reason: String
        let one: Side
        let other: Side
        let merge: String
        let settle: String
    }

    static let template = "likeness/list"
    let titleKey: String
    let list: String
    let listTitle: String
    let about: String
    let tabs: [Tab]
    let items: [Item]
    let hasItems: Bool
    let isSettled: Bool
    /// Whether the pairs are called by codes, which are read from left to right.
    let isCode: Bool
    let pager: Pager?
    let empty: EmptyNote?

    init(
        _ slice: Slice<LikenessLine, Int64>, _ filter: LikenessFilter, title: String, list: String, path: String,
        _ context: CompanyContext, links: (LikenessLine) -> LikenessLinks
    ) {
        let (reader, words) = (context.reader, context.words)
        (titleKey, self.list, isSettled, isCode) = (title, list, filter.isSettled, title == "likeness.units")
        listTitle = words("\(title).list")
        about = words("\(title).about", reader.number(Likeness<Customer>.most))
        tabs = [false, true].map { isSettled in
            Tab(
                href: LikenessFilter(isSettled: isSettled).address(path),
                label: words(isSettled ? "likeness.tab.settled" : "likeness.tab.open"),
                isCurrent: isSettled == filter.isSettled)
        }
        func side(_ side: LikenessSide, _ href: String) -> Side {
            let facts = side.facts.map {
                $0.hasPrefix("+") || $0.hasPrefix("0") ? reader.mobile($0).isolatedLeftToRight : $0
            }
            return Side(
                href: href, title: side.title,
                facts: facts + [side.since.map { words("likeness.since", reader.day(of: $0)) }].compactMap(\.self))
        }
        items = slice.lines.map { line in
            let way = links(line)
            return Item(
                reason: words("likeness.reason.\(line.reason.rawValue)"), one: side(line.one, way.one),
                other: side(line.other, way.other), merge: way.merge, settle: way.settle)
        }
        hasItems = !items.isEmpty
        pager = slice.next == nil ? nil : Pager(slice, of: filter, at: path)
        empty = hasItems ? nil : EmptyNote(title: words("likeness.none"), text: words("likeness.none_hint"))
    }
}
