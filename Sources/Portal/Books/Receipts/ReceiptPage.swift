import Base
import Database
import Domain
import Ground
import Web
import Work

/// One receipt: what it is, what it has paid for, and what is still to be done about it.
struct ReceiptPage: Page {
    struct Share: Sendable {
        let href: String
        let number: String
        let amount: Amount
    }

    struct Box: Sendable {
        let value: String
        let label: String
        let amount: Amount
    }

    struct Spending: Sendable {
        let action: String
        let version: String
        let boxes: [Box]
    }

    struct Deed: Sendable {
        let value: String
        let label: String
        let isDanger: Bool
    }

    struct Moving: Sendable {
        let action: String
        let version: String
        let note: Field
        let deeds: [Deed]
    }

    static let template = "books/receipt"
    let titleKey = "receipts.page_title"
    let titleValues: [String]
    let list: String
    let badge: Badge
    let facts: [Fact]
    let unit: String
    let shares: [Share]
    let hasShares: Bool
    let spending: Spending?
    let moving: Moving?
    let cards: PageCards

    static func read(_ number: String, _ context: CompanyContext, _ tx: Transaction) throws -> ReceiptPage {
        let receipt = try ReceiptList.find(number, tx)
        return ReceiptPage(
            receipt, try ReceiptList.shares(of: receipt.id, tx),
            receipt.free > 0 ? try BillList.unpaid(receipt.customer, tx) : [],
            try HistoryCard.card(of: .receipt(receipt.id), context, tx), context)
    }

    private init(
        _ receipt: ReceiptRow, _ shares: [ReceiptShareRow], _ unpaid: [BillRow], _ history: PageCard?,
        _ context: CompanyContext
    ) {
        let (reader, words, paths, currency) = (
            context.reader, context.words, context.paths, context.company.currency
        )
        titleValues = [receipt.number.isolatedLeftToRight]
        list = paths(ReceiptRoutes.list)
        badge = receipt.state.badge(words)
        facts = Self.facts(receipt, context)
        unit = reader.unitName
        self.shares = shares.filter { $0.amount != 0 }.map { share in
            Share(
                href: paths(BillRoutes.one, share.bill), number: share.bill,
                amount: Amount(Money(share.amount, currency), reader))
        }
        hasShares = !self.shares.isEmpty
        spending =
            unpaid.isEmpty || !context.may(ReceiptRoutes.spending)
            ? nil
            : Spending(
                action: paths(ReceiptRoutes.spending, receipt.number), version: String(receipt.version),
                boxes: unpaid.map { bill in
                    Box(
                        value: bill.id.description, label: bill.number,
                        amount: Amount(Money(bill.open, currency), reader))
                })
        let deeds = ChequeDeed.allCases.filter(receipt.state.allows)
        moving =
            deeds.isEmpty || !context.may(ReceiptRoutes.moving)
            ? nil
            : Moving(
                action: paths(ReceiptRoutes.moving, receipt.number), version: String(receipt.version),
                note: Field(name: "note", label: words("receipts.note")),
                deeds: deeds.map {
                    Deed(value: $0.rawValue, label: words("receipts.deed.\($0.rawValue)"), isDanger: $0 == .bounce)
                })
        cards = PageCards([history].compactMap(\.self))
    }

    private static func facts(_ receipt: ReceiptRow, _ context: CompanyContext) -> [Fact] {
        let (reader, words) = (context.reader, context.words)
        func money(_ minor: Int64) -> String { reader.money(Money(minor, context.company.currency)) }
        let posted = words(receipt.isPosted ? "receipts.dealer.posted" : "receipts.dealer.own")
        let facts: [Fact] = [
            Fact(
                label: words("bills.customer"), value: receipt.customerName,
                href: context.pathIfAllowed(CustomerRoutes.one, receipt.customer)),
            Fact(label: words("receipts.amount"), value: money(receipt.amount)),
            Fact(label: words("receipts.way"), value: words("receipts.way.\(receipt.way.rawValue)")),
            Fact(label: words("receipts.day"), value: reader.wholeDay(receipt.day)),
            Fact(label: words("receipts.reference"), value: receipt.reference, isLtr: true),
            Fact(label: words("receipts.cheque.number"), value: receipt.cheque?.number ?? "", isLtr: true),
            Fact(label: words("receipts.cheque.bank"), value: receipt.cheque?.bank ?? ""),
            Fact(
                label: words("receipts.cheque.due"), value: receipt.cheque.map { reader.wholeDay($0.due) } ?? ""),
            Fact(label: words("receipts.dealer"), value: receipt.dealer.map { "\($0.isolated) · \(posted)" } ?? ""),
            Fact(
                label: words("bills.job"), value: receipt.job ?? "",
                href: receipt.job.map { context.paths(JobRoutes.one, $0) }, isLtr: true),
            Fact(label: words("receipts.free"), value: receipt.free > 0 ? money(receipt.free) : ""),
            Fact(label: words("receipts.note"), value: receipt.note),
            Fact(
                label: words("receipts.maker"), value: "\(receipt.maker.isolated) · \(reader.dateTime(receipt.madeAt))"),
        ]
        return facts.filter { !$0.value.isEmpty }
    }
}
