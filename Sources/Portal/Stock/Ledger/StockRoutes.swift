import Database
import Domain
import Ground
import HTTPTypes
import Hummingbird
import Web

/// What lies where, and the card of a part.
package enum StockRoutes: RoomRoutes {
    package static let list = PlainPage(
        "stock", for: .insiders, menu: .init("stock", icon: "box", order: 45), of: .stock)
    static let export = PlainPage(
        "stock/export", for: .stockFiles, watched: .export, of: .stock)
    package static let card = PageRoute<ID<SparePart>>("stock/cards/:spare", for: .insiders, of: .stock)
    static let cardExport = PageRoute<ID<SparePart>>(
        "stock/cards/:spare/export", for: .stockFiles, watched: .export, of: .stock)

    package static var all: [Mounted] {
        [
            list.to { request, context in
                let (filter, sight) = (StockFilter(request.asked), context.actor.sight)
                let page = try await context.company.read { tx in
                    StockPage(
                        try StockList.slice(filter, sight, on: context.today, tx),
                        try StockPlaceList.seen(by: sight, tx),
                        context.actor.roles.meet(.seesStockWorth) ? try StockProof(tx) : nil, filter, context)
                }
                return try context.show(page)
            },
            export.to { request, context in
                let day = request.asked.day("day", in: context.reader.clock.calendar)
                return try await StockSheet.sheet(StockFilter(request.asked), asOf: day.value, context)
                    .response(to: request, context)
            },
            card.to { request, context, part in try await show(part, CardFilter(request.asked), context) },
            cardExport.to { request, context, part in
                let filter = CardFilter(request.asked)
                let known = try await context.company.read { try StockPartList.all([part], $0)[part] }
                guard known != nil else { throw Refusal.hidden }
                return try await StockSheet.card(part, filter, context).response(to: request, context)
            },
        ]
    }

    private static func show(
        _ part: ID<SparePart>, _ filter: CardFilter, _ context: CompanyContext
    ) async throws -> Response {
        let actor = context.actor
        let load = try await context.company.read { tx in
            guard let known = try StockPartList.all([part], tx)[part] else { throw Refusal.hidden }
            let places = try StockPlaceList.seen(by: actor.sight, tx)
            var filter = filter
            // A dealer sees what came and went in his own custody, and one place at a time.
            if actor.dealer != nil, filter.place == nil {
                let inUse = places.filter { !$0.isRetired }
                guard let own = inUse.first(where: { $0.kind == .sub }) ?? inUse.first else { throw Refusal.hidden }
                filter = CardFilter(own.id, filter)
            }
            if let place = filter.place { _ = try StockPlaceList.find(place, actor.sight, tx) }
            let slice = try CardList.slice(part, filter, tx)
            let top = try filter.place.flatMap { place in
                try slice.lines.first.map { try CardList.balance(of: part, at: place, after: $0.id, tx) }
            }
            let today = context.today
            let lies =
                try filter.place.map { try FreeStockList.all([part], at: [$0], on: today, tx) }
                ?? FreeStockList.all([part], on: today, tx)
            let stock = lies.values.reduce(into: FreeStock()) { sum, place in
                sum.onHand += place.onHand
                sum.reserved += place.reserved
            }
            let reservations =
                actor.dealer == nil
                ? try FreeStockList.reservations(of: part, at: filter.place, on: context.today, tx) : []
            let worth = actor.roles.meet(.seesStockWorth) ? try StockBalanceStore.worth(of: part, tx) : nil
            return CardLoad(
                part: known, slice: slice, filter: filter, places: places, top: top, stock: stock,
                reservations: reservations, worth: worth)
        }
        return try context.show(CardPage(load, context))
    }
}

/// What the card of a part shows.
struct CardLoad: Sendable {
    let part: StockPart
    let slice: Slice<MovementRow, ID<StockMovement>>
    let filter: CardFilter
    let places: [PlaceRow]
    /// What lay at the place after the first of these movements.
    let top: Int64?
    /// Of new goods of ours, at that place or at all.
    let stock: FreeStock
    let reservations: [ReservationRow]
    /// nil for those who do not see what parts cost.
    let worth: StockWorth?
}

extension CardFilter {
    init(_ place: ID<StockPlace>, _ other: CardFilter) {
        self.place = place
        cursor = other.cursor
    }
}
