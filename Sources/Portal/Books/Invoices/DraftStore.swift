import Base
import Database
import Domain
import Ground
import Web
import Work

extension BillKind: ColumnValue {}
extension BillLineKind: ColumnValue {}
extension Bearer: ColumnValue {}
extension BuyerKind: ColumnValue {}

/// The buyer as somebody types him: what lacks is asked for when the bill is issued.
package struct TypedBuyer: Hashable, Sendable {
    var kind: BuyerKind
    var name: String
    var nationalID: String
    var economicCode: String
    var postalCode: String
    var address: String

    package init(
        kind: BuyerKind, name: String, nationalID: String, economicCode: String, postalCode: String, address: String
    ) {
        (self.kind, self.name, self.nationalID) = (kind, name, nationalID)
        (self.economicCode, self.postalCode, self.address) = (economicCode, postalCode, address)
    }

    init(_ row: Row) throws {
        self.init(
            kind: try row("buyer_kind"), name: try row("buyer_name"), nationalID: try row("buyer_national_id"),
            economicCode: try row("buyer_code"), postalCode: try row("buyer_postal_code"),
            address: try row("buyer_address"))
    }

    init(_ buyer: Buyer) {
        self.init(
            kind: buyer.kind, name: buyer.name, nationalID: buyer.nationalID, economicCode: buyer.economicCode,
            postalCode: buyer.postalCode, address: buyer.address)
    }

    func checked() throws(Complaint) -> Buyer {
        try Buyer(
            kind, name: name, nationalID: nationalID, economicCode: economicCode, postalCode: postalCode,
            address: address)
    }
}

/// What a draft says.
package struct DraftFacts: Sendable {
    var buyer: TypedBuyer
    /// Hundredths of a percent.
    var discount: Int
    var discountReason: String
    var due: CalendarDay
    var note: String
    var lines: [BillLine]

    package init(
        buyer: TypedBuyer, discount: Int, discountReason: String, due: CalendarDay, note: String, lines: [BillLine]
    ) {
        (self.buyer, self.discount, self.discountReason) = (buyer, discount, discountReason)
        (self.due, self.note, self.lines) = (due, note, lines)
    }
}

/// A bill that is not issued yet.
struct DraftRow: Sendable {
    let id: ID<InvoiceDraft>
    let job: ID<Job>
    let number: String
    let customer: ID<Customer>
    let customerName: String
    let isOpen: Bool
    let invoice: String?
    let facts: DraftFacts
    let version: Int
    let maker: String
    let madeAt: Instant
}

package enum DraftStore {
    static let room = "books"

    /// The open one of a job, made where there is none.
    /// - Throws: `Refusal.hidden`; `bills.not_yet`, `bills.billed`.
    static func open(
        _ number: String, by actor: Actor, _ context: CompanyContext, _ tx: Transaction
    ) throws -> ID<InvoiceDraft> {
        let job = try JobStore.find(number, actor.sight, tx)
        if let known = try open(of: job.id, tx) { return known }
        try MayBill.check(job, tx)
        let facts = DraftFacts(
            buyer: try buyer(of: job, tx), discount: 0, discountReason: "",
            due: context.today.adding(days: try BooksSetting(tx).dueDays), note: "",
            lines: try DraftLines.make(job, context, tx))
        return try add(facts, of: job, by: actor.person, tx)
    }

    package static func add(
        _ facts: DraftFacts, of job: JobRow, by person: ID<Person>, _ tx: Transaction
    ) throws -> ID<InvoiceDraft> {
        let id: ID<InvoiceDraft> = try tx.insert(
            """
            INSERT INTO invoice_draft (job_id, buyer_kind, buyer_name, buyer_national_id, buyer_code, buyer_postal_code,
                                       buyer_address, discount_rate, discount_reason, due_on, note, made_by, made_at)
            VALUES (\(job.id), \(facts.buyer.kind), \(facts.buyer.name), \(facts.buyer.nationalID),
                    \(facts.buyer.economicCode), \(facts.buyer.postalCode), \(facts.buyer.address), \(facts.discount),
                    \(facts.discountReason), \(facts.due), \(facts.note), \(person), \(tx.now))
            """)
        try write(facts.lines, of: id, tx)
        try EventStore.add(
            Event("bill_drafted", of: .job(job.id), in: room, detail: ["job": job.number]), by: person, tx)
        return id
    }

    /// nil where no draft of it waits.
    static func open(of job: ID<Job>, _ tx: Transaction) throws -> ID<InvoiceDraft>? {
        try tx.value("SELECT id FROM invoice_draft WHERE job_id = \(job) AND state = 'open'")
    }

    /// As the company knows him: an organisation, a person with a number of identity, else whoever consumes.
    private static func buyer(of job: JobRow, _ tx: Transaction) throws -> TypedBuyer {
        let row = try tx.one(
            """
            SELECT c.name, c.kind, c.national_id, j.address,
                   coalesce((SELECT min(a.postal_code) FROM customer_address a WHERE a.customer_id = c.id), '') AS postal
            FROM job j JOIN customer c ON c.id = j.customer_id WHERE j.id = \(job.id)
            """)
        let (kind, number): (CustomerKind, String) = (try row("kind"), try row("national_id"))
        return TypedBuyer(
            kind: kind == .organisation ? .legal : number.isEmpty ? .consumer : .natural, name: try row("name"),
            nationalID: number, economicCode: "", postalCode: try row("postal"), address: try row("address"))
    }

    /// - Throws: `Refusal.stale`.
    static func save(
        _ facts: DraftFacts, of id: ID<InvoiceDraft>, at version: Int, by person: ID<Person>, _ tx: Transaction
    ) throws {
        let changed = try tx.execute(
            """
            UPDATE invoice_draft SET buyer_kind = \(facts.buyer.kind), buyer_name = \(facts.buyer.name),
                buyer_national_id = \(facts.buyer.nationalID), buyer_code = \(facts.buyer.economicCode),
                buyer_postal_code = \(facts.buyer.postalCode), buyer_address = \(facts.buyer.address),
                discount_rate = \(facts.discount), discount_reason = \(facts.discountReason), due_on = \(facts.due),
                note = \(facts.note), version = version + 1
            WHERE id = \(id) AND version = \(version) AND state = 'open'
            """)
        guard changed == 1 else { throw Refusal.stale(Complaint("error.stale")) }
        try tx.execute("DELETE FROM invoice_draft_line WHERE draft_id = \(id)")
        try write(facts.lines, of: id, tx)
    }

    private static func write(_ lines: [BillLine], of id: ID<InvoiceDraft>, _ tx: Transaction) throws {
        for (index, line) in lines.enumerated() {
            try tx.later(
                """
                INSERT INTO invoice_draft_line (draft_id, position, kind, text, part_id, quantity, price, bearer, reason,
                                                is_exempt)
                VALUES (\(id), \(index + 1), \(line.kind), \(line.text), \(line.part), \(line.quantity), \(line.price),
                        \(line.bearer), \(line.reason), \(line.isExempt))
                """)
        }
    }

    /// - Throws: `Refusal.hidden`, `Refusal.stale`.
    static func drop(_ id: ID<InvoiceDraft>, at version: Int, by person: ID<Person>, _ tx: Transaction) throws {
        let draft = try find(id, tx)
        let changed = try tx.execute(
            """
            UPDATE invoice_draft SET state = 'dropped', version = version + 1
            WHERE id = \(id) AND version = \(version) AND state = 'open'
            """)
        guard changed == 1 else { throw Refusal.stale(Complaint("error.stale")) }
        try EventStore.add(
            Event("bill_dropped", of: .job(draft.job), in: room, detail: ["job": draft.number]), by: person, tx)
    }

    /// The open one of a job that turned out to be another customer's: who buys is asked anew.
    static func drop(of job: CorrectedJob, by actor: Actor, _ tx: Transaction) throws {
        guard job.before.customer != job.after.customer, let id = try open(of: job.after.id, tx) else { return }
        try drop(id, at: find(id, tx).version, by: actor.person, tx)
    }

    /// - Throws: `Refusal.hidden` where there is none, or it was thrown away.
    static func find(_ id: ID<InvoiceDraft>, _ tx: Transaction) throws -> DraftRow {
        let row = try tx.row(
            """
            SELECT d.*, j.number AS job_number, j.customer_id, c.name AS customer, p.name AS maker, i.number AS invoice
            FROM invoice_draft d JOIN job j ON j.id = d.job_id JOIN customer c ON c.id = j.customer_id
            JOIN person p ON p.id = d.made_by LEFT JOIN sales_invoice i ON i.id = d.invoice_id
            WHERE d.id = \(id) AND d.state <> 'dropped'
            """)
        guard let row else { throw Refusal.hidden }
        let lines = try tx.rows(
            """
            SELECT kind, text, part_id, quantity, price, bearer, reason, is_exempt FROM invoice_draft_line
            WHERE draft_id = \(id) ORDER BY position
            """
        ).map(BillLine.init)
        return DraftRow(
            id: id, job: try row("job_id"), number: try row("job_number"), customer: try row("customer_id"),
            customerName: try row("customer"), isOpen: try row("state") as String == "open",
            invoice: try row.optional("invoice"),
            facts: DraftFacts(
                buyer: try TypedBuyer(row), discount: try row("discount_rate"),
                discountReason: try row("discount_reason"),
                due: try row("due_on"), note: try row("note"), lines: lines),
            version: try row("version"), maker: try row("maker"), madeAt: try row("made_at"))
    }

    /// Those that wait, the oldest first.
    static func waiting(limit: Int, _ tx: Transaction) throws -> [(id: ID<InvoiceDraft>, job: String, customer: String)]
    {
        try tx.rows(
            """
            SELECT d.id, j.number, c.name FROM invoice_draft d JOIN job j ON j.id = d.job_id
            JOIN customer c ON c.id = j.customer_id WHERE d.state = 'open' ORDER BY d.id LIMIT \(literal: limit)
            """
        ).map { (try $0("id"), try $0("number"), try $0("name")) }
    }
}

extension BillLine {
    init(_ row: Row) throws {
        self.init(
            try row("kind"), try row("text"), quantity: try row("quantity"), price: try row("price"),
            bearer: try row("bearer"), isExempt: try row("is_exempt"), reason: try row("reason"),
            part: try row.optional("part_id"))
    }
}
