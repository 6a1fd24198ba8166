import Database
import Domain
import Ground
import Web

/// What waits for somebody of the customers' money, on his first page.
enum BooksWaiting {
    static func counts(_ context: CompanyContext, _ tx: Transaction) throws -> [WaitingCount] {
        guard context.may(ReceiptRoutes.list), context.actor.roles.meet(.finance) else { return [] }
        let today = context.today
        func bills(_ tab: BillFilter.Tab) throws -> (Int, String) {
            let filter = BillFilter(Asked(query: "tab=\(tab.rawValue)"), in: context.reader.clock.calendar)
            return (try BillList.count(filter, today: today, tx), filter.address(context.paths(BillRoutes.list)))
        }
        let overdue = try bills(.overdue)
        let late = BillFilter(Asked(query: "tab=overdue"), in: context.reader.clock.calendar)
        let first = try BillList.slice(late, size: WaitingCount.named, today: today, tx).lines.map { bill in
            NamedWait(
                href: context.paths(BillRoutes.one, bill.number), title: bill.number, text: bill.buyer.name.isolated,
                amount: Amount(Money(bill.open, context.company.currency), context.reader))
        }
        let filter = ReceiptFilter(Asked(query: "tab=due"))
        let counts = [
            WaitingCount("bills_overdue", .money, overdue.0, at: overdue.1, isLate: true, first: first),
            WaitingCount(
                "cheques_due", .money, try ReceiptList.count(filter, today: today, tx),
                at: filter.address(context.paths(ReceiptRoutes.list))),
        ]
        return counts.filter { $0.count > 0 }
    }
}
