import Base
import Database
import Domain
import Ground
import Web

/// A bill as it was issued, and what has become of it.
struct BillRow: Sendable {
    let id: ID<SalesInvoice>
    let kind: BillKind
    let number: String
    /// What a credit note takes back.
    let refers: String?
    let refersTaxID: String?
    let job: ID<Job>
    let jobNumber: String
    let issuedOn: CalendarDay
    let due: CalendarDay
    let seller: Seller
    let buyer: TypedBuyer
    let discountRate: Int
    let discountReason: String
    let value: Int64
    let covered: Int64
    let discount: Int64
    let net: Int64
    let vat: Int64
    let total: Int64
    let taxID: String
    let note: String
    let maker: String
    let madeAt: Instant
    let customer: ID<Customer>
    /// Of an invoice; a credit note settles and is not settled.
    let settled: Int64

    var open: Int64 { kind == .invoice ? total - settled : 0 }

    static let columns: SQL = """
        SELECT b.*, j.number AS job_number, o.number AS refers, o.tax_id AS refers_tax, p.name AS maker, r.customer_id,
               r.settled
        FROM sales_invoice b JOIN job j ON j.id = b.job_id JOIN person p ON p.id = b.made_by
        LEFT JOIN sales_invoice o ON o.id = b.refers_id JOIN receivable r ON r.invoice_id = coalesce(b.refers_id, b.id)
        """

    init(_ row: Row) throws {
        id = try row("id")
        kind = try row("kind")
        number = try row("number")
        refers = try row.optional("refers")
        refersTaxID = try row.optional("refers_tax")
        job = try row("job_id")
        jobNumber = try row("job_number")
        issuedOn = try row("issued_on")
        due = try row("due_on")
        seller = try Seller(row)
        buyer = try TypedBuyer(row)
        discountRate = try row("discount_rate")
        discountReason = try row("discount_reason")
        value = try row("value")
        covered = try row("covered")
        discount = try row("discount")
        net = try row("net")
        vat = try row("vat")
        total = try row("total")
        taxID = try row("tax_id")
        note = try row("note")
        maker = try row("maker")
        madeAt = try row("made_at")
        customer = try row("customer_id")
        settled = try row("settled")
    }
}

/// A line of a bill as it was issued.
struct BillLineRow: Sendable {
    let id: ID<SalesInvoiceLine>
    let position: Int
    let line: BillLine
    let figures: BilledLine
    /// Whether a credit note has taken it back.
    let isCredited: Bool
}

enum BillList {
    static let pageSize = 50
    /// Customers whose bills a search finds.
    private static let mostFound = 50
    private static let shownOfCustomer = 20

    /// The newest first.
    static func slice(
        _ filter: BillFilter, size: Int = pageSize, today: CalendarDay, _ tx: Transaction
    ) throws -> Slice<BillRow, ID<SalesInvoice>> {
        let condition = try condition(filter, today, tx)
        return try Slice(filter.cursor, size: size, key: { $0.id }) { limit in
            try rows(
                """
                \(condition) AND b.id < \(filter.cursor?.key.value ?? Int64.max)
                ORDER BY b.id DESC LIMIT \(literal: limit)
                """, tx)
        }
    }

    static func count(_ filter: BillFilter, today: CalendarDay, _ tx: Transaction) throws -> Int {
        let condition = try condition(filter, today, tx)
        return try CountList.of(
            """
            sales_invoice b JOIN receivable r ON r.invoice_id = coalesce(b.refers_id, b.id)
            JOIN job j ON j.id = b.job_id WHERE \(condition)
            """, tx)
    }

    static func of(_ customer: ID<Customer>, _ tx: Transaction) throws -> [BillRow] {
        try rows("\(of([customer])) ORDER BY b.id DESC LIMIT \(literal: shownOfCustomer)", tx)
    }

    /// The condition on bill `b` that it is one of these customers', or takes back what is.
    static func of(_ customers: [ID<Customer>]) -> SQL {
        """
        (b.id IN (SELECT invoice_id FROM receivable WHERE customer_id IN (\(customers)))
            OR b.refers_id IN (SELECT invoice_id FROM receivable WHERE customer_id IN (\(customers))))
        """
    }

    /// The newest first. - Parameter job: its bills and what takes them back.
    static func of(_ job: ID<Job>, _ tx: Transaction) throws -> [BillRow] {
        try rows("b.job_id = \(job) ORDER BY b.id DESC", tx)
    }

    /// Those of a customer that are not paid, as they are due.
    static func unpaid(_ customer: ID<Customer>, _ tx: Transaction) throws -> [BillRow] {
        try rows(
            """
            b.id IN (SELECT invoice_id FROM receivable WHERE customer_id = \(customer) AND settled < total)
            ORDER BY r.due_on, b.id
            """, tx)
    }

    /// The number of the invoice by which a job was billed, or of the last one that was.
    static func ofJob(_ number: String, _ tx: Transaction) throws -> String? {
        try tx.value(
            """
            SELECT b.number FROM sales_invoice b JOIN job j ON j.id = b.job_id
            WHERE j.number = \(number) AND b.kind = 'invoice' ORDER BY b.id DESC LIMIT 1
            """)
    }

    static func credits(of invoice: ID<SalesInvoice>, _ tx: Transaction) throws -> [BillRow] {
        try rows("b.refers_id = \(invoice) ORDER BY b.id", tx)
    }

    /// - Throws: `Refusal.hidden` where there is none.
    static func find(_ number: String, _ tx: Transaction) throws -> BillRow {
        guard let row = try rows("b.number = \(number)", tx).first else { throw Refusal.hidden }
        return row
    }

    static func find(_ id: ID<SalesInvoice>, _ tx: Transaction) throws -> BillRow {
        guard let row = try rows("b.id = \(id)", tx).first else { throw Refusal.hidden }
        return row
    }

    static func lines(of bill: ID<SalesInvoice>, _ tx: Transaction) throws -> [BillLineRow] {
        try tx.rows(
            """
            SELECT l.id, l.position, l.kind, l.text, l.part_id, l.quantity, l.price, l.bearer, l.reason, l.is_exempt,
                   l.discount, l.base, l.rate, l.vat, c.id AS credited
            FROM sales_invoice_line l LEFT JOIN sales_invoice_line c ON c.refers_id = l.id
            WHERE l.invoice_id = \(bill) ORDER BY l.position
            """
        ).map { row in
            let line = try BillLine(row)
            let credited: ID<SalesInvoiceLine>? = try row.optional("credited")
            return BillLineRow(
                id: try row("id"), position: try row("position"), line: line,
                figures: BilledLine(
                    line, discount: try row("discount"), base: try row("base"), rate: try row("rate"),
                    vat: try row("vat")),
                isCredited: credited != nil)
        }
    }

    private static func rows(_ condition: SQL, _ tx: Transaction) throws -> [BillRow] {
        try tx.rows("\(BillRow.columns) WHERE \(condition)").map(BillRow.init)
    }

    private static func condition(_ filter: BillFilter, _ today: CalendarDay, _ tx: Transaction) throws -> SQL {
        var condition: SQL
        switch filter.tab {
        case .all: condition = "1 = 1"
        case .open: condition = "b.id IN (SELECT invoice_id FROM receivable WHERE settled < total)"
        case .overdue:
            condition = "b.id IN (SELECT invoice_id FROM receivable WHERE settled < total AND due_on < \(today))"
        case .paid: condition = "b.kind = 'invoice' AND r.settled = r.total"
        case .credit: condition = "b.kind = 'credit'"
        }
        if let from = filter.from { condition += " AND b.issued_on >= \(from)" }
        if let to = filter.to { condition += " AND b.issued_on <= \(to)" }
        if let customer = filter.customer { condition += "AND" + of([customer]) }
        guard !filter.text.isEmpty else { return condition }
        let typed = Digits.ascii(filter.text).uppercased()
        let found = try CustomerList.found(SearchWords.of(filter.text), limit: mostFound, tx).map(\.id)
        return condition + "AND (b.number = \(typed) OR j.number = \(typed) OR \(of(found)))"
    }
}

/// Which bills are listed, as it stands in the address.
struct BillFilter: PagedFilter {
    enum Tab: String, CaseIterable, Sendable { case all, open, overdue, paid, credit }

    static let paging = Paging(onward: "before", back: .never)
    var tab: Tab
    let text: String
    let from: CalendarDay?
    let to: CalendarDay?
    let customer: ID<Customer>?
    /// As they were typed, and what is wrong with them.
    let days: (from: Input<CalendarDay>, to: Input<CalendarDay>)
    var cursor: Cursor<ID<SalesInvoice>>?

    init(_ asked: Asked, in calendar: CalendarSystem) {
        tab = asked.word("tab") ?? .all
        text = asked.text("q")
        customer = asked.id("customer")
        days = (asked.day("from", in: calendar), asked.day("to", in: calendar))
        (from, to) = (days.from.value, days.to.value)
        cursor = asked.cursor(Self.paging) { ID($0) }
    }

    var fields: [Address.Field] {
        [
            ("tab", tab == .all ? "" : tab.rawValue), ("q", text), ("from", days.from.typed), ("to", days.to.typed),
            ("customer", customer?.description ?? ""),
        ]
    }
}
