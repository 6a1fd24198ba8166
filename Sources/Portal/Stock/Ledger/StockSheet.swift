import Database
import Domain
import Ground
import Web

/// What lies where, and the card of a part, as files.
enum StockSheet {
    /// - Parameter day: as it lay at its end; nil: as it lies now.
    static func sheet(
        _ filter: StockFilter, asOf day: CalendarDay?, _ context: CompanyContext
    ) -> Sheet<StockRow, StockKey> {
        let (words, reader, sight, today) = (context.words, context.reader, context.actor.sight, context.today)
        var columns: [SheetColumn<StockRow>] = [
            .init(words("stock.part")) { .text($0.part.code) },
            .init(words("stock.name")) { .text($0.part.names.shown(reader)) },
            .init(words("stock.place.code")) { .text($0.placeCode) },
            .init(words("stock.place")) { .text($0.title(reader).plainText) },
            .init(words("stock.owner")) { .text(words("stock.owner.\($0.owner.rawValue)")) },
            .init(words("stock.line.condition")) { .text(words("stock.condition.\($0.condition.rawValue)")) },
            .init(words("stock.line.quantity")) { .number($0.quantity) },
        ]
        // What is kept back is kept back now.
        if day == nil {
            columns += [
                .init(words("stock.reserved")) { .number($0.reserved) },
                .init(words("stock.free")) { .number($0.free) },
            ]
        }
        if context.actor.roles.meet(.seesStockWorth) {
            columns += [
                .init(amount: words("stock.average"), context) { $0.value == nil ? nil : $0.worth.average },
                .init(amount: words("stock.worth"), context) { $0.value },
            ]
        }
        return Sheet("stock", title: "stock.title", columns: columns) { cursor, size, tx in
            try StockList.slice(filter.at(cursor), sight, asOf: day, on: today, size: size, tx)
        }
    }

    static func card(
        _ part: ID<SparePart>, _ filter: CardFilter, _ context: CompanyContext
    ) -> Sheet<MovementRow, ID<StockMovement>> {
        let words = context.words
        var columns: [SheetColumn<MovementRow>] = [
            .init(day: words("stock.day"), context) { $0.day },
            .init(words("stock.card.why")) {
                .text(words($0.isReversal ? "stock.why.reverse" : "stock.why.\($0.why)"))
            },
            .init(words("stock.number")) { .text([$0.paper, $0.job, $0.count].first { !$0.isEmpty } ?? "") },
            .init(words("stock.line.from")) { .text($0.fromCode) },
            .init(words("stock.line.to")) { .text($0.toCode) },
            .init(words("stock.line.condition")) { .text(words("stock.condition.\($0.condition.rawValue)")) },
            .init(words("stock.line.mark")) { .text($0.mark) },
            .init(words("stock.line.quantity")) { .number($0.quantity) },
            .init(words("stock.card.who")) { .text($0.who) },
        ]
        if context.actor.roles.meet(.seesStockWorth) {
            columns.append(.init(amount: words("stock.worth"), context) { $0.valueIn - $0.valueOut })
        }
        return Sheet("stock_card", in: "stock", title: "stock.card", columns: columns) { cursor, size, tx in
            try CardList.slice(part, filter.at(cursor), size: size, tx)
        }
    }
}
