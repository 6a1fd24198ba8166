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
        return try PartDebtList.all("e.job_id IN (\(jobs)) AND e.state IN ('owed', 'sent')", limit: most, tx)
            .filter { $0.charge?.state != .posted }
            .filter { setting.hold.holds($0.state, bornOn: $0.bornOn, dueOn: $0.dueOn, on: today) }
            .map { hold($0, context) }
    }

    private static func hold(_ debt: PartDebtRow, _ context: CompanyContext) -> PayHold {
        let (words, reader) = (context.words, context.reader)
        let part = words("stock.hold.part", debt.part.names.shown(reader).isolated, debt.part.code.isolatedLeftToRight)
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
