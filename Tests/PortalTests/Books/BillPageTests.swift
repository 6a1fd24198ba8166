import Database
import Domain
import HTTPTypes
import HummingbirdTesting
import Testing

@testable import Base
@testable import Books
@testable import Ground
@testable import Work

@Suite("The pages of the customers' money") struct BillPageTests {
    private func fields(_ world: World, _ change: [String: String] = [:]) -> [(String, String)] {
        let usual = [
            ("version", "1"), ("lines", "3"), ("kind1", "labour"), ("text1", "اجرت تعمیر"), ("quantity1", "1"),
            ("price1", "۲٬۰۰۰٬۰۰۰"), ("bearer1", "customer"), ("kind2", "part"), ("text2", "کمپرسور"),
            ("quantity2", "2"),
            ("price2", "5000000"), ("bearer2", "company"), ("reason2", "گارانتی"), ("buyer", "consumer"),
            ("name", "زهرا کریمی"), ("discount", ""), ("discount_reason", ""), ("due", ""), ("note", "سپاس"),
        ]
        return usual.map { ($0.0, change[$0.0] ?? $0.1) }
    }

    @Test("lead from a job to its invoice, on paper, and to its receipt; a form sent twice does it once")
    func whole() async throws {
        let world = try await World()
        try await world.openBooks()
        let job = try await world.addJob()
        try await world.giveJob(job)
        let clock = world.arman.clock
        _ = try await world.arman.write { tx in
            try tx.execute(
                """
                UPDATE job SET state = 'done', outcome = 'completed', completed_at = \(tx.now),
                    completed_on = \(clock.day(of: tx.now)) WHERE number = \(job)
                """)
        }
        try await world.browse(as: .reception) { browser in
            #expect(try await browser.get("/arman/jobs/\(job)").text.contains("/arman/jobs/\(job)/bill"))
            let made = try await browser.post("/arman/jobs/\(job)/bill")
            let draft = try #require(made.location)
            let page = try await browser.get(draft).text
            #expect(page.contains("۲٬۰۰۰٬۰۰۰") && page.contains("اجرت"))
            let much = try await browser.post(
                draft, self.fields(world, ["discount": "6", "discount_reason": "آشنا"]) + [("issue", "1")])
            #expect(much.status == .unprocessableContent && much.text.contains("تخفیف شما از"))
            let wrong = try await browser.post(draft, self.fields(world, ["price1": "x"]))
            #expect(wrong.status == .unprocessableContent && wrong.text.contains("f-price1"))
            let person = try await browser.post(draft, self.fields(world, ["buyer": "natural"]) + [("issue", "1")])
            #expect(person.status == .unprocessableContent)
            let issued = try await browser.post(
                draft,
                self.fields(world, ["discount": "5", "discount_reason": "آشنا"]) + [
                    ("issue", "1"), ("key", "one-bill"),
                ])
            let bill = try #require(issued.location)
            #expect(bill.hasPrefix("/arman/bills/S1405-"), "\(issued.text.suffix(800))")
            let again = try await browser.post(
                draft,
                self.fields(world, ["discount": "5", "discount_reason": "آشنا"]) + [
                    ("issue", "1"), ("key", "one-bill"),
                ])
            #expect(again.location == bill)
            let shown = try await browser.get(bill).text
            // 2,000,000 less 5 %, and a tenth of that.
            #expect(shown.contains("۲٬۰۹۰٬۰۰۰") && shown.contains("گارانتی") && shown.contains("۱۰٬۰۰۰٬۰۰۰"))
            for way in ["print", "roll"] {
                let paper = try await browser.get("\(bill)/\(way)").text
                #expect(paper.contains("دو میلیون و نود هزار ریال") && paper.contains("class=\"qr\""), "\(way)")
            }
            #expect(try await browser.get(draft).location == bill)
            let customer = try await world.number("SELECT max(customer_id) FROM receivable")
            let form = try await browser.get("/arman/receipts/new?customer=\(customer)").text
            #expect(form.contains("۲٬۰۹۰٬۰۰۰"))
            let id = try await world.number("SELECT max(invoice_id) FROM receivable")
            let cheque = [
                ("customer", "\(customer)"), ("way", "cheque"), ("amount", "2090000"), ("bill", "\(id)"), ("day", ""),
                ("cheque_number", ""), ("cheque_bank", "ملت"), ("cheque_due", "1405/10/01"),
            ]
            #expect(try await browser.post("/arman/receipts", cheque).status == .unprocessableContent)
            let paid = try await browser.post(
                "/arman/receipts", cheque.map { $0.0 == "cheque_number" ? ($0.0, "۱۲۳") : $0 })
            let receipt = try #require(paid.location)
            #expect(try await browser.get(receipt).text.contains("نزد صندوق"))
            #expect(try await browser.get("/arman/bills?tab=open").text.contains("چیزی پیدا نشد"))
            #expect(try await browser.get("/arman/receivables").text.contains("کسی بدهکار نیست"))
            // Who takes a cheque does not say what became of it.
            let cleared = try await browser.post("\(receipt)/state", [("version", "2"), ("deed", "clear")])
            #expect(cleared.status == .forbidden)
        }
        #expect(try await world.number("SELECT count(*) FROM sales_invoice") == 1)
    }

    @Test("are changed by two people: prices, the rate of tax, whose the dealers' cash is, and a credit note")
    func two() async throws {
        let world = try await World()
        try await world.openBooks(rate: nil)
        let draft = try await world.addDraft()
        await #expect(throws: Complaint("bills.vat.none")) { _ = try await world.issue(draft.draft) }
        try await world.serve { client in
            let officer = try await world.browser(client, as: .financeOfficer)
            let approver = try await world.browser(client, as: .financeApprover)
            let rate = try await officer.post("/arman/prices/vat", [("rate", "۹٫۵"), ("rate_from", "1405/01/01")])
            #expect(rate.status == .seeOther, "\(rate.text.suffix(500))")
            try await approver.confirmProposal()
            let bill = try await world.issue(draft.draft)
            #expect(try await world.openSum(bill) == 2_190_000)

            let rows = [
                ("rows", "6"), ("kind1", "labour"), ("amount1", "3000000"), ("kind2", "travel"), ("km2", "۳۰"),
                ("amount2", "900000"), ("scope1", "FRIDGE-1"), ("discount-reception", "۷"), ("from", ""),
            ]
            let twice = try await officer.post(
                "/arman/prices", rows + [("kind3", "travel"), ("km3", "30"), ("amount3", "1")])
            #expect(twice.status == .unprocessableContent)
            let list = try await officer.post("/arman/prices", rows)
            #expect(list.status == .seeOther, "\(list.text.suffix(500))")
            #expect(try await officer.get("/arman/proposals").text.contains("FRIDGE-1"))
            try await approver.confirmProposal()
            let prices = try await officer.get("/arman/prices").text
            #expect(prices.contains("۳٬۰۰۰٬۰۰۰") && prices.contains("۷٪"))

            let credit = try await officer.post("/arman/bills/\(bill)/credit", [("line", "1"), ("reason", "اشتباه")])
            #expect(credit.status == .seeOther)
            #expect(try await world.number("SELECT count(*) FROM sales_invoice") == 1)
            try await approver.confirmProposal()
            #expect(try await world.number("SELECT count(*) FROM sales_invoice") == 2)
            #expect(try await world.openSum(bill) == 0)
            #expect(try await officer.get("/arman/bills?tab=credit").text.contains("N1405-000001"))

            let admin = try await world.browser(client, as: .administrator)
            #expect(try await admin.post("/arman/settings/books/cash", [("cash", "account")]).status == .seeOther)
            try await approver.confirmProposal()
            let setting = try await world.arman.read { try BooksSetting($0) }
            #expect(setting.takesDealerCash)
        }
    }

    @Test("exist only where the company bills its customers, and for nobody of a dealer")
    func absent() async throws {
        let world = try await World()
        try await world.browse(as: .financeOfficer) { browser in
            for path in ["bills", "prices", "receipts", "receivables"] {
                let answer = try await browser.get("/arman/\(path)")
                #expect(answer.status == .notFound, "\(path)")
            }
        }
        try await world.openBooks()
        let bill = try await world.addBill()
        try await world.browse(as: .dealerManager) { browser in
            for path in ["bills", "bills/\(bill)", "prices", "receipts", "receivables"] {
                let answer = try await browser.get("/arman/\(path)")
                #expect(answer.status == .notFound, "\(path)")
            }
        }
    }

    @Test("tell the dealer what to collect by the company's prices, with the tax")
    func collect() async throws {
        let world = try await World()
        try await world.openBooks()
        let job = try await world.addJob()
        try await world.giveJob(job)
        _ = try await world.arman.write { tx in
            // Out of its warranty, and out of what is promised beyond it.
            try tx.execute("UPDATE unit SET purchased_on = 10000, installed_on = 10000")
        }
        try await world.browse(as: .dealerManager) { browser in
            let page = try await browser.get("/arman/jobs/\(job)").text
            #expect(page.contains("۲٬۲۰۰٬۰۰۰") && page.contains("۳۳۰٬۰۰۰"))
        }
    }

    @Test("let a machine leave the workshop only with its bill, paid or on credit")
    func gate() async throws {
        let world = try await World()
        try await world.openBooks()
        let job = try await world.addBenchItem()
        try await world.move(job, .diagnosis, .repair, .test, .ready)
        let step = { @Sendable (bill: FetchBill?) in
            try await world.arman.read { tx in
                let item = try BenchItemList.find(job, tx)
                return try BillGate.gate(BenchStep(item, to: .handedOver, bill: bill), tx)?.key
            }
        }
        let early = try await step(.settled)
        #expect(early == "bills.gate.missing")
        let person = try await world.person(.reception)
        let draft = try await world.arman.write { tx in
            let buyer = TypedBuyer(
                kind: .consumer, name: "زهرا", nationalID: "", economicCode: "", postalCode: "", address: "")
            return try DraftStore.add(
                DraftFacts(
                    buyer: buyer, discount: 0, discountReason: "", due: world.arman.clock.day(of: tx.now), note: "",
                    lines: [BillLine(.labour, "اجرت", price: 1_000_000)]),
                of: JobStore.find(job, .company, tx), by: person, tx)
        }
        let bill = try await world.issue(draft)
        let (unpaid, credit) = (try await step(.settled), try await step(.credit))
        #expect(unpaid == "bills.gate.unpaid" && credit == nil)
        _ = try await world.pay(.cash, 1_100_000, for: [bill])
        let paid = try await step(.settled)
        #expect(paid == nil)
    }
}
