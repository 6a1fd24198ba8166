import Base
import Database
import Domain
import Ground
import Web
import Work

/// Why the pay of jobs waits: the removed parts that hold it back, in the terms of the view `pay_hold`.
enum PartHoldList {
    /// More are not said of one page.
    private static let most = 1_000

    static func holds(_ jobs: [ID<Job>], _ context: CompanyContext, _ tx: Transaction) throws -> [PayHold] {
        guard !jobs.isEmpty else { return [] }
        let setting = try StockSetting(tx)
        guard setting.isOn, setting.hold != .never else { return [] }
        let today = context.today
        let debts = try PartDebtList.all("e.job_id IN (\(jobs)) AND e.state IN ('owed', 'sent')", limit: most, tx)
            .filter { $0.charge?.state != .posted }
            .filter { setting.hold.holds($0.state, bornOn: $0.bornOn, dueOn: $0.dueOn, on: today) }
        return pieces(debts).map { hold($0.debt, count: $0.count, context) }
    }

    /// Of one part of one visit there may be many: they are said once.
    private static func pieces(_ debts: [PartDebtRow]) -> [(debt: PartDebtRow, count: Int)] {
        debts.reduce(into: []) { pieces, debt in
            let known = pieces.firstIndex { item in
                let one = item.debt
                return (one.job, one.part.id, one.bornOn) == (debt.job, debt.part.id, debt.bornOn)
                    && (one.state, one.dueOn, one.boxNumber) == (debt.state, debt.dueOn, debt.boxNumber)
            }
            if let known { pieces[known].count += 1 } else { pieces.append((debt, 1)) }
        }
    }

    private static func hold(_ debt: PartDebtRow, count: Int, _ context: CompanyContext) -> PayHold {
        let (words, reader) = (context.words, context.reader)
        let (name, code) = (debt.part.names.shown(reader).isolated, debt.part.code.isolatedLeftToRight)
        let part =
            count == 1
            ? words("stock.hold.part", name, code) : words("stock.hold.parts", name, code, reader.number(count))
        let text =
            debt.state == .sent
            ? words("stock.hold.sent", part, reader.day(debt.bornOn), debt.boxNumber.isolatedLeftToRight)
            : words("stock.hold.owed", part, reader.day(debt.bornOn), reader.day(debt.dueOn))
        let href =
            debt.state == .sent
            ? context.pathIfAllowed(DebtRoutes.box, debt.boxNumber)
            : context.pathIfAllowed(DebtRoutes.list).map { Address.of($0, [("dealer", debt.dealerCode)]) }
        return PayHold(job: debt.job, dealer: debt.dealerCode, why: Fact(label: "", value: text, href: href))
    }
}
