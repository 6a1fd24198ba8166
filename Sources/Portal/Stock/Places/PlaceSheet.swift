import Domain
import Ground
import Web

/// The places of the warehouse as a file.
enum PlaceSheet {
    struct Line: Sendable {
        let place: PlaceRow
        /// Of parts that lie there.
        let parts: Int
    }

    static func sheet(_ context: CompanyContext) -> Sheet<Line, Never> {
        let (words, reader, sight) = (context.words, context.reader, context.actor.sight)
        let columns: [SheetColumn<Line>] = [
            .init(words("stock.place.code")) { .text($0.place.code) },
            .init(words("stock.place.kind")) { .text(words("stock.kind.\($0.place.kind.rawValue)")) },
            .init(words("stock.place.name")) { .text($0.place.title(reader).plainText) },
            .init(words("claims.dealer")) { .text($0.place.dealerName) },
            .init(words("stock.place.holder")) { .text($0.place.personName) },
            .init(words("stock.place.parts")) { .number(Int64($0.parts)) },
            .init(day: words("stock.place.counted"), context) { $0.place.countedOn },
            .init(words("stock.state")) { .text($0.place.isRetired ? words("stock.place.retired") : "") },
        ]
        return Sheet("stock_places", in: "stock", title: "stock.places", columns: columns) { _, _, tx in
            let lines = try StockPlaceList.lines(tx)
            return Slice(all: try StockPlaceList.seen(by: sight, tx).map { Line(place: $0, parts: lines[$0.id] ?? 0) })
        }
    }
}
