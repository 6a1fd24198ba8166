import Base
import Database
import Domain
import Ground
import Web

/// What a customer has paid, and what of it is left.
struct ReceiptRow: Sendable {
    let id: ID<CustomerReceipt>
    let number: String
    let customer: ID<Customer>
    let customerName: String
    let way: ReceiptWay
    let amount: Int64
    let used: Int64
    let day: CalendarDay
    let reference: String
    let note: String
    let cheque: Cheque?
    let state: ReceiptState
    /// Who has collected it.
    let dealer: String?
    let job: String?
    /// Whether it stands in his account.
    let isPosted: Bool
    let version: Int
    let maker: String
    let madeAt: Instant

    var free: Int64 { state.counts ? amount - used : 0 }

    static let columns: SQL = """
        SELECT x.id, x.number, x.customer_id, c.name AS customer, x.way, x.amount, x.used, x.on_day, x.reference, x.note,
               x.cheque_number, x.cheque_bank, x.cheque_due, x.state, x.entry_id, x.version, x.made_at, p.name AS maker,
               d.name AS dealer, j.number AS job
        FROM customer_receipt x JOIN customer c ON c.id = x.customer_id JOIN person p ON p.id = x.made_by
        LEFT JOIN visit v ON v.id = x.visit_id LEFT JOIN dealer d ON d.id = v.dealer_id LEFT JOIN job j ON j.id = v.job_id
        """

    init(_ row: Row) throws {
        id = try row("id")
        number = try row("number")
        customer = try row("customer_id")
        customerName = try row("customer")
        way = try row("way")
        amount = try row("amount")
        used = try row("used")
        day = try row("on_day")
        reference = try row("reference")
        note = try row("note")
        let due: CalendarDay? = try row.optional("cheque_due")
        cheque = try due.map {
            Cheque(number: try row("cheque_number"), bank: try row("cheque_bank"), due: $0)
        }
        state = try row("state")
        dealer = try row.optional("dealer")
        job = try row.optional("job")
        let entry: ID<LedgerEntry>? = try row.optional("entry_id")
        isPosted = entry != nil
        version = try row("version")
        maker = try row("maker")
        madeAt = try row("made_at")
    }
}

/// What of a receipt has paid for one invoice.
struct ReceiptShareRow: Sendable {
    let invoice: ID<SalesInvoice>
    let bill: String
    let amount: Int64
}

/// What has paid for an invoice.
struct BillShare: Sendable {
    let number: String
    let way: ReceiptWay
    let day: CalendarDay
    let amount: Int64
    /// Of the bank, or the number of the cheque.
    let reference: String
}

enum ReceiptList {
    static let pageSize = 50
    private static let mostFound = 50

    /// The newest first.
    static func slice(
        _ filter: ReceiptFilter, size: Int = pageSize, today: CalendarDay, _ tx: Transaction
    ) throws -> Slice<ReceiptRow, ID<CustomerReceipt>> {
        let condition = try condition(filter, today, tx)
        return try Slice(filter.cursor, size: size, key: { $0.id }) { limit in
            try rows(
                """
                \(condition) AND x.id < \(filter.cursor?.key.value ?? Int64.max)
                ORDER BY x.id DESC LIMIT \(literal: limit)
                """, tx)
        }
    }

    static func count(_ filter: ReceiptFilter, today: CalendarDay, _ tx: Transaction) throws -> Int {
        let condition = try condition(filter, today, tx)
        return try CountList.of("customer_receipt x WHERE \(condition)", tx)
    }

    /// - Throws: `Refusal.hidden` where there is none.
    static func find(_ number: String, _ tx: Transaction) throws -> ReceiptRow {
        guard let row = try rows("x.number = \(number)", tx).first else { throw Refusal.hidden }
        return row
    }

    /// What of it pays for which invoice now.
    static func shares(of receipt: ID<CustomerReceipt>, _ tx: Transaction) throws -> [ReceiptShareRow] {
        try tx.rows(
            """
            SELECT s.invoice_id, b.number, sum(s.amount) AS share FROM receipt_share s
            JOIN sales_invoice b ON b.id = s.invoice_id
            WHERE s.receipt_id = \(receipt) GROUP BY s.invoice_id, b.number ORDER BY s.invoice_id
            """
        ).map { ReceiptShareRow(invoice: try $0("invoice_id"), bill: try $0("number"), amount: try $0("share")) }
    }

    /// What has paid for an invoice, and what was taken back of it.
    static func shares(ofBill invoice: ID<SalesInvoice>, _ tx: Transaction) throws -> [BillShare] {
        try tx.rows(
            """
            SELECT x.number, x.way, x.on_day, x.reference || x.cheque_number AS reference, s.amount
            FROM receipt_share s JOIN customer_receipt x ON x.id = s.receipt_id
            WHERE s.invoice_id = \(invoice) ORDER BY s.id
            """
        ).map {
            BillShare(
                number: try $0("number"), way: try $0("way"), day: try $0("on_day"), amount: try $0("amount"),
                reference: try $0("reference"))
        }
    }

    private static func rows(_ condition: SQL, _ tx: Transaction) throws -> [ReceiptRow] {
        try tx.rows("\(ReceiptRow.columns) WHERE \(condition)").map(ReceiptRow.init)
    }

    private static func condition(_ filter: ReceiptFilter, _ today: CalendarDay, _ tx: Transaction) throws -> SQL {
        var condition: SQL
        switch filter.tab {
        case .all: condition = "1 = 1"
        case .cheques: condition = "x.way = 'cheque'"
        case .due: condition = "x.state IN ('in_hand', 'deposited') AND x.cheque_due <= \(today)"
        case .bounced: condition = "x.state = 'bounced'"
        case .free: condition = "x.used < x.amount AND x.state <> 'bounced'"
        }
        if let customer = filter.customer { condition += " AND x.customer_id = \(customer)" }
        guard !filter.text.isEmpty else { return condition }
        let typed = Digits.ascii(filter.text).uppercased()
        let found = try CustomerList.found(SearchWords.of(filter.text), limit: mostFound, tx).map(\.id)
        return condition
            + " AND (x.number = \(typed) OR x.cheque_number = \(typed) OR x.customer_id IN (\(found)))"
    }
}

/// Which receipts are listed, as it stands in the address.
struct ReceiptFilter: PagedFilter {
    enum Tab: String, CaseIterable, Sendable { case all, cheques, due, bounced, free }

    static let paging = Paging(onward: "before", back: .never)
    var tab: Tab
    let text: String
    let customer: ID<Customer>?
    var cursor: Cursor<ID<CustomerReceipt>>?

    init(_ asked: Asked) {
        tab = asked.word("tab") ?? .all
        text = asked.text("q")
        customer = asked.id("customer")
        cursor = asked.cursor(Self.paging) { ID($0) }
    }

    var fields: [Address.Field] {
        [("tab", tab == .all ? "" : tab.rawValue), ("q", text), ("customer", customer?.description ?? "")]
    }
}
