import Domain
import Ground
import Web

/// What dealers were ever charged for removed parts, as a file, the newest first.
enum PartChargeSheet {
    static func sheet(_ context: CompanyContext) -> Sheet<PartChargeRow, ID<PartCharge>> {
        let (words, reader, clock) = (context.words, context.reader, context.company.clock)
        let columns: [SheetColumn<PartChargeRow>] = [
            .init(day: words("stock.charge.day"), context) { clock.day(of: $0.madeAt) },
            .init(words("claims.dealer")) { .text($0.dealerName) },
            .init(words("stock.charge.dealer_code")) { .text($0.dealerCode) },
            .init(words("stock.part")) { .text($0.part.code) },
            .init(words("stock.name")) { .text($0.part.names.shown(reader)) },
            .init(words("stock.job")) { .text($0.jobNumber) },
            .init(day: words("stock.debt.due"), context) { $0.dueOn },
            .init(words("stock.state")) { .text(words("stock.charge.\($0.state.rawValue)")) },
            .init(amount: words("stock.charge.amount"), context) { $0.amount },
            .init(words("stock.maker")) { .text($0.madeByName) },
            .init(words("stock.charge.decider")) { .text($0.decidedByName) },
            .init(words("stock.note")) { .text($0.note) },
        ]
        return Sheet("part_charges", in: "stock", title: "stock.charges", columns: columns) { cursor, size, tx in
            try PartChargeStore.slice(cursor, size: size, tx)
        }
    }
}
