import Base
import Database
import Domain
import Ground
import Web
import Work

extension ReceiptWay: ColumnValue {}
extension ReceiptState: ColumnValue {}

/// What customers pay, and which invoices it pays for. No amount is ever changed: what turns out wrong is taken back by a row
/// of its own.
package enum ReceiptStore {
    static let series = "customer_receipt"

    /// - Parameter bills: which invoices it pays for, each as it is due; what is left is the customer's credit.
    /// - Returns: its number.
    /// - Throws: `receipts.twice` where what the bank calls so was written down before.
    @discardableResult
    package static func add(
        _ new: NewReceipt, of customer: ID<Customer>, for bills: Set<ID<SalesInvoice>>, by actor: Actor,
        in company: OpenCompany, _ tx: Transaction
    ) throws -> String {
        try CustomerStore.checkLiving(customer, tx)
        // Whoever has drawn a number goes on alone: two who write the same down at once are seen.
        let number = try number(in: company, tx)
        try checkOnce(new, tx)
        let id = try insert(new, number, of: customer, by: actor.person, tx)
        try tell("receipt_added", id, new.way, new.amount, number, by: actor.person, tx)
        let paid = try share(
            id, new.amount, among: ReceivableStore.unpaid(of: customer, among: bills, tx), by: actor.person, tx)
        for bill in paid { try ReceivableStore.closeIfPaid(bill, by: actor, tx) }
        return number
    }

    private static func checkOnce(_ new: NewReceipt, _ tx: Transaction) throws {
        guard new.way.hasReference else { return }
        let twin: String? = try tx.value(
            """
            SELECT number FROM customer_receipt
            WHERE way = \(new.way) AND reference = \(new.reference) AND reference <> '' AND state <> 'bounced'
            ORDER BY id LIMIT 1
            """)
        if let twin { throw Complaint("receipts.twice", twin) }
    }

    /// Pays further invoices with what is left of it. - Throws: `Refusal.hidden`, `Refusal.stale`, `receipts.nothing`.
    static func spend(
        _ number: String, at version: Int, on bills: Set<ID<SalesInvoice>>, by actor: Actor, _ tx: Transaction
    ) throws {
        let receipt = try ReceiptList.find(number, tx)
        guard receipt.version == version else { throw Refusal.stale(Complaint("error.stale")) }
        let open = try ReceivableStore.unpaid(of: receipt.customer, among: bills, tx)
        guard receipt.free > 0, !open.isEmpty else { throw Complaint("receipts.nothing") }
        let paid = try share(receipt.id, receipt.free, among: open, by: actor.person, tx)
        try tell("receipt_spent", receipt.id, receipt.way, receipt.free, number, by: actor.person, tx)
        for bill in paid { try ReceivableStore.closeIfPaid(bill, by: actor, tx) }
    }

    /// - Throws: `Refusal.hidden`, `Refusal.stale`.
    static func move(
        _ number: String, at version: Int, _ deed: ChequeDeed, because note: String, by actor: Actor, _ tx: Transaction
    ) throws {
        let receipt = try ReceiptList.find(number, tx)
        guard receipt.version == version else { throw Refusal.stale(Complaint("error.stale")) }
        let next: ReceiptState
        do { next = try receipt.state.after(deed) } catch { throw Refusal.stale(error) }
        if next == .bounced { try takeBack(receipt, by: actor.person, tx) }
        try tx.execute(
            "UPDATE customer_receipt SET state = \(next), version = version + 1 WHERE id = \(receipt.id)")
        try tell("cheque_\(next.rawValue)", receipt.id, receipt.way, receipt.amount, number, note, by: actor.person, tx)
    }

    /// What a cheque has paid for is owed again.
    private static func takeBack(_ receipt: ReceiptRow, by person: ID<Person>, _ tx: Transaction) throws {
        guard receipt.used > 0 else { return }
        try tx.execute("UPDATE customer_receipt SET used = 0 WHERE id = \(receipt.id)")
        for share in try ReceiptList.shares(of: receipt.id, tx) where share.amount > 0 {
            try addShare(receipt.id, share.invoice, -share.amount, by: person, tx)
        }
    }

    /// - Returns: the invoices that it has paid for.
    static func share(
        _ receipt: ID<CustomerReceipt>, _ amount: Int64, among bills: [OpenBill], by person: ID<Person>,
        _ tx: Transaction
    ) throws -> [ID<SalesInvoice>] {
        let shares = OpenBill.shares(of: amount, among: bills)
        let used = shares.reduce(0) { $0 + $1.amount }
        guard used > 0 else { return [] }
        try tx.execute(
            "UPDATE customer_receipt SET used = used + \(used), version = version + 1 WHERE id = \(receipt)")
        for share in shares { try addShare(receipt, share.bill, share.amount, by: person, tx) }
        return shares.map(\.bill)
    }

    private static func addShare(
        _ receipt: ID<CustomerReceipt>, _ invoice: ID<SalesInvoice>, _ amount: Int64, by person: ID<Person>,
        _ tx: Transaction
    ) throws {
        try ReceivableStore.settle(invoice, amount, tx)
        _ = try tx.execute(
            """
            INSERT INTO receipt_share (receipt_id, invoice_id, amount, made_by, made_at)
            VALUES (\(receipt), \(invoice), \(amount), \(person), \(tx.now))
            """)
    }

    static func number(in company: OpenCompany, _ tx: Transaction) throws -> String {
        let year = company.clock.calendar.year(of: company.clock.day(of: tx.now))
        return try NumberStore.next(series, year: year, tx)
    }

    static func insert(
        _ new: NewReceipt, _ number: String, of customer: ID<Customer>, visit: ID<Visit>? = nil,
        entry: ID<LedgerEntry>? = nil, credit: ID<SalesInvoice>? = nil, by person: ID<Person>, _ tx: Transaction
    ) throws -> ID<CustomerReceipt> {
        try tx.insert(
            """
            INSERT INTO customer_receipt (number, customer_id, way, amount, on_day, reference, note, cheque_number,
                                          cheque_bank, cheque_due, state, visit_id, entry_id, credit_id, made_by, made_at)
            VALUES (\(number), \(customer), \(new.way), \(new.amount), \(new.day), \(new.reference), \(new.note),
                    \(new.cheque?.number ?? ""), \(new.cheque?.bank ?? ""), \(new.cheque?.due),
                    \(ReceiptState(of: new.way)), \(visit), \(entry), \(credit), \(person), \(tx.now))
            """)
    }

    static func tell(
        _ kind: String, _ id: ID<CustomerReceipt>, _ way: ReceiptWay, _ amount: Int64, _ number: String,
        _ note: String = "", by person: ID<Person>, _ tx: Transaction
    ) throws {
        let detail = ["number": number, "amount": String(amount), "receipt_way": way.rawValue, "text": note]
        try EventStore.add(Event(kind, of: .receipt(id), in: DraftStore.room, detail: detail), by: person, tx)
    }

    // MARK: What nobody writes down by hand

    /// A credit note pays like money: what is owed first, and what is left is the customer's.
    static func addCredit(
        _ credit: ID<SalesInvoice>, _ number: String, of invoice: ID<SalesInvoice>, total: Int64, by person: ID<Person>,
        in company: OpenCompany, _ tx: Transaction
    ) throws {
        let today = company.clock.day(of: tx.now)
        let new = try NewReceipt(.credit, amount: total, on: today, today: today)
        let customer: ID<Customer> = try tx.one("SELECT customer_id FROM receivable WHERE invoice_id = \(invoice)")(
            "customer_id")
        let id = try insert(new, number, of: customer, credit: credit, by: person, tx)
        _ = try share(id, total, among: ReceivableStore.unpaid(of: customer, among: [invoice], tx), by: person, tx)
    }

    static let naming = SubjectNaming("customer_receipt") { ids, context, tx in
        guard context.may(ReceiptRoutes.one) else { return [] }
        return try tx.rows("SELECT id, number FROM customer_receipt WHERE id IN (\(ids))")
    } link: { row, context in
        let number: String = try row("number")
        return SubjectLink(label: number, href: context.paths(ReceiptRoutes.one, number))
    }

    /// With a customer who turns out to be another.
    static let moves = CustomerMove("customer_receipt") { customer, tx in
        try tx.list("SELECT id FROM customer_receipt WHERE customer_id = \(customer) ORDER BY id")
    } move: { ids, customer, tx in
        _ = try tx.execute("UPDATE customer_receipt SET customer_id = \(customer) WHERE id IN (\(ids))")
    }

    /// A cheque leads to whoever has signed it.
    static let erasing = Erasing { erasure, tx in
        _ = try tx.execute(
            """
            UPDATE customer_receipt SET cheque_number = '', cheque_bank = '' WHERE customer_id = \(erasure.customer)
            """)
        try erasure.takeOut(tx) {
            """
            UPDATE customer_receipt SET note = \($0("note")), reference = \($0("reference"))
            WHERE customer_id = \(erasure.customer)
            """
        }
        return []
    }

    static func dossier(
        _ customer: ID<Customer>, _ context: CompanyContext, _ tx: Transaction
    ) throws -> [DossierLine] {
        let (reader, words, currency) = (context.reader, context.words, context.company.currency)
        return try tx.rows(
            """
            SELECT number, made_at, amount, way, reference, note, cheque_number, cheque_bank FROM customer_receipt
            WHERE customer_id = \(customer) ORDER BY id
            """
        ).map { row in
            let (amount, way): (Int64, ReceiptWay) = (try row("amount"), try row("way"))
            let texts: [String] = [
                words("receipts.way.\(way.rawValue)"), reader.money(Money(amount, currency)), try row("reference"),
                try row("cheque_bank"), try row("cheque_number"), try row("note"),
            ]
            return DossierLine(
                words("receipts.one"), at: try row("made_at"), try row("number"),
                texts.filter { !$0.isEmpty }.joined(separator: " · "))
        }
    }
}

extension EventSubject {
    static func receipt(_ id: ID<CustomerReceipt>) -> EventSubject { EventSubject("customer_receipt", id.value) }
}
