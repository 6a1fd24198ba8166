import Domain
import Ground
import Web

/// Removed parts that are owed as a file, behind the same filter as the page.
enum DebtSheet {
    static func sheet(_ filter: PartDebtFilter, _ context: CompanyContext) -> Sheet<PartDebtRow, PartDebtKey> {
        let (words, reader, sight, today) = (context.words, context.reader, context.actor.sight, context.today)
        let columns: [SheetColumn<PartDebtRow>] = [
            .init(words("stock.part")) { .text($0.part.code) },
            .init(words("stock.name")) { .text($0.part.names.shown(reader)) },
            .init(words("stock.serial")) { .text($0.serial) },
            .init(words("claims.dealer")) { .text($0.dealerName) }, .init(words("stock.job")) { .text($0.jobNumber) },
            .init(day: words("stock.debt.born"), context) { $0.bornOn },
            .init(day: words("stock.debt.due"), context) { $0.dueOn },
            .init(words("stock.state")) { .text(words("stock.debt.\($0.state.rawValue)")) },
            .init(words("stock.box")) { .text($0.boxNumber) },
            .init(words("stock.finding")) { .text($0.finding.map { words("stock.finding.\($0.rawValue)") } ?? "") },
            .init(words("stock.disposition")) {
                .text($0.disposition.map { words("stock.disposition.\($0.rawValue)") } ?? "")
            },
            .init(words("stock.note")) { .text($0.note) },
        ]
        return Sheet("part_debts", in: "stock", title: "stock.debts", columns: columns) { cursor, size, tx in
            try PartDebtList.slice(filter.at(cursor), sight, today: today, size: size, tx)
        }
    }
}
