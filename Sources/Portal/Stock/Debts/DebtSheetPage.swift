import Base
import Database
import Domain
import Ground
import Web

/// A dealer's removed parts of a month on paper, and those from before that are still out: it travels with the box.
struct DebtSheetPage: Page {
    struct Line: Sendable {
        let code: String
        let name: String
        let serial: String
        let job: String
        let born: String
        let due: String
        let state: String
    }

    static let template = "stock/debts_print"
    let titleKey = "stock.debts.sheet"
    let titleValues: [String]
    let back: String
    let facts: [Fact]
    let lines: [Line]
    let hasLines: Bool
    let empty: EmptyNote?
    let signatures: [String]

    init(_ load: Load, _ context: CompanyContext) {
        let (reader, words) = (context.reader, context.words)
        titleValues = [reader.month(year: load.period.year, month: load.period.month)]
        back = context.paths(DebtRoutes.list)
        lines = load.debts.map { debt in
            let isLate = debt.state == .owed && debt.dueOn < context.today
            return Line(
                code: debt.part.code, name: debt.part.names.shown(reader), serial: debt.serial,
                job: debt.jobNumber,
                born: reader.day(debt.bornOn), due: reader.day(debt.dueOn),
                state: debt.state == .sent
                    ? words("stock.debts.in_box", debt.boxNumber.isolatedLeftToRight)
                    : Badge(debt, isLate: isLate, words).label)
        }
        hasLines = !lines.isEmpty
        facts = [
            Fact(label: words("stock.place.dealer"), value: load.dealerName),
            Fact(label: words("stock.debts.sheet_day"), value: reader.day(context.today)),
            Fact(label: words("stock.debts.sheet_count"), value: reader.number(lines.count)),
        ]
        empty =
            hasLines ? nil : EmptyNote(title: words("stock.debts.none"), text: words("stock.debts.none_hint"))
        signatures = ["giver", "carrier", "taker"].map { words("stock.sign.\($0)") }
    }

    /// What stands on it.
    struct Load: Sendable {
        let dealerName: String
        let period: Period
        let debts: [PartDebtRow]

        /// - Parameter code: the dealer's; a dealer's people get their own whatever they ask for.
        /// - Throws: `Refusal.hidden` where there is no such dealer.
        init(_ code: String, _ period: Period, _ context: CompanyContext, _ tx: Transaction) throws {
            let calendar = context.company.clock.calendar
            let dealer = try PartDebtList.dealer(context.actor.dealer, code, tx)
            (dealerName, self.period) = (dealer.name, period)
            debts = try PartDebtList.of(
                dealer.id, born: period.days(in: calendar), context.actor.sight, tx)
        }
    }
}
