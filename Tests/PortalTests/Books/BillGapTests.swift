import Database
import Domain
import HTTPTypes
import HummingbirdTesting
import Testing

@testable import Base
@testable import Books
@testable import Ground
@testable import House
@testable import Web
@testable import Work

/// Ways around the customers' money that somebody has found.
@Suite("The customers' money is not walked around") struct BillGapTests {
    private func problems(_ world: World) async throws -> [Complaint] {
        try await world.arman.read { try BooksDoctorList.problems($0) }
    }

    private func set(_ state: JobState, _ job: String, _ world: World) async throws {
        _ = try await world.arman.write { tx in
            try tx.execute("UPDATE job SET state = \(state.rawValue) WHERE number = \(job)")
        }
    }

    @Test("by an invoice before a dealer's last visit, whose cash nobody would take down")
    func early() async throws {
        let world = try await World()
        try await world.openBooks()
        let (job, draft) = try await world.addDraft()
        try await set(.underWay, job, world)
        await #expect(throws: Complaint("bills.not_yet")) { _ = try await world.issue(draft) }
        try await set(.done, job, world)
        let bill = try await world.issue(draft)
        let before = try await problems(world)
        #expect(before == [])
        try await world.addVisit(of: job, collected: 500_000)
        let after = try await problems(world)
        #expect(after == [Complaint("doctor.bill_cash", bill)])
    }

    /// All of an invoice, by two people.
    private func takeBack(_ bill: String, _ lines: Set<Int>, _ world: World) async throws {
        let (open, maker) = (world.arman, try await world.person(.financeOfficer))
        try await open.write { try CreditInvoice(bill, lines: lines, because: "اشتباه").run(by: maker, in: open, $0) }
    }

    @Test("by a visit that is changed after its cash was taken down")
    func changed() async throws {
        let world = try await World()
        try await world.openBooks()
        let manager = try await world.person(.serviceManager)
        try await world.arman.write { tx in
            try VisitSetting(correctHours: 24, signature: .off, leastPeers: 5).set(by: manager, tx)
        }
        let (job, draft) = try await world.addDraft()
        try await world.addVisit(of: job, collected: 500_000)
        // The job is nobody's bill any more, but its receipt stays.
        try await takeBack(try await world.issue(draft), [1], world)
        let (version, visit) = (
            try await world.version(of: job), try await world.number("SELECT max(id) FROM visit")
        )
        let form = World.visit(["version": version, "reason": "اشتباه تایپی", "labour": "900,000"])
        try await world.browse(as: .dealerManager) { browser in
            let answer = try await browser.post(
                "/arman/jobs/\(job)/visits/\(visit)/correction",
                form.filter { $0.0 != "confirmed" && $0.0 != "key" })
            #expect(answer.status == .unprocessableContent)
            #expect(answer.text.contains("در دریافت‌های مشتری است"), "\(answer.text.suffix(2000))")
        }
        #expect(try await world.number("SELECT customer_labour FROM visit") == 500_000)
    }

    @Test("by cash of a visit that was reckoned as the dealer's own before it became the company's")
    func switched() async throws {
        let world = try await World()
        try await world.openBooks()
        let (open, admin) = (world.arman, try await world.person(.administrator))
        let (job, draft) = try await world.addDraft()
        let today = open.clock.day(of: world.time.now).number
        try await world.addVisit(of: job, collected: 300_000, on: today - 1)
        try await world.addVisit(of: job, collected: 500_000, on: today)
        try await open.write { try ChangeDealerCash(takesDealerCash: true).run(by: admin, in: open, $0) }
        world.time.move(seconds: 86_400)
        // Said again, it keeps its day.
        try await open.write { try ChangeDealerCash(takesDealerCash: true).run(by: admin, in: open, $0) }
        let before = try await world.balance()
        let bill = try await world.issue(draft)
        #expect(try await world.openSum(bill) == 1_400_000)
        #expect(try await world.balance() == before - 500_000)
        let found = try await problems(world)
        #expect(found == [])
    }

    @Test("by a lower price, a line that another bears or no tax on it, of somebody who may let off less")
    func spared() async throws {
        let world = try await World()
        try await world.openBooks()
        let (number, draft) = try await world.addDraft()
        let clock = world.arman.clock
        _ = try await world.arman.write { tx in
            // Out of its warranty, and out of what is promised beyond it.
            try tx.execute("UPDATE unit SET purchased_on = 10000, installed_on = 10000")
            let (job, day) = (try JobStore.find(number, .company, tx), clock.day(of: tx.now))
            let verdict = try JobCoverStore.verdict(of: job, on: day, clock.calendar, tx)
            try JobCoverStore.freeze(verdict, of: job.id, at: .decision, on: day, by: nil, tx)
        }
        let usual = [
            ("version", "1"), ("lines", "3"), ("kind1", "labour"), ("text1", "اجرت تعمیر"), ("quantity1", "1"),
            ("price1", "2000000"), ("bearer1", "customer"), ("buyer", "consumer"), ("name", "زهرا"),
            ("discount_reason", "آشنا"), ("issue", "1"),
        ]
        func form(_ change: [String: String]) -> [(String, String)] {
            usual.filter { change[$0.0] == nil } + change.map { ($0.key, $0.value) }
        }
        let cheap = form(["price1": "1000000"])
        let free = form(["bearer1": "company", "reason1": "گارانتی"])
        let untaxed = form(["exempt1": "1"])
        let path = "/arman/bill-drafts/\(draft)"
        try await world.browse(as: .reception) { browser in
            for typed in [cheap, free] {
                let answer = try await browser.post(path, typed)
                #expect(answer.status == .unprocessableContent)
                #expect(answer.text.contains("مبلغ از تعرفه کمتر است"), "\(answer.text.suffix(1000))")
            }
            let answer = try await browser.post(path, untaxed)
            #expect(answer.status == .unprocessableContent && answer.text.contains("فقط کارشناس مالی"))
        }
        #expect(try await world.number("SELECT count(*) FROM sales_invoice") == 0)
        try await world.browse(as: .financeOfficer) { browser in
            let answer = try await browser.post(path, untaxed)
            #expect(answer.location?.hasPrefix("/arman/bills/") ?? false, "\(answer.text.suffix(1000))")
        }
        #expect(try await world.number("SELECT total FROM sales_invoice") == 2_000_000)
    }

    @Test("by a dealer who reads in his job's history what its customer was billed")
    func history() async throws {
        let world = try await World()
        try await world.openBooks()
        let (job, draft) = try await world.addDraft()
        let bill = try await world.issue(draft)
        let detail: String = try await world.arman.read { tx in
            try tx.one("SELECT detail FROM job_event WHERE kind = 'billed'")("detail")
        }
        #expect(detail == "{}")
        try await world.browse(as: .dealerManager) { browser in
            let page = try await browser.get("/arman/jobs/\(job)").text
            #expect(!page.contains(bill) && !page.contains("۲٬۲۰۰٬۰۰۰"))
        }
    }

    @Test("by switching it off while jobs are billed, nor changed by what waited until then")
    func off() async throws {
        let world = try await World()
        try await world.openBooks()
        let bill = try await world.addBill()
        let (open, admin) = (world.arman, try await world.person(.administrator))
        let approver = try await world.person(.financeOfficer)
        let switchOff = { @Sendable in
            try await open.write { tx in
                var setting = try BooksSetting(tx)
                setting.isOn = false
                try setting.set(by: admin, tx)
            }
        }
        await #expect(throws: Complaint("bills.setting.in_use")) { try await switchOff() }
        try await world.browse(as: .administrator) { browser in
            let answer = try await browser.post("/arman/settings/books", [("due_days", "7")])
            #expect(answer.status == .unprocessableContent && answer.text.contains("نخست برگشت از فروش"))
        }
        try await takeBack(bill, [1], world)
        try await switchOff()
        let rate = ValueAddedTax.Rate(from: open.clock.day(of: world.time.now), hundredths: 500)
        let content = try JSONText.of(ChangeVAT(rate))
        await #expect(throws: Refusal.self) {
            try await open.write { try ChangeVAT.kind.apply(content, approver, open, $0) }
        }
        #expect(try await world.number("SELECT count(*) FROM vat_rate") == 1)
    }

    @Test("by an invoice in the name of whoever its job was taken down for first")
    func renamed() async throws {
        let world = try await World()
        try await world.openBooks()
        let number = try await world.addJob(serial: "N1")
        _ = try await world.addJob(mobile: "09351234567", serial: "N2")
        let person = try await world.person(.reception)
        let facts = DraftFacts(
            buyer: TypedBuyer(
                kind: .consumer, name: "زهرا", nationalID: "", economicCode: "", postalCode: "", address: ""),
            discount: 0, discountReason: "", due: world.arman.clock.day(of: world.time.now), note: "",
            lines: [BillLine(.labour, "اجرت", price: 1_000_000)])
        let draft = try await world.arman.write { tx in
            try DraftStore.add(facts, of: JobStore.find(number, .company, tx), by: person, tx)
        }
        for (change, count) in [(["address": "خانه دیگر"], 1), (["mobile": "09351234567"], 0)] {
            let version = try await world.version(of: number)
            let usual = [
                "service": "repair", "city": "تهران", "province": "", "address": "خانه دیگر", "mobile": "09121112233",
                "serial": "N1", "model": "", "reason": "اشتباه شنیده شد", "version": version,
            ]
            let form = usual.merging(change) { $1 }.map { ($0.key, $0.value) }
            try await world.browse(as: .serviceManager) { browser in
                let answer = try await browser.post("/arman/jobs/\(number)/correction", form)
                #expect(answer.status == .seeOther, "\(answer.text.suffix(2000))")
            }
            #expect(try await world.number("SELECT count(*) FROM invoice_draft WHERE state = 'open'") == count)
        }
        await #expect(throws: Refusal.self) { _ = try await world.issue(draft) }
    }

    @Test("by what is left of a person who was taken out: his economic code, and his cheques")
    func erased() async throws {
        let world = try await World()
        try await world.openBooks()
        var bills: [String] = []
        for (kind, id) in [(BuyerKind.natural, "0499370899"), (.legal, "10380284790")] {
            let draft = try await world.addDraft().draft
            _ = try await world.arman.write { tx in
                try tx.execute(
                    """
                    UPDATE invoice_draft SET buyer_kind = \(kind.rawValue), buyer_national_id = \(id),
                        buyer_code = '411111111111' WHERE id = \(draft)
                    """)
            }
            bills.append(try await world.issue(draft))
        }
        let draft = try await world.addDraft().draft
        let today = world.arman.clock.day(of: world.time.now)
        _ = try await world.pay(
            .cheque, 2_200_000, for: [bills[0]], cheque: Cheque(number: "7788", bank: "ملت", due: today))
        try await world.arman.write { tx in
            try tx.execute("UPDATE invoice_draft SET buyer_code = '411111111111' WHERE id = \(draft)")
            let customer: ID<Customer> = try tx.one("SELECT max(customer_id) AS id FROM receivable")("id")
            let erasure = CustomerErasure(customer, name: "زهرا کریمی", mobile: "+989121112233", others: [])
            _ = try tx.rewriting(["event", "sales_invoice", "sales_invoice_line"]) {
                try BillStore.erasing.run(erasure, tx) + ReceiptStore.erasing.run(erasure, tx)
            }
        }
        let codes: [String] = try await world.arman.read { tx in
            try tx.list("SELECT buyer_code FROM sales_invoice ORDER BY id")
        }
        #expect(codes == ["", "411111111111"])
        let drafts = try await world.number(
            "SELECT count(*) FROM invoice_draft WHERE id = \(draft) AND buyer_code = ''")
        #expect(drafts == 1)
        let cheques = try await world.number(
            "SELECT count(*) FROM customer_receipt WHERE cheque_number = '' AND cheque_bank = ''")
        #expect(cheques == 1)
    }

    @Test("by a card or a transfer that is written down twice")
    func reference() async throws {
        let world = try await World()
        try await world.openBooks()
        let bill = try await world.addBill()
        let first = try await world.pay(.card, 200_000, for: [bill], reference: "4588")
        await #expect(throws: Complaint("receipts.twice", first)) {
            _ = try await world.pay(.card, 200_000, for: [bill], reference: "۴۵۸۸")
        }
        _ = try await world.pay(.transfer, 200_000, for: [bill], reference: "4588")
        _ = try await world.pay(.card, 200_000, for: [bill], reference: "4589")
        let (customer, id) = (
            try await world.number("SELECT customer_id FROM receivable"),
            try await world.number("SELECT invoice_id FROM receivable")
        )
        try await world.browse(as: .reception) { browser in
            let answer = try await browser.post(
                "/arman/receipts",
                [
                    ("customer", "\(customer)"), ("bill", "\(id)"), ("way", "transfer"), ("amount", "200000"),
                    ("day", ""), ("reference", "4588"),
                ])
            #expect(answer.status == .unprocessableContent && answer.text.contains("پیش‌تر با دریافت"))
        }
        #expect(try await world.openSum(bill) == 1_600_000)
        #expect(try await world.number("SELECT count(*) FROM customer_receipt") == 3)
    }

    @Test("by a job that stays open though its invoice is paid: before its end, or as the rest was taken back")
    func closed() async throws {
        let world = try await World()
        try await world.openBooks()
        let (open, officer) = (world.arman, try await world.officer(.financeOfficer))
        let (job, draft) = try await world.addDraft()
        let bill = try await world.issue(draft)
        try await world.addVisit(of: job, collected: 2_200_000)
        try await open.write { tx in
            let row = try JobStore.find(job, .company, tx)
            let ended = EndedJob(
                id: row.id, number: row.number, customer: row.customer, version: row.version, dealer: row.dealer,
                unit: row.unit, serviceType: row.serviceType, outcome: .completed, day: open.clock.day(of: tx.now))
            try DealerCashStore.end(ended, officer, open, tx)()
        }
        #expect(try await world.openSum(bill) == 0)
        #expect(try await world.state(of: job) == .closed)

        let lines = [BillLine(.labour, "اجرت", price: 2_000_000), BillLine(.part, "فیلتر", price: 1_000_000)]
        let (part, whole) = (try await world.addBill(lines), try await world.addBill(lines))
        for bill in [part, whole] { _ = try await world.pay(.cash, 2_200_000, for: [bill]) }
        try await takeBack(part, [2], world)
        try await takeBack(whole, [1, 2], world)
        let jobs = try await open.read { tx in try [part, whole].map { try BillList.find($0, tx).jobNumber } }
        let states = (try await world.state(of: jobs[0]), try await world.state(of: jobs[1]))
        #expect(states.0 == .closed && states.1 == .done)
        let found = try await problems(world)
        #expect(found == [])
    }

    @Test("nor by a machine that leaves the workshop paid")
    func left() async throws {
        let world = try await World()
        try await world.openBooks()
        let job = try await world.addBenchItem()
        try await world.move(job, .diagnosis, .repair, .test, .ready)
        let person = try await world.person(.reception)
        let facts = DraftFacts(
            buyer: TypedBuyer(
                kind: .consumer, name: "زهرا", nationalID: "", economicCode: "", postalCode: "", address: ""),
            discount: 0, discountReason: "", due: world.arman.clock.day(of: world.time.now), note: "",
            lines: [BillLine(.labour, "اجرت", price: 1_000_000)])
        let draft = try await world.arman.write { tx in
            try DraftStore.add(facts, of: JobStore.find(job, .company, tx), by: person, tx)
        }
        let bill = try await world.issue(draft)
        _ = try await world.pay(.cash, 1_100_000, for: [bill])
        #expect(try await world.state(of: job) == .underWay)
        let version = try await world.arman.read { try BenchItemList.find(job, $0).version }
        let form = [
            ("receiver", "زهرا کریمی"), ("proof", "identity"), ("shown", "کارت ملی"), ("bill", "settled"),
            ("amount", "1100000"), ("note", "صورت‌حساب"), ("tick", "accessories"), ("tick", "data"),
            ("tick", "signature"), ("version", "\(version)"),
        ]
        try await world.browse(as: .reception) { browser in
            let answer = try await browser.post("/arman/workshop/units/\(job)/hand-over", form)
            #expect(answer.status == .seeOther, "\(answer.text.suffix(1500))")
        }
        #expect(try await world.state(of: job) == .closed)
    }

    @Test("nor is a job closed by an invoice of nothing, whose visits are free once it was taken back")
    func nothing() async throws {
        let world = try await World()
        try await world.openBooks()
        let (job, draft) = try await world.addDraft(
            [BillLine(.labour, "اجرت", price: 2_000_000, bearer: .company, reason: "گارانتی")])
        let bill = try await world.issue(draft)
        #expect(try await world.state(of: job) == .done)
        try await takeBack(bill, [1], world)
        #expect(try await world.state(of: job) == .done)
        try await world.arman.read { tx in
            let row = try JobStore.find(job, .company, tx)
            #expect(try BillStore.complaint(of: row.id, tx) == nil)
            #expect(try DealerCashStore.obstacle(toCorrecting: row.id, tx) == nil)
        }
    }

    @Test("nor does a technician see less of what his customer pays, before there are prices")
    func unpriced() async throws {
        let world = try await World()
        try await world.activateTariff()
        let job = try await world.acceptedJob(city: "کرج")
        let (open, technician) = (world.arman, try await world.person(.dealerTechnician))
        let admin = try await world.person(.administrator)
        _ = try await open.write { try $0.execute("UPDATE job SET technician_id = \(technician)") }
        try await world.browse(as: .dealerTechnician) { browser in
            let visit = World.visit(["km": "100", "labour": "290000", "travel": "1,111,400", "customer_parts": ""])
            let answer = try await browser.upload("/arman/jobs/\(job)/visits", visit, files: [])
            try #require(answer.status == .seeOther, "\(answer.text)")
        }
        try await open.write { try Feature.books.set(true, $0) }
        open.shelf(ProfileShelf.self).forget()
        for (later, isShown) in [(1, true), (0, false)] {
            try await open.write { tx in
                let day = open.clock.day(of: tx.now).adding(days: later)
                _ = try PriceStore.add(PriceRows([PriceRow(.labour, amount: 1_000_000)]), from: day, by: admin, tx)
            }
            try await world.browse(as: .dealerTechnician) { browser in
                let page = try await browser.get("/arman/jobs/\(job)").text
                #expect(page.contains("دریافتنی از مشتری") == isShown, "\(later)")
            }
        }
    }

    @Test("nor by a number that the tax office cannot take, where it is to be told")
    func serial() async throws {
        let world = try await World()
        try await world.openBooks()
        let admin = try await world.person(.administrator)
        let (first, second) = (try await world.addDraft().draft, try await world.addDraft().draft)
        _ = try await world.arman.write { try NumberStore.begin("sales_invoice", year: 1405, at: 5_000_000, $0) }
        _ = try await world.issue(first)
        try await world.arman.write { tx in
            var setting = try BooksSetting(tx)
            setting.memory = "A2J1P7"
            try setting.set(by: admin, tx)
        }
        await #expect(throws: Complaint("bills.serial")) { _ = try await world.issue(second) }
        #expect(try await world.number("SELECT count(*) FROM sales_invoice") == 1)
    }

    @Test("nor by parts that a bill leaves out as it has no room for them")
    func many() async throws {
        let world = try await World()
        try await world.openBooks()
        let (job, draft) = try await world.addDraft()
        try await world.addVisit(of: job, collected: 0)
        let visit = try await world.number("SELECT max(id) FROM visit")
        _ = try await world.arman.write { tx in
            try tx.execute("UPDATE invoice_draft SET state = 'dropped' WHERE id = \(draft)")
            for place in [1] + (1...60) {
                let part = "P-\(place)"
                try tx.execute("INSERT INTO visit_part (visit_id, part, quantity) VALUES (\(visit), \(part), 600)")
            }
        }
        try await world.browse(as: .reception) { browser in
            let answer = try await browser.post("/arman/jobs/\(job)/bill")
            #expect(answer.status == .unprocessableContent && answer.text.contains("سطر نمی‌گیرد"))
        }
        #expect(try await world.number("SELECT count(*) FROM invoice_draft WHERE state = 'open'") == 0)
        _ = try await world.arman.write { try $0.execute("DELETE FROM visit_part WHERE part <> 'P-1'") }
        try await world.browse(as: .reception) { browser in
            let answer = try await browser.post("/arman/jobs/\(job)/bill")
            #expect(answer.location?.contains("bill-drafts") ?? false)
        }
        let pieces: [Int] = try await world.arman.read { tx in
            try tx.list("SELECT quantity FROM invoice_draft_line WHERE kind = 'part' ORDER BY position")
        }
        #expect(pieces == [999, 201])
    }
}
