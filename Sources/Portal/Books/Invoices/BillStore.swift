import Base
import Database
import Domain
import Ground
import Web
import Work

/// The company as it stands on its bills.
struct Seller: Hashable, Sendable {
    let name: String
    let nationalID: String
    let code: String
    let postalCode: String
    let address: String

    init(_ company: OpenCompany, _ tx: Transaction) throws {
        let profile = CompanyProfile(try SettingStore.all(tx))
        name = company.nameFa
        (nationalID, code) = (profile.nationalID, profile.economicCode)
        (postalCode, address) = (profile.postalCode, profile.address)
    }

    init(_ row: Row) throws {
        name = try row("seller_name")
        (nationalID, code) = (try row("seller_national_id"), try row("seller_code"))
        (postalCode, address) = (try row("seller_postal_code"), try row("seller_address"))
    }
}

/// Bills as they are written: once, with all that stands on them.
package enum BillStore {
    static let (series, credits) = ("sales_invoice", "sales_credit")

    /// What a bill says, before it has a number.
    struct New {
        let kind: BillKind
        let refers: ID<SalesInvoice>?
        let job: ID<Job>
        let due: CalendarDay
        let seller: Seller
        let buyer: TypedBuyer
        let discount: Int
        let discountReason: String
        let note: String
        let lines: [(line: BilledLine, refers: ID<SalesInvoiceLine>?)]

        fileprivate func sum(_ amount: (BilledLine) -> Int64) -> Int64 { lines.reduce(0) { $0 + amount($1.line) } }
    }

    /// The invoice that a job was billed by and that is not wholly taken back.
    static func standing(of job: ID<Job>, _ tx: Transaction) throws -> ID<SalesInvoice>? {
        try tx.value("SELECT invoice_id FROM billed_job WHERE job_id = \(job)")
    }

    /// The same, asked with what others ask.
    static func asked(of job: ID<Job>, _ tx: Transaction) throws -> Reply<ID<SalesInvoice>?> {
        try tx.ask("SELECT invoice_id FROM billed_job WHERE job_id = \(job)") { rows in
            guard let row = rows.first else { return nil }
            return try row("invoice_id")
        }
    }

    /// Whether any job is billed.
    static func hasStanding(_ tx: Transaction) throws -> Bool {
        try tx.value("SELECT 1 FROM billed_job LIMIT 1", as: Int.self) != nil
    }

    /// Why a billed job stays as it is.
    static func complaint(of job: ID<Job>, _ tx: Transaction) throws -> Complaint? {
        try standing(of: job, tx) == nil ? nil : Complaint("bills.fixed")
    }

    /// Draws its number and writes it. - Returns: its id and number. - Throws: `bills.serial`.
    static func add(
        _ new: New, by person: ID<Person>, in company: OpenCompany, _ tx: Transaction
    ) throws -> (id: ID<SalesInvoice>, number: String) {
        let today = company.clock.day(of: tx.now)
        let year = company.clock.calendar.year(of: today)
        let number = try NumberStore.next(new.kind == .invoice ? series : credits, year: year, tx)
        let taxID = try taxID(of: number, new.kind, tx)
        let (seller, buyer) = (new.seller, new.buyer)
        let covered = new.sum { $0.line.bearer == .customer ? 0 : $0.line.value }
        let id: ID<SalesInvoice> = try tx.insert(
            """
            INSERT INTO sales_invoice (kind, number, refers_id, job_id, issued_on, due_on, seller_name, seller_national_id,
                                       seller_code, seller_postal_code, seller_address, buyer_kind, buyer_name,
                                       buyer_national_id, buyer_code, buyer_postal_code, buyer_address, discount_rate,
                                       discount_reason, value, covered, discount, net, vat, total, tax_id, note, made_by,
                                       made_at)
            VALUES (\(new.kind), \(number), \(new.refers), \(new.job), \(today), \(new.due), \(seller.name),
                    \(seller.nationalID), \(seller.code), \(seller.postalCode), \(seller.address), \(buyer.kind),
                    \(buyer.name), \(buyer.nationalID), \(buyer.economicCode), \(buyer.postalCode), \(buyer.address),
                    \(new.discount), \(new.discountReason), \(new.sum(\.line.value)), \(covered),
                    \(new.sum(\.discount)), \(new.sum(\.base)), \(new.sum(\.vat)), \(new.sum(\.total)),
                    \(taxID), \(new.note), \(person), \(tx.now))
            """)
        for (index, one) in new.lines.enumerated() {
            let (line, figures) = (one.line.line, one.line)
            try tx.later(
                """
                INSERT INTO sales_invoice_line (invoice_id, position, refers_id, kind, text, part_id, quantity, price,
                                                bearer, reason, is_exempt, discount, base, rate, vat)
                VALUES (\(id), \(index + 1), \(one.refers), \(line.kind), \(line.text), \(line.part), \(line.quantity),
                        \(line.price), \(line.bearer), \(line.reason), \(line.isExempt), \(figures.discount),
                        \(figures.base), \(figures.rate), \(figures.vat))
                """)
        }
        return (id, number)
    }

    /// Its number at the tax office; empty where the company has no memory there.
    /// - Throws: `bills.serial` where its own number does not fit into one.
    private static func taxID(of number: String, _ kind: BillKind, _ tx: Transaction) throws -> String {
        let memory = try BooksSetting(tx).memory
        guard !memory.isEmpty else { return "" }
        guard let serial = TaxID.serial(ofNumber: number, kind) else { throw Complaint("bills.serial") }
        // Its day is counted as in the tax office's own programs: whole days of the moment that stands beside it.
        let greenwich = CalendarDay(number: Int32(tx.now.seconds / 86_400))
        return try TaxID(memory: memory, day: greenwich, serial: serial).text
    }

    /// - Throws: `Refusal.stale` where the job was billed meanwhile.
    static func bill(_ job: ID<Job>, by invoice: ID<SalesInvoice>, _ tx: Transaction) throws {
        let added = try tx.execute(
            "INSERT INTO billed_job (job_id, invoice_id) VALUES (\(job), \(invoice)) ON CONFLICT (job_id) DO NOTHING")
        guard added == 1 else { throw Refusal.stale(Complaint("bills.billed")) }
    }

    /// All of it was taken back: the job may be billed anew.
    static func unbill(_ invoice: ID<SalesInvoice>, _ tx: Transaction) throws {
        _ = try tx.execute("DELETE FROM billed_job WHERE invoice_id = \(invoice)")
    }

    static func end(_ draft: ID<InvoiceDraft>, at version: Int, as invoice: ID<SalesInvoice>, _ tx: Transaction) throws
    {
        let changed = try tx.execute(
            """
            UPDATE invoice_draft SET state = 'issued', invoice_id = \(invoice), version = version + 1
            WHERE id = \(draft) AND version = \(version) AND state = 'open'
            """)
        guard changed == 1 else { throw Refusal.stale(Complaint("error.stale")) }
    }

    static let naming = SubjectNaming("sales_invoice") { ids, context, tx in
        guard context.may(BillRoutes.one) else { return [] }
        return try tx.rows("SELECT id, number FROM sales_invoice WHERE id IN (\(ids))")
    } link: { row, context in
        let number: String = try row("number")
        return SubjectLink(label: number, href: context.paths(BillRoutes.one, number))
    }

    /// What he bought stays in the books without his name; an organisation's numbers stay, for the tax office knows it by them.
    static let erasing = Erasing(rewriting: ["sales_invoice", "sales_invoice_line"]) { erasure, tx in
        let ids: [Int64] = try tx.list(
            """
            SELECT b.id FROM sales_invoice b WHERE \(BillList.of([erasure.customer])) ORDER BY b.id
            """)
        _ = try tx.execute(
            """
            UPDATE sales_invoice SET buyer_name = '–', buyer_address = '', buyer_postal_code = '',
                buyer_national_id = CASE WHEN buyer_kind = 'legal' THEN buyer_national_id ELSE '' END,
                buyer_code = CASE WHEN buyer_kind = 'legal' THEN buyer_code ELSE '' END
            WHERE id IN (\(ids))
            """)
        try erasure.takeOut(tx) {
            "UPDATE sales_invoice SET note = \($0("note")), discount_reason = \($0("discount_reason")) WHERE id IN (\(ids))"
        }
        try erasure.takeOut(tx) {
            "UPDATE sales_invoice_line SET text = \($0("text")), reason = \($0("reason")) WHERE invoice_id IN (\(ids))"
        }
        let drafts: [Int64] = try tx.list(
            """
            SELECT d.id FROM invoice_draft d JOIN job j ON j.id = d.job_id WHERE j.customer_id = \(erasure.customer)
            ORDER BY d.id
            """)
        _ = try tx.execute(
            """
            UPDATE invoice_draft SET buyer_name = '–', buyer_national_id = '', buyer_code = '', buyer_address = '',
                buyer_postal_code = '', note = '', discount_reason = '' WHERE id IN (\(drafts))
            """)
        try erasure.takeOut(tx) {
            "UPDATE invoice_draft_line SET text = \($0("text")), reason = \($0("reason")) WHERE draft_id IN (\(drafts))"
        }
        return []
    }

    static func dossier(
        _ customer: ID<Customer>, _ context: CompanyContext, _ tx: Transaction
    ) throws -> [DossierLine] {
        let (reader, words, currency) = (context.reader, context.words, context.company.currency)
        return try tx.rows(
            """
            SELECT b.number, b.made_at, b.total, b.buyer_name, b.buyer_national_id, b.buyer_address, b.note
            FROM sales_invoice b WHERE \(BillList.of([customer])) ORDER BY b.id
            """
        ).map { row in
            let total: Int64 = try row("total")
            let texts: [String] = [
                reader.money(Money(total, currency)), try row("buyer_name"), try row("buyer_national_id"),
                try row("buyer_address"), try row("note"),
            ]
            return DossierLine(
                words("bills.one"), at: try row("made_at"), try row("number"),
                texts.filter { !$0.isEmpty }.joined(separator: " · "))
        }
    }
}

extension EventSubject {
    static func bill(_ id: ID<SalesInvoice>) -> EventSubject { EventSubject("sales_invoice", id.value) }
}
