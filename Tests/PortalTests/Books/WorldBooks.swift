import Database
import Domain
import Testing

@testable import Base
@testable import Books
@testable import Ground
@testable import Work

extension World {
    /// The company bills its customers: with prices, and 10 % of value added tax.
    func openBooks(_ company: String = "arman", rate: Int? = 1_000) async throws {
        let open = self.company(company)
        let admin = try await person(.administrator, company: company)
        let rows = [
            PriceRow(.labour, amount: 1_000_000), PriceRow(.labour, service: "repair", amount: 2_000_000),
            PriceRow(.call, amount: 500_000), PriceRow(.travel, km: 20, amount: 300_000),
        ]
        try await open.write { tx in
            try Feature.books.set(true, tx)
            let day = open.clock.day(of: tx.now)
            _ = try PriceStore.add(
                PriceRows(rows, discounts: ["reception": 500, "finance_officer": 2_000]), from: day, by: admin, tx)
            if let rate { try PriceStore.add(ValueAddedTax.Rate(from: day, hundredths: rate), by: admin, tx) }
        }
        open.shelf(ProfileShelf.self).forget()
    }

    /// A job whose work is done, and a draft of its bill.
    func addDraft(
        _ lines: [BillLine] = [BillLine(.labour, "اجرت تعمیر", price: 2_000_000)], company: String = "arman",
        due days: Int = 0
    ) async throws -> (job: String, draft: ID<InvoiceDraft>) {
        let number = try await addJob(company: company)
        try await giveJob(number, company: company)
        let (open, person) = (self.company(company), try await person(.reception, company: company))
        let draft = try await open.write { tx in
            try tx.execute(
                """
                UPDATE job SET state = 'done', outcome = 'completed', completed_at = \(tx.now),
                    completed_on = \(open.clock.day(of: tx.now)) WHERE number = \(number)
                """)
            let buyer = TypedBuyer(
                kind: .consumer, name: "زهرا کریمی", nationalID: "", economicCode: "", postalCode: "", address: "")
            let facts = DraftFacts(
                buyer: buyer, discount: 0, discountReason: "",
                due: open.clock.day(of: tx.now).adding(days: days), note: "", lines: lines)
            return try DraftStore.add(facts, of: JobStore.find(number, .company, tx), by: person, tx)
        }
        return (number, draft)
    }

    func issue(
        _ draft: ID<InvoiceDraft>, usual: [BillLine] = [], company: String = "arman"
    ) async throws -> String {
        let officer = try await officer(.financeOfficer, company: company)
        let open = self.company(company)
        return try await open.write { tx in
            try IssueInvoice(draft: draft, version: 1, usual: usual).run(by: officer, in: open, tx)
        }
    }

    /// An issued invoice.
    func addBill(
        _ lines: [BillLine] = [BillLine(.labour, "اجرت تعمیر", price: 2_000_000)], company: String = "arman"
    ) async throws -> String { try await issue(addDraft(lines, company: company).draft, company: company) }

    func pay(
        _ way: ReceiptWay, _ amount: Int64, for bills: [String], cheque: Cheque? = nil, reference: String = "7",
        company: String = "arman"
    ) async throws -> String {
        let officer = try await officer(.financeOfficer, company: company)
        let open = self.company(company)
        return try await open.write { tx in
            let all = try bills.map { try BillList.find($0, tx) }
            let customer: ID<Customer> = try #require(
                try all.first?.customer ?? tx.value("SELECT max(id) FROM customer"))
            let today = open.clock.day(of: tx.now)
            let new = try NewReceipt(
                way, amount: amount, on: today, today: today, reference: way.hasReference ? reference : "",
                cheque: cheque)
            return try ReceiptStore.add(
                new, of: customer, for: Set(all.map(\.id)), by: officer, in: open, tx)
        }
    }

    /// A visit at which somebody of the job's dealer has collected money of the customer.
    func addVisit(of job: String, collected amount: Int64, on day: Int32 = 20_000) async throws {
        let manager = try await person(.dealerManager)
        _ = try await arman.write { tx in
            try tx.execute(
                """
                INSERT INTO visit (job_id, dealer_id, made_by, made_at, visited_at, visited_on, outcome, minutes,
                                   km_tenths, symptom, remedy, customer_labour, customer_parts, note)
                SELECT id, dealer_id, \(manager), \(tx.now), \(tx.now), \(CalendarDay(number: day)), 'completed', 20, 0, '',
                       '', \(amount), 0, ''
                FROM job WHERE number = \(job)
                """)
        }
    }

    func openSum(_ bill: String) async throws -> Int64 { try await arman.read { try BillList.find(bill, $0).open } }

    /// One of each for the walk.
    func billed(_ company: String) async throws -> [String: String] {
        try await openBooks(company)
        if company == "pars" {
            // Numbers that arman does not have.
            for series in ["sales_invoice", "customer_receipt"] {
                _ = try await pars.write { try NumberStore.begin(series, year: 1405, at: 9_001, $0) }
            }
        }
        let (bill, draft) = (try await addBill(company: company), try await addDraft(company: company).draft)
        let receipt = try await pay(.cash, 100_000, for: [bill], company: company)
        return ["bill": bill, "draft": draft.description, "receipt": receipt]
    }
}
