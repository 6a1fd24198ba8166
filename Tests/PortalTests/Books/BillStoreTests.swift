import Database
import Domain
import Testing

@testable import Base
@testable import Books
@testable import Ground
@testable import House
@testable import Treasury
@testable import Web
@testable import Work

@Suite("What customers are billed and pay") struct BillStoreTests {
    private static let lines = [
        BillLine(.labour, "اجرت", price: 2_000_001),
        BillLine(.part, "کمپرسور", quantity: 2, price: 5_000_000, bearer: .company, reason: "گارانتی"),
        BillLine(.part, "فیلتر", quantity: 3, price: 333_333),
    ]

    private func problems(_ world: World) async throws -> [String] {
        try await world.arman.read {
            try BooksDoctorList.problems($0) + DoctorList.numberGaps($0) + AccountDoctorList.problems($0)
        }.map(\.key)
    }

    @Test("is issued once with a number of its series, owed by its customer, and never changed")
    func issued() async throws {
        let world = try await World()
        try await world.openBooks()
        let (job, draft) = try await world.addDraft(Self.lines)
        let number = try await world.issue(draft)
        #expect(number == "S1405-000001")
        let bill = try await world.arman.read { try BillList.find(number, $0) }
        #expect(bill.covered == 10_000_000 && bill.net == 3_000_000 && bill.vat == 299_999 && bill.open == 3_299_999)
        let billed: String = try await world.arman.read { tx in
            try tx.one("SELECT kind FROM job_event ORDER BY id DESC LIMIT 1")("kind")
        }
        #expect(billed == "billed")
        await #expect(throws: Refusal.self) { _ = try await world.issue(draft) }
        await #expect(throws: Complaint("bills.billed")) {
            try await world.arman.write { try MayBill.check(JobStore.find(job, .company, $0), $0) }
        }
        let fixed = try await world.arman.read { try BillStore.complaint(of: JobStore.find(job, .company, $0).id, $0) }
        #expect(fixed == Complaint("bills.fixed"))
        for statement in [
            "UPDATE sales_invoice SET total = 1", "DELETE FROM sales_invoice",
            "UPDATE sales_invoice_line SET price = 1", "DELETE FROM sales_invoice_line",
        ] {
            await #expect(throws: (any Error).self, "\(statement)") {
                _ = try await world.arman.write { try $0.execute(SQL(trusted: statement)) }
            }
        }
        #expect(try await problems(world).isEmpty)
    }

    @Test("gets one number each, without a gap and none twice, when many are issued at once")
    func atOnce() async throws {
        let world = try await World()
        try await world.openBooks()
        var drafts: [ID<InvoiceDraft>] = []
        for _ in 1...6 { drafts.append(try await world.addDraft().draft) }
        let numbers = try await withThrowingTaskGroup(of: String?.self) { group in
            for draft in drafts + drafts { group.addTask { try? await world.issue(draft) } }
            return try await group.reduce(into: [String]()) { all, number in if let number { all.append(number) } }
        }
        #expect(numbers.sorted() == (1...6).map { "S1405-00000\($0)" })
        #expect(try await problems(world).isEmpty)
    }

    @Test("is paid by several receipts, a receipt pays several, and what is too much is credit; a paid job is closed")
    func paid() async throws {
        let world = try await World()
        try await world.openBooks()
        let (first, second) = (try await world.addBill(), try await world.addBill())
        _ = try await world.pay(.cash, 200_000, for: [first])
        #expect(try await world.openSum(first) == 2_000_000)
        let receipt = try await world.pay(.card, 5_000_000, for: [first, second])
        #expect(try await world.openSum(first) == 0)
        #expect(try await world.openSum(second) == 0)
        let free = try await world.arman.read { try ReceiptList.find(receipt, $0).free }
        #expect(free == 800_000)
        let third = try await world.addBill()
        let officer = try await world.officer(.financeOfficer)
        try await world.arman.write { tx in
            let row = try ReceiptList.find(receipt, tx)
            try ReceiptStore.spend(
                receipt, at: row.version, on: [BillList.find(third, tx).id], by: officer, tx)
        }
        #expect(try await world.openSum(third) == 1_400_000)
        let today = world.arman.clock.day(of: world.time.now)
        let standing = try await world.arman.read { tx in
            try ReceivableList.standing(of: BillList.find(third, tx).customer, today: today, tx)
        }
        #expect(standing.owed == 1_400_000 && standing.late == 0 && standing.credit == 0)
        _ = try await world.arman.write { tx in
            try tx.execute(
                """
                UPDATE job SET state = 'done', completed_at = \(tx.now), completed_on = 20000
                WHERE id = (SELECT job_id FROM sales_invoice WHERE number = \(third))
                """)
        }
        _ = try await world.pay(.cash, 1_400_000, for: [third])
        let job = try await world.arman.read { try BillList.find(third, $0).jobNumber }
        #expect(try await world.state(of: job) == .closed)
        #expect(try await problems(world).isEmpty)
    }

    @Test("a cheque pays as soon as it is taken, until it bounces")
    func cheque() async throws {
        let world = try await World()
        try await world.openBooks()
        let bill = try await world.addBill()
        let due = world.arman.clock.day(of: world.time.now).adding(days: 30)
        let receipt = try await world.pay(
            .cheque, 2_200_000, for: [bill], cheque: Cheque(number: "12", bank: "ملت", due: due))
        #expect(try await world.openSum(bill) == 0)
        let officer = try await world.officer(.financeOfficer)
        for deed in [ChequeDeed.deposit, .bounce] {
            try await world.arman.write { tx in
                let version = try ReceiptList.find(receipt, tx).version
                try ReceiptStore.move(receipt, at: version, deed, because: "کسر موجودی", by: officer, tx)
            }
        }
        #expect(try await world.openSum(bill) == 2_200_000)
        let row = try await world.arman.read { try ReceiptList.find(receipt, $0) }
        #expect(row.state == .bounced && row.free == 0)
        await #expect(throws: Refusal.self) {
            try await world.arman.write {
                try ReceiptStore.move(receipt, at: row.version, .clear, because: "", by: officer, $0)
            }
        }
        #expect(try await problems(world).isEmpty)
    }

    @Test(
        "is taken back by a credit note, line by line and each once; what was paid is credit, and the job is billed anew"
    )
    func credited() async throws {
        let world = try await World()
        try await world.openBooks()
        let bill = try await world.addBill(Self.lines)
        _ = try await world.pay(.cash, 3_000_000, for: [bill])
        let (open, maker) = (world.arman, try await world.person(.financeOfficer))
        try await open.write { try CreditInvoice(bill, lines: [3], because: "برگشت قطعه").run(by: maker, in: open, $0) }
        // 1,099,998 of it was owed for the filters: what was open is settled, the rest is the customer's.
        #expect(try await world.openSum(bill) == 0)
        let free = try await open.read { try ReceiptList.find("N1405-000001", $0).free }
        #expect(free == 1_099_998 - 299_999)
        await #expect(throws: Complaint("bills.credit.twice")) {
            try await open.write { try CreditInvoice(bill, lines: [3], because: "x").run(by: maker, in: open, $0) }
        }
        let job = try await open.read { try BillList.find(bill, $0).jobNumber }
        try await open.write { try CreditInvoice(bill, lines: [1, 2], because: "x").run(by: maker, in: open, $0) }
        try await open.read { try MayBill.check(JobStore.find(job, .company, $0), $0) }
        #expect(try await problems(world).isEmpty)
    }

    @Test("counts what the dealer has collected once, and puts it to his account where it is the company's")
    func dealersCash() async throws {
        let world = try await World()
        try await world.openBooks()
        for isCompanys in [true, false] {
            let (job, draft) = try await world.addDraft()
            let manager = try await world.person(.dealerManager)
            let before = try await world.balance()
            try await world.arman.write { tx in
                var setting = try BooksSetting(tx)
                setting.cashFrom = isCompanys ? CalendarDay(number: 20_000) : nil
                try setting.set(by: manager, tx)
                try tx.execute(
                    """
                    INSERT INTO visit (job_id, dealer_id, made_by, made_at, visited_at, visited_on, outcome, minutes,
                                       km_tenths, symptom, remedy, customer_labour, customer_parts, note)
                    SELECT id, dealer_id, \(manager), \(tx.now), \(tx.now), 20000, 'completed', 20, 0, '', '', 1500000, 0, ''
                    FROM job WHERE number = \(job)
                    """)
            }
            let bill = try await world.issue(draft)
            #expect(try await world.openSum(bill) == 700_000)
            #expect(try await world.balance() == before - (isCompanys ? 1_500_000 : 0))
        }
        #expect(try await world.number("SELECT count(*) FROM customer_receipt WHERE way = 'dealer'") == 2)
        #expect(try await problems(world).isEmpty)
    }

    @Test("is known at the tax office where the company has a memory there")
    func taxOffice() async throws {
        let world = try await World()
        try await world.openBooks()
        let admin = try await world.person(.administrator)
        try await world.arman.write { tx in
            var setting = try BooksSetting(tx)
            setting.memory = "A2J1P7"
            for kind in BillLineKind.allCases { setting.goods[kind] = "2330001496050" }
            setting.unit = "1627"
            try setting.set(by: admin, tx)
            try SettingStore.set("company_economic_code", "411111111111", tx)
        }
        let bill = try await world.addBill(Self.lines)
        _ = try await world.pay(.card, 1_000_000, for: [bill])
        let free = try await world.addBill([BillLine(.part, "x", price: 1, bearer: .company, reason: "گارانتی")])
        try await world.browse(as: .financeOfficer) { browser in
            #expect(try await browser.get("/arman/bills/\(free)/moadian").text.contains("مبلغی از مشتری ندارد"))
            let text = try await browser.get("/arman/bills/\(bill)/moadian").text
            #expect(text.contains("\"tbill\" : 3299999") && text.contains("\"tvam\" : 299999"))
            #expect(text.contains("\"inty\" : 2") && text.contains("\"tins\" : \"411111111111\""))
            #expect(text.contains("\"taxid\" : \"A2J1P7") && !text.contains("کمپرسور"))
            #expect(text.contains("\"pmt\" : 4") && text.contains("\"pv\" : 1000000"))
            #expect(text.contains("\"trn\" : \"7\""))
            #expect(text.contains("\"setm\" : 3") && text.contains("\"insp\" : 2299999"))
        }
    }
}
