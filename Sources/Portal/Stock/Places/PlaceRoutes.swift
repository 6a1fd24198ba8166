import Database
import Domain
import Ground
import HTTPTypes
import Hummingbird
import Web

/// Where parts lie: the list of places, one of them, made and set aside by hand.
package enum PlaceRoutes: RoomRoutes {
    package static let list = PlainPage("stock/places", for: .insiders, of: .stock)
    static let export = PlainPage("stock/places/export", for: .stockFiles, watched: .export, of: .stock)
    static let form = PlainPage("stock/places/new", for: .keepers, of: .stock)
    static let addition = PlainForm("stock/places", for: .keepers, of: .stock)
    package static let one = PageRoute<ID<StockPlace>>("stock/places/:store", for: .insiders, of: .stock)
    static let change = FormRoute<ID<StockPlace>>("stock/places/:store", for: .keepers, of: .stock)
    static let retirement = FormRoute<ID<StockPlace>>("stock/places/:store/retirement", for: .keepers, of: .stock)

    package static var all: [Mounted] {
        [
            list.to { _, context in try await showAll(context) },
            export.to { request, context in try await PlaceSheet.sheet(context).response(to: request, context) },
            form.to { request, context in
                try await fill(FormBody(["kind": request.asked.text("kind")]), isBlank: true, context)
            },
            addition.to { form, context in try await add(form, context) },
            one.to { _, context, id in try await show(id, context) },
            change.to { form, context, id in try await change(form, id, context) },
            retirement.to { form, context, id in
                let version = try form.version
                return try await context.once(form, flash: "stock.place_retired", to: context.paths(list)) { deed in
                    try PlaceStore.retire(
                        StockPlaceList.find(id, .company, deed.tx), at: version, by: deed.actor.person, deed.tx)
                } orShow: { refused in
                    try await show(id, context, status: refused.status, warning: refused.complaint)
                }
            },
        ]
    }

    private static func showAll(_ context: CompanyContext) async throws -> Response {
        let sight = context.actor.sight
        let (rows, lines) = try await context.company.read { tx in
            (try StockPlaceList.seen(by: sight, tx), try StockPlaceList.lines(tx))
        }
        return try context.show(PlacesPage(rows, lines, context))
    }

    private static func show(
        _ id: ID<StockPlace>, _ context: CompanyContext, typed: PlaceChangeForm? = nil,
        status: HTTPResponse.Status = .ok, warning: Complaint? = nil
    ) async throws -> Response {
        let actor = context.actor
        let load = try await context.company.read { tx in
            let row = try StockPlaceList.find(id, actor.sight, tx)
            let history = actor.dealer == nil ? try HistoryCard.card(of: .stockPlace(id), context, tx) : nil
            return PlaceLoad(
                row: row, parent: try row.parent.map { try StockPlaceList.find($0, .company, tx) },
                shelves: try StockPlaceList.all(PlaceFilter(parent: id, isOpen: false), tx),
                worth: actor.roles.meet(.seesStockWorth) ? try StockPlaceList.worth(of: id, tx) : nil,
                parts: try StockPlaceList.lines(tx)[id] ?? 0, cards: PageCards([history].compactMap(\.self)))
        }
        return try context.show(PlacePage(load, typed, context), status: status, warning: warning)
    }

    private static func fill(
        _ body: FormBody, isBlank: Bool = false, _ context: CompanyContext, status: HTTPResponse.Status = .ok,
        refused: RefusedDeed? = nil
    ) async throws -> Response {
        let choices = try await context.company.read { try PlaceChoices(context.actor, $0) }
        let form = PlaceForm(body, choices)
        let page = PlaceFormPage(form, choices, isBlank: isBlank, refused?.error as? FieldRefusal, context)
        return try context.show(page, status: status, warning: refused?.complaint)
    }

    private static func add(_ body: FormBody, _ context: CompanyContext) async throws -> Response {
        let choices = try await context.company.read { try PlaceChoices(context.actor, $0) }
        guard let facts = PlaceForm(body, choices).facts else {
            return try await fill(body, context, status: .unprocessableContent)
        }
        return try await context.once(body, flash: "stock.place_added") { deed in
            context.paths(one, try PlaceStore.add(facts, by: deed.actor.person, deed.tx))
        } orShow: { refused in
            try await fill(body, context, status: refused.status, refused: refused)
        }
    }

    private static func change(
        _ body: FormBody, _ id: ID<StockPlace>, _ context: CompanyContext
    ) async throws -> Response {
        let (typed, version) = (PlaceChangeForm(body), try body.version)
        guard let fa = typed.fa.value, let en = typed.en.value, let limit = typed.limit.value else {
            return try await show(id, context, typed: typed, status: .unprocessableContent)
        }
        return try await context.once(body, flash: "stock.place_changed", to: context.paths(one, id)) { deed in
            let row = try StockPlaceList.find(id, .company, deed.tx)
            guard PlaceKind.byHand.contains(row.kind) else { throw Refusal.denied }
            try PlaceStore.change(
                row, at: version, names: BothNames(fa: fa, en: en), limit: limit, by: deed.actor.person, deed.tx)
        } orShow: { refused in
            try await show(id, context, typed: typed, status: refused.status, warning: refused.complaint)
        }
    }
}

/// What the page of a place shows.
struct PlaceLoad: Sendable {
    let row: PlaceRow
    let parent: PlaceRow?
    let shelves: [PlaceRow]
    /// nil for those who do not see what parts cost.
    let worth: Int64?
    let parts: Int
    let cards: PageCards
}

/// What the form of a place chooses from.
struct PlaceChoices: Sendable {
    let stores: [PlaceRow]
    let dealers: [(id: ID<Dealer>, code: String, name: String)]

    init(_ actor: Actor, _ tx: Transaction) throws {
        stores = try StockPlaceList.all(PlaceFilter(kinds: [.central]), tx)
        dealers = try StockPlaceList.dealers(tx)
    }
}
