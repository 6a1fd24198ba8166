import Base
import Database
import Domain
import Ground
import Web

extension ReceiptState {
    func badge(_ words: Words) -> Badge {
        let kind =
            switch self {
            case .received, .cleared: "done"
            case .inHand: "warning"
            case .deposited: "accent"
            case .bounced: "error"
            }
        return Badge(kind: kind, label: words("receipts.state.\(rawValue)"))
    }
}

/// What customers have paid.
struct ReceiptsPage: Page {
    struct Line: Sendable {
        let href: String
        let number: String
        let customer: String
        let way: String
        let day: String
        let due: String
        let amount: Amount
        /// nil where all of it has paid.
        let free: Amount?
        let badge: Badge
    }

    static let template = "books/receipts"
    let titleKey = "receipts.title"
    let bills: String
    let files: [FileLink]
    let tabs: [Tab]
    let action: String
    let tab: String
    let typed: String
    let unit: String
    let items: [Line]
    let hasItems: Bool
    let pager: Pager?
    let empty: EmptyNote?

    static func read(_ filter: ReceiptFilter, _ context: CompanyContext, _ tx: Transaction) throws -> ReceiptsPage {
        let today = context.today
        let counted: [ReceiptFilter.Tab] = [.due, .bounced, .free]
        let counts = try counted.reduce(into: [ReceiptFilter.Tab: Int]()) { counts, tab in
            counts[tab] = try ReceiptList.count(filter.with { $0.tab = tab }, today: today, tx)
        }
        return ReceiptsPage(try ReceiptList.slice(filter, today: today, tx), counts, filter, context)
    }

    private init(
        _ slice: Slice<ReceiptRow, ID<CustomerReceipt>>, _ counts: [ReceiptFilter.Tab: Int], _ filter: ReceiptFilter,
        _ context: CompanyContext
    ) {
        let (reader, words, paths, currency) = (
            context.reader, context.words, context.paths, context.company.currency
        )
        let list = paths(ReceiptRoutes.list)
        bills = paths(BillRoutes.list)
        files = context.files(of: filter, at: paths(ReceiptRoutes.export))
        tabs = ReceiptFilter.Tab.allCases.map { tab in
            Tab(
                href: filter.with { $0.tab = tab }.address(list), label: words("receipts.tab.\(tab.rawValue)"),
                count: counts[tab].map { reader.bounded($0) }, isCurrent: tab == filter.tab)
        }
        (action, tab, typed) = (list, filter.tab == .all ? "" : filter.tab.rawValue, filter.text)
        unit = reader.unitName
        items = slice.lines.map { receipt in
            Line(
                href: paths(ReceiptRoutes.one, receipt.number), number: receipt.number,
                customer: receipt.customerName, way: words("receipts.way.\(receipt.way.rawValue)"),
                day: reader.day(receipt.day), due: receipt.cheque.map { reader.day($0.due) } ?? "",
                amount: Amount(Money(receipt.amount, currency), reader),
                free: receipt.free > 0 ? Amount(Money(receipt.free, currency), reader) : nil,
                badge: receipt.state.badge(words))
        }
        hasItems = !items.isEmpty
        pager = slice.next == nil ? nil : Pager(slice, of: filter, at: list)
        let isNarrowed = filter.fields.contains { !$0.1.isEmpty }
        empty =
            hasItems
            ? nil
            : EmptyNote(
                title: words(isNarrowed ? "bills.none_here" : "receipts.none"), text: words("receipts.none_hint"),
                action: isNarrowed ? .init(href: list, label: words("bills.all")) : nil)
    }
}

/// What customers have paid, as a file.
enum ReceiptSheet {
    static func sheet(_ filter: ReceiptFilter, _ context: CompanyContext) -> Sheet<ReceiptRow, ID<CustomerReceipt>> {
        let (words, today) = (context.words, context.today)
        let columns: [SheetColumn<ReceiptRow>] = [
            .init(words("receipts.number")) { .text($0.number) },
            .init(words("bills.customer")) { .text($0.customerName) },
            .init(words("receipts.way")) { .text(words("receipts.way.\($0.way.rawValue)")) },
            .init(words("bills.state")) { .text(words("receipts.state.\($0.state.rawValue)")) },
            .init(day: words("receipts.day"), context) { $0.day },
            .init(amount: words("receipts.amount"), context) { $0.amount },
            .init(amount: words("receipts.free"), context) { $0.free },
            .init(words("receipts.reference")) { .text($0.reference) },
            .init(words("receipts.cheque.number")) { .text($0.cheque?.number ?? "") },
            .init(words("receipts.cheque.bank")) { .text($0.cheque?.bank ?? "") },
            .init(day: words("receipts.cheque.due"), context) { $0.cheque?.due },
            .init(words("receipts.dealer")) { .text($0.dealer ?? "") },
        ]
        return Sheet("receipts", in: "books", title: "receipts.title", columns: columns) { cursor, size, tx in
            try ReceiptList.slice(filter.at(cursor), size: size, today: today, tx)
        }
    }
}
