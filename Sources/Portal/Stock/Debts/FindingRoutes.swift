import Base
import Database
import Domain
import Ground
import Hummingbird
import Web

/// What was found of removed parts, dealer by dealer; a dealer's own beside the middle of all.
package enum FindingRoutes: RoomRoutes {
    private static let readers = Set<Role>.office.union([.dealerManager])
    package static let list = PlainPage("stock/findings", for: readers, of: .stock)

    package static var all: [Mounted] {
        [
            list.to { _, context in
                let shares = try await context.company.read { tx in
                    try FindingShareList.all(since: context.today.adding(days: -FindingShareList.days), tx)
                }
                return try context.show(FindingsPage(shares, context))
            }
        ]
    }
}

struct FindingsPage: Page {
    struct Line: Sendable {
        let dealer: Fact
        let inspected: String
        let whole: String
        /// nil where too few were inspected.
        let share: String?
        let question: String?
    }

    static let template = "stock/findings"
    let titleKey = "stock.findings"
    let tabs: [Tab]
    let text: String
    let median: String?
    let lines: [Line]
    let hasLines: Bool
    let empty: EmptyNote?

    init(_ all: [FindingShareList.Line], _ context: CompanyContext) {
        let (reader, words) = (context.reader, context.words)
        tabs = StockTab.tabs(.debts, context)
        let middle = FindingShare.median(all.map(\.share))
        let percent = { (permille: Int) in words("stock.findings.percent", reader.tenths(Int64(permille))) }
        text = words("stock.findings.text", reader.number(FindingShare.fewest))
        median = middle.map { words("stock.findings.median", percent($0)) }
        let own = context.actor.dealer
        lines = all.filter { own == nil || $0.dealer == own }.map { line in
            let list = Address.of(context.paths(DebtRoutes.list), [("tab", "settled"), ("dealer", line.code)])
            return Line(
                dealer: Fact(label: "", value: line.name, href: own == nil ? list : nil),
                inspected: reader.number(line.share.inspected),
                whole: line.share.permille == nil ? "" : reader.number(line.share.withoutFault),
                share: line.share.permille.map(percent),
                question: line.share.isQuestion(beside: middle) ? words("stock.findings.question") : nil)
        }
        hasLines = !lines.isEmpty
        empty =
            hasLines
            ? nil
            : EmptyNote(title: words("stock.findings.none"), text: words("stock.findings.none_hint"))
    }
}
