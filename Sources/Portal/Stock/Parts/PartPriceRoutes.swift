import Domain
import Ground
import HTTPTypes
import Hummingbird
import Web

/// Prices of parts: what holds, lists that wait for another person, lists that were put into force.
package enum PartPriceRoutes: RoomRoutes {
    package static let list = PlainPage("parts/prices", for: .office)
    static let export = PlainPage("parts/prices/export", for: .office, watched: .export)
    static let one = PageRoute<ID<PartPriceList>>("parts/prices/:pricelist", for: .office)
    static let addition = FormRoute<ID<SparePart>>("parts/:spare/prices", for: .partWriters, watched: .configuration)
    static let removal = FormRoute<ID<PartPriceList>>("parts/prices/:pricelist/removal", for: .partPriceWriters)
    static let activation = FormRoute<ID<PartPriceList>>(
        "parts/prices/:pricelist/activation", for: .partPriceDeciders, watched: .configuration
    ).confirmed

    package static var all: [Mounted] {
        [
            list.to { _, context in
                let lists = try await context.company.read { try PartPriceRowList.lists($0) }
                return try context.show(PriceListsPage(lists, context))
            },
            export.to { request, context in
                try await sheet(PartFilter(request.asked), context).response(to: request, context)
            },
            one.to { request, context, id in try await show(id, PriceListFilter(request.asked), context) },
            addition.to { body, context, part in try await add(body, part, context) },
            removal.to { body, context, id in
                let revision = try body.version
                return try await decide(body, id, flash: "parts.prices.thrown_away", context) { deed in
                    try PartPriceStore.throwAway(id, at: revision, by: deed.actor.person, deed.tx)
                }
            },
            activation.to { body, context, id in
                let revision = try body.version
                return try await decide(body, id, flash: "parts.prices.activated", context) { deed in
                    try PartPriceStore.activate(id, at: revision, by: deed.actor, deed.tx)
                }
            },
        ]
    }

    private static func show(
        _ id: ID<PartPriceList>, _ filter: PriceListFilter, _ context: CompanyContext,
        status: HTTPResponse.Status = .ok, warning: Complaint? = nil
    ) async throws -> Response {
        let page = try await context.company.read { tx in
            let list = try PartPriceRowList.find(id, tx)
            let slice = try PartPriceRowList.slice(list, context.actor.partPriceKinds, filter.cursor, tx)
            return PriceListPage(
                list, slice, filter, easing: try Easing.now(tx),
                history: try HistoryCard.card(of: .partPrices(id), context, tx), context)
        }
        return try context.show(page, status: status, warning: warning)
    }

    private static func decide(
        _ body: FormBody, _ id: ID<PartPriceList>, flash: String, _ context: CompanyContext,
        _ work: @escaping @Sendable (Deed) throws -> Void
    ) async throws -> Response {
        try await context.once(body, flash: flash, to: context.paths(one, id)) { deed in
            try work(deed)
        } orShow: { refused in
            try await show(id, PriceListFilter(Asked()), context, status: refused.status, warning: refused.complaint)
        }
    }

    private static func add(
        _ body: FormBody, _ part: ID<SparePart>, _ context: CompanyContext
    ) async throws -> Response {
        let form = PartPriceForm(body, context.company.clock.calendar)
        guard let (day, prices) = form.prices else {
            return try await PartRoutes.show(part, typed: form, context, status: .unprocessableContent)
        }
        return try await context.once(
            body, flash: "parts.prices.drafted", to: context.paths(PartRoutes.one, part)
        ) { deed in
            _ = try PartPriceStore.write(prices, of: part, from: day, by: deed.actor.person, deed.tx)
        } orShow: { refused in
            try await PartRoutes.show(
                part, typed: form, context, status: refused.status, warning: refused.complaint)
        }
    }

    /// The catalogue with what holds today; it can be changed and brought in again as a list of prices.
    private static func sheet(
        _ filter: PartFilter, _ context: CompanyContext
    ) -> Sheet<(line: PartLine, prices: [PartPriceKind: PartPrice]), ID<SparePart>> {
        let (reader, words, today) = (context.reader, context.words, context.today)
        typealias Column = SheetColumn<(line: PartLine, prices: [PartPriceKind: PartPrice])>
        let columns: [Column] =
            [
                .init(words("parts.code")) { .text($0.line.code) },
                .init(words("parts.name")) { .text($0.line.names.shown(reader)) },
            ]
            + context.actor.partPriceKinds.map { kind in
                .init(amount: words("parts.price.\(kind.rawValue)"), context) { $0.prices[kind]?.amount.minor }
            }
        return Sheet("part-prices", in: "parts", title: "parts.prices", columns: columns) { cursor, size, tx in
            let slice = try PartList.slice(filter.at(cursor), size: size, tx)
            let prices = try PartPriceRowList.prices(of: slice.lines.map(\.id), tx)
            return slice.map { lines in
                lines.map { (line: $0, prices: PartPrice.holding(on: today, prices[$0.id] ?? [])) }
            }
        }
    }
}

/// Which page of a list of prices.
struct PriceListFilter: PagedFilter {
    static let paging = Paging(onward: "after", back: .toFirst)
    var cursor: Cursor<ID<PartPriceRow>>?

    init(_ asked: Asked) { cursor = asked.cursor(Self.paging) { ID($0) } }

    var fields: [Address.Field] { [] }
}

/// Prices of one part from a day on, as they were typed.
struct PartPriceForm: Sendable {
    let day: Input<CalendarDay>
    let amounts: [(kind: PartPriceKind, input: Input<Int64>)]

    init(_ body: FormBody, _ calendar: CalendarSystem) {
        day = body.input("from_on") { try calendar.parse($0) }
        amounts = PartPriceKind.allCases.map { kind in
            (kind, body.money(kind.rawValue, else: nil, in: 0...PartPrice.most))
        }
    }

    var isEmpty: Bool { amounts.allSatisfy { $0.input.typed.isEmpty } }

    /// nil where something cannot be understood, or nothing was said.
    var prices: (CalendarDay, [PartPriceKind: Int64])? {
        guard let day = day.value, !isEmpty, amounts.allSatisfy({ $0.input.complaint == nil }) else { return nil }
        return (day, amounts.reduce(into: [:]) { $0[$1.kind] = $1.input.value })
    }
}
