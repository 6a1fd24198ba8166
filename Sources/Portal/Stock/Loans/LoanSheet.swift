import Domain
import Ground
import Web

/// Devices on loan as a file, behind the same filter as the page.
enum LoanSheet {
    static func sheet(_ filter: LoanFilter, _ context: CompanyContext) -> Sheet<LoanRow, ID<StockLoan>> {
        let (words, reader, sight, today) = (context.words, context.reader, context.actor.sight, context.today)
        let columns: [SheetColumn<LoanRow>] = [
            .init(words("stock.number")) { .text($0.number) },
            .init(words("stock.state")) { .text(Badge($0, today: today, words).label) },
            .init(words("stock.part")) { .text($0.part.code) },
            .init(words("stock.loan.device")) { .text($0.part.names.shown(reader)) },
            .init(words("stock.loan.serial")) { .text($0.serial) },
            .init(words("stock.loan.customer")) { .text($0.customerName) },
            .init(words("stock.job")) { .text($0.jobNumber) },
            .init(words("stock.place.dealer")) { .text($0.dealerName) },
            .init(day: words("stock.loan.lent"), context) { $0.lentOn },
            .init(day: words("stock.loan.due"), context) { $0.dueOn },
            .init(amount: words("stock.loan.deposit"), context) { $0.deposit },
        ]
        return Sheet("loans", in: "stock", title: "stock.loans", columns: columns) { cursor, size, tx in
            try LoanList.slice(filter.at(cursor), sight, today: today, size: size, tx)
        }
    }
}
