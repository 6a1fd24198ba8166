import Domain
import Ground
import Web

/// Papers and differences of the warehouse as files.
enum StockListSheets {
    static func papers(_ filter: PaperFilter, _ context: CompanyContext) -> Sheet<PaperRow, ID<StockPaper>> {
        let (words, reader, sight) = (context.words, context.reader, context.actor.sight)
        let columns: [SheetColumn<PaperRow>] = [
            .init(words("stock.number")) { .text($0.number) },
            .init(words("stock.kind")) { .text(words("stock.paper.\($0.kind.rawValue)")) },
            .init(words("stock.state")) { .text(words("stock.state.\($0.state.rawValue)")) },
            .init(words("stock.line.from")) { .text($0.fromPlace.title(reader).plainText) },
            .init(words("stock.line.to")) { .text($0.toPlace.title(reader).plainText) },
            .init(day: words("stock.day"), context) { $0.day },
            .init(words("stock.reference")) { .text($0.reference) }, .init(words("stock.note")) { .text($0.note) },
            .init(words("stock.card.who")) { .text($0.maker) },
        ]
        return Sheet("stock_papers", in: "stock", title: "stock.papers", columns: columns) { cursor, size, tx in
            try PaperList.slice(filter.at(cursor), sight, size: size, tx)
        }
    }

    static func gaps(isAll: Bool, _ context: CompanyContext) -> Sheet<GapRow, ID<StockGap>> {
        let (words, reader, sight) = (context.words, context.reader, context.actor.sight)
        let clock = context.company.clock
        let columns: [SheetColumn<GapRow>] = [
            .init(words("stock.kind")) { .text(words("stock.gap.\($0.kind.rawValue)")) },
            .init(words("stock.part")) { .text($0.part.code) },
            .init(words("stock.name")) { .text($0.part.names.shown(reader)) },
            .init(words("stock.line.mark")) { .text($0.serial.isEmpty ? $0.lot : $0.serial) },
            .init(words("stock.line.quantity")) { .number($0.quantity) },
            .init(words("stock.place")) { .text($0.place.title(reader).plainText) },
            .init(words("claims.dealer")) { .text($0.dealerName) },
            .init(words("stock.number")) { .text($0.paperNumber.isEmpty ? $0.jobNumber : $0.paperNumber) },
            .init(day: words("stock.day"), context) { clock.day(of: $0.madeAt) },
            .init(words("stock.state")) { .text($0.how.map { words("stock.way.\($0.rawValue)") } ?? "") },
        ]
        return Sheet("stock_gaps", in: "stock", title: "stock.gaps", columns: columns) { cursor, size, tx in
            try Slice(cursor, size: size, key: { $0.id }) { limit in
                try GapList.seen(by: sight, isAll: isAll, before: cursor?.key, limit: limit, tx)
            }
        }
    }
}
