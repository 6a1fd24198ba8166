import Books
import Database
import Domain
import Ground
import Web
import Work

/// A company that bills its customers: prices and a rate of tax, invoices that are paid, partly paid, overdue and taken back.
struct DemoBooks: Sendable {
    private static let day: Int64 = 86_400
    let company: OpenCompany
    let now: Instant

    func run() async throws {
        try await company.write { tx in
            guard let officer = try DemoList.actors(tx).office[.financeOfficer] else { return }
            let start = now.adding(seconds: -120 * Self.day)
            try Feature.books.set(true, tx)
            let from = company.clock.day(of: start)
            try PriceStore.add(Self.prices(), from: from, by: officer.person, tx.at(start))
            try PriceStore.add(
                ValueAddedTax.Rate(from: from, hundredths: 1_000), by: officer.person, tx.at(start))
            for (place, job) in try DemoList.paidWork(limit: 8, tx).enumerated() {
                try bill(job, at: place, by: officer, tx)
            }
        }
        company.shelf(ProfileShelf.self).forget()
    }

    private static func prices() throws -> PriceRows {
        try PriceRows(
            [
                PriceRow(.labour, amount: 1_800_000), PriceRow(.labour, service: "repair", amount: 2_600_000),
                PriceRow(.labour, service: "install", amount: 2_000_000), PriceRow(.call, amount: 900_000),
                PriceRow(.travel, km: 20, amount: 600_000), PriceRow(.travel, km: 50, amount: 1_200_000),
                PriceRow(.road, km: 50, amount: 30_000),
                PriceRow(.package, name: "سرویس کامل سالانه", amount: 4_500_000),
            ], discounts: ["reception": 500, "service_manager": 1_500, "finance_officer": 1_000])
    }

    /// The oldest first, so that numbers rise with their days.
    private func bill(
        _ job: DemoList.PaidWork, at place: Int, by officer: Actor, _ tx: Transaction
    ) throws {
        let then = tx.at(now.adding(seconds: -Int64(80 - place * 10) * Self.day))
        let (row, today) = (try JobStore.find(job.number, .company, tx), company.clock.day(of: then.now))
        let lines = [
            BillLine(.labour, "اجرت تعمیر", price: 2_600_000),
            BillLine(.part, "برد کنترل", price: 8_400_000 + Int64(place) * 350_000),
            BillLine(.travel, "ایاب و ذهاب", price: 600_000),
            BillLine(.part, "فیلتر", quantity: 2, price: 450_000, bearer: .company, reason: "گارانتی قطعه"),
        ]
        let buyer = TypedBuyer(
            kind: .consumer, name: job.customer, nationalID: "", economicCode: "", postalCode: "", address: "")
        let draft = try DraftStore.add(
            DraftFacts(
                buyer: buyer, discount: 0, discountReason: "", due: today.adding(days: 7), note: "", lines: lines),
            of: row, by: officer.person, then)
        let number = try IssueInvoice(draft: draft, version: 1, usual: []).run(
            by: officer, in: company, then)
        let open = try DemoList.openBill(number, tx)
        // In turn: paid, partly paid, by cheque or not at all, taken back.
        switch place % 4 {
        case 0: try pay(.card, open.amount, for: open, of: row.customer, by: officer, then)
        case 1: try pay(.cash, open.amount / 2, for: open, of: row.customer, by: officer, then)
        case 2 where place == 2:
            let cheque = Cheque(number: "418830", bank: "ملت، شعبه ولی‌عصر", due: today.adding(days: 45))
            try pay(.cheque, open.amount, for: open, of: row.customer, by: officer, cheque: cheque, then)
        case 3 where place == 3:
            try CreditInvoice(number, lines: [2], because: "قطعه برگشت داده شد").run(
                by: officer.person, in: company, then)
        default: break
        }
    }

    private func pay(
        _ way: ReceiptWay, _ amount: Int64, for bill: DemoList.OpenBill, of customer: ID<Customer>, by officer: Actor,
        cheque: Cheque? = nil, _ tx: Transaction
    ) throws {
        guard amount > 0 else { return }
        let today = company.clock.day(of: tx.now)
        let receipt = try NewReceipt(
            way, amount: amount, on: today, today: today, reference: way.hasReference ? "7104\(bill.id)" : "",
            cheque: cheque)
        try ReceiptStore.add(receipt, of: customer, for: [bill.id], by: officer, in: company, tx)
    }
}
