import Database
import Domain
import HTTPTypes
import HummingbirdTesting
import Testing

@testable import Base
@testable import Books
@testable import Ground
@testable import House
@testable import Work

/// What whoever errs, hurries or means ill does to the customers' money.
@Suite("The customers' money, misused,") struct BillMisuseTests {
    private func problems(_ world: World) async throws -> [String] {
        try await world.arman.read { try BooksDoctorList.problems($0) + DoctorList.numberGaps($0) }.map(\.key)
    }

    private static let draft: [(String, String)] = [
        ("version", "1"), ("lines", "3"), ("kind1", "labour"), ("text1", "اجرت"), ("quantity1", "1"),
        ("price1", "2000000"), ("bearer1", "customer"), ("buyer", "consumer"), ("name", "زهرا"),
    ]

    private func draft(_ change: [String: String], _ more: [(String, String)] = []) -> [(String, String)] {
        Self.draft.filter { change[$0.0] == nil } + change.map { ($0.key, $0.value) } + more
    }

    @Test("is nobody's whose role does not have it, and an auditor reads and writes nothing")
    func roles() async throws {
        let world = try await World()
        try await world.openBooks()
        let (bill, draft) = (try await world.addBill(), try await world.addDraft().draft)
        let receipt = try await world.pay(.cash, 100_000, for: [bill])
        let pages = ["bills", "bills/\(bill)", "bills/\(bill)/print", "receipts/\(receipt)", "receivables", "receipts"]
        let deeds = [
            "bill-drafts/\(draft)", "bill-drafts/\(draft)/drop", "bills/\(bill)/credit", "receipts",
            "receipts/\(receipt)/shares", "receipts/\(receipt)/state", "prices", "prices/vat", "settings/books",
            "settings/books/cash",
        ]
        for role in [Role.dealerManager, .dealerTechnician, .surveyAgent, .benchTechnician, .storekeeper] {
            try await world.browse(as: role) { browser in
                for page in pages + ["bill-drafts/\(draft)", "prices/new", "bills/export", "receipts/export"] {
                    let answer = try await browser.get("/arman/\(page)")
                    #expect(answer.status == .notFound, "\(role) \(page)")
                }
                for deed in deeds {
                    let answer = try await browser.post("/arman/\(deed)", [("version", "1")])
                    #expect([.forbidden, .notFound].contains(answer.status), "\(role) \(deed)")
                }
            }
        }
        try await world.browse(as: .auditor) { browser in
            for page in pages {
                let answer = try await browser.get("/arman/\(page)")
                #expect(answer.status == .ok, "\(page)")
            }
            for deed in deeds {
                let answer = try await browser.post("/arman/\(deed)", [("version", "1")])
                #expect([.forbidden, .notFound].contains(answer.status), "\(deed)")
            }
        }
        try await world.browse(as: .reception) { browser in
            for deed in ["bills/\(bill)/credit", "receipts/\(receipt)/state", "prices", "prices/vat"] {
                let answer = try await browser.post("/arman/\(deed)", [("version", "1"), ("deed", "clear")])
                #expect(answer.status == .forbidden, "\(deed)")
            }
            let file = try await browser.get("/arman/bills/\(bill)/moadian")
            #expect(file.status == .notFound)
        }
        #expect(try await world.number("SELECT count(*) FROM sales_invoice") == 1)
    }

    @Test("of another company is not there, nor paid for from here")
    func otherCompany() async throws {
        let world = try await World()
        for company in ["arman", "pars"] { try await world.openBooks(company) }
        // Numbers and ids that only pars has.
        for series in ["sales_invoice", "customer_receipt"] {
            _ = try await world.pars.write { try NumberStore.begin(series, year: 1405, at: 9_001, $0) }
        }
        try await world.pars.write { tx in
            for table in try tx.tables() where ["sales_invoice", "invoice_draft"].contains(table.name) {
                try tx.setLastIdentity(9_000, of: table)
            }
        }
        let (bill, draft) = (
            try await world.addBill(company: "pars"), try await world.addDraft(company: "pars").draft
        )
        let receipt = try await world.pay(.cash, 100_000, for: [bill], company: "pars")
        let own = try await world.addBill()
        let customer = try await world.number("SELECT customer_id FROM receivable")
        let foreign = try await world.pars.read { try BillList.find(bill, $0).id }
        try await world.browse(as: .financeOfficer) { browser in
            for page in ["bills/\(bill)", "bills/\(bill)/roll", "bill-drafts/\(draft)", "receipts/\(receipt)"] {
                let (here, there) = (try await browser.get("/arman/\(page)"), try await browser.get("/pars/\(page)"))
                #expect(here.status == .notFound && there.status == .notFound, "\(page)")
            }
            let paid = try await browser.post(
                "/arman/receipts",
                [
                    ("customer", "\(customer)"), ("way", "cash"), ("amount", "500000"), ("day", ""),
                    ("bill", "\(foreign)"),
                ])
            #expect(paid.status == .seeOther)
        }
        #expect(try await world.openSum(own) == 2_200_000)
        let open = try await world.pars.read { try BillList.find(bill, $0).open }
        #expect(open == 2_100_000)
    }

    @Test("is refused with the form as it was typed, whatever half, huge, foreign or impossible stands in it")
    func typed() async throws {
        let world = try await World()
        try await world.openBooks()
        let (job, draft) = try await world.addDraft()
        let bill = try await world.addBill()
        let customer = try await world.number("SELECT max(customer_id) FROM receivable")
        let huge = "99999999999999999999999999"
        try await world.browse(as: .financeOfficer) { browser in
            let path = "/arman/bill-drafts/\(draft)"
            for change in [
                ["price1": huge], ["price1": "9223372036854775807"], ["price1": "1000000000001"], ["price1": "-5"],
                ["quantity1": huge], ["quantity1": "0"], ["quantity1": "1000"], ["quantity1": "½"], ["text1": ""],
                ["discount": huge], ["discount": "100.01"], ["discount": "-1"], ["due": "1405/13/01"],
                ["due": "1405/12/31"], ["due": "1404/01/01"], ["due": "9999/01/01"], ["buyer": "nobody"], ["buyer": ""],
                ["name": ""], ["bearer1": "x"], ["kind1": "x"], ["text1": String(repeating: "ی", count: 201)],
            ] {
                let answer = try await browser.post(path, self.draft(change, [("issue", "1")]))
                #expect(answer.status == .unprocessableContent, "\(change) \(answer.status)")
            }
            for version in ["", "x", huge] {
                let answer = try await browser.post(path, self.draft(["version": version], [("issue", "1")]))
                #expect(answer.status == .badRequest, "\(version)")
            }
            let stale = try await browser.post(
                path, self.draft(["version": "9223372036854775807"], [("issue", "1")]))
            #expect(stale.status == .conflict)
            let half = [("version", "1"), ("issue", "1"), ("buyer", "consumer"), ("name", "x")]
            let empty = try await browser.post(path, half)
            #expect(empty.status == .unprocessableContent)
            // Each line may stand, all of them together may not.
            let lines = (1...60).flatMap {
                [("kind\($0)", "part"), ("text\($0)", "x"), ("quantity\($0)", "999"), ("price\($0)", "100000000000")]
            }
            let all = try await browser.post(path, half + [("lines", "60")] + lines)
            #expect(all.status == .unprocessableContent && all.text.contains("از سقف یک صورت‌حساب بیشتر است"))

            let receipt = [("customer", "\(customer)"), ("way", "cash"), ("amount", "1000"), ("day", "")]
            for change in [
                ["amount": huge], ["amount": "0"], ["amount": ""], ["amount": "1000000000001"], ["way": "credit"],
                ["way": "dealer"], ["way": ""], ["way": "card"], ["way": "cheque"], ["day": "1405/12/30/1"],
                ["day": "1405/12/31"], ["day": "1500/01/01"], ["day": "0001/01/01"],
            ] {
                let answer = try await browser.post(
                    "/arman/receipts", receipt.filter { change[$0.0] == nil } + change.map { ($0.key, $0.value) })
                #expect(answer.status == .unprocessableContent, "\(change) \(answer.status)")
            }
            for customer in ["", "x", huge] {
                let answer = try await browser.post("/arman/receipts", [("customer", customer)] + receipt.dropFirst())
                #expect(answer.status == .badRequest, "\(customer)")
            }
            let nobody = try await browser.post("/arman/receipts", [("customer", "987654")] + receipt.dropFirst())
            #expect(nobody.status == .notFound)
            for lines in [[], [("line", "9")], [("line", huge)], [("line", "-1")]] {
                let answer = try await browser.post("/arman/bills/\(bill)/credit", lines + [("reason", "x")])
                #expect(answer.status == .unprocessableContent, "\(lines)")
            }
            let silent = try await browser.post("/arman/bills/\(bill)/credit", [("line", "1"), ("reason", " ")])
            #expect(silent.status == .unprocessableContent)
            for address in [
                "bills?customer=\(huge)", "bills?before=\(huge)&tab=open", "bills?from=1405/13/01&to=x",
                "bills?q=%27%3F",
                "receipts?q=%25&tab=x", "receivables?after=-1", "receipts/new?customer=\(customer)&bill=%00",
            ] {
                let answer = try await browser.get("/arman/\(address)")
                #expect(answer.status == .ok, "\(address) \(answer.status)")
            }
            for address in ["bill-drafts/\(huge)", "bill-drafts/0", "bills/%00", "bills/'", "receipts/x"] {
                let answer = try await browser.get("/arman/\(address)")
                #expect(answer.status == .notFound, "\(address) \(answer.status)")
            }
            for change in [
                ["rate": "100.5", "rate_from": "1405/01/01"], ["rate": "10", "rate_from": "1405/07/31"], [:],
            ] {
                let answer = try await browser.post("/arman/prices/vat", change.map { ($0.key, $0.value) })
                #expect(answer.status == .unprocessableContent, "\(change)")
            }
            for change in [
                ["amount1": huge], ["amount1": "100000000001"], ["km1": "3001", "kind1": "travel", "amount1": "1"],
                ["from": "1400/01/01", "amount1": "1"], ["discount-reception": "101", "amount1": "1"],
                ["scope1": "nothing", "amount1": "1"], ["kind1": "package", "amount1": "1"], ["rows": huge],
            ] {
                let answer = try await browser.post("/arman/prices", change.map { ($0.key, $0.value) })
                #expect(answer.status == .unprocessableContent, "\(change)")
            }
        }
        let found = try await world.arman.read { tx in try DraftStore.open(of: JobStore.find(job, .company, tx).id, tx)
        }
        #expect(found == draft)
        #expect(try await world.number("SELECT count(*) FROM sales_invoice") == 1)
        #expect(try await world.number("SELECT count(*) FROM customer_receipt") == 0)
        #expect(try await world.number("SELECT count(*) FROM proposal") == 0)
    }

    @Test("reads Arabic and Persian digits as the numbers that they are")
    func digits() async throws {
        let world = try await World()
        try await world.openBooks()
        let draft = try await world.addDraft().draft
        try await world.browse(as: .financeOfficer) { browser in
            let issued = try await browser.post(
                "/arman/bill-drafts/\(draft)",
                self.draft(
                    ["price1": "٢٬٠٠٠٬٠٠٠", "quantity1": "٣", "discount": "٢٫٥", "discount_reason": "آشنا"],
                    [("issue", "1")]))
            let bill = try #require(issued.location)
            // 3 × 2,000,000 less 2.5 %, and a tenth of that.
            #expect(try await browser.get(bill).text.contains("۶٬۴۳۵٬۰۰۰"))
            let (customer, id) = (
                try await world.number("SELECT customer_id FROM receivable"),
                try await world.number("SELECT invoice_id FROM receivable")
            )
            let paid = try await browser.post(
                "/arman/receipts",
                [
                    ("customer", "\(customer)"), ("bill", "\(id)"), ("way", "cheque"), ("amount", "٦٤٣٥٠٠٠"),
                    ("day", "١٤٠٥/٠٩/٠١"), ("cheque_number", "١٢٣٤"), ("cheque_bank", "ملت"),
                    ("cheque_due", "۱۴۰۶/۰۱/۱۵"),
                ])
            #expect(paid.status == .seeOther, "\(paid.text.suffix(400))")
        }
        let open = try await world.number("SELECT count(*) FROM receivable WHERE settled < total")
        #expect(open == 0)
        #expect(try await world.number("SELECT count(*) FROM customer_receipt WHERE cheque_number = '1234'") == 1)
    }

    @Test("is issued once, however often its form is sent and by whom; what was issued is neither changed nor dropped")
    func twice() async throws {
        let world = try await World()
        try await world.openBooks()
        let draft = try await world.addDraft().draft
        try await world.serve { client in
            let officer = try await world.browser(client, as: .financeOfficer)
            let reception = try await world.browser(client, as: .reception)
            let path = "/arman/bill-drafts/\(draft)"
            let form = self.draft([:], [("issue", "1"), ("key", "same")])
            @Sendable func isBill(_ location: String?) -> Bool { location?.hasPrefix("/arman/bills/") ?? false }
            async let one = officer.post(path, form)
            async let two = reception.post(path, self.draft([:], [("issue", "1")]))
            let both = try await [one, two]
            // Whoever comes second is shown what the first has issued.
            #expect(both.allSatisfy { isBill($0.location) || $0.status == .conflict })
            #expect(try await world.number("SELECT count(*) FROM sales_invoice") == 1)
            for version in ["1", "2", "3"] {
                let changed = try await reception.post(path, self.draft(["version": version, "price1": "1"]))
                #expect(changed.status == .conflict || isBill(changed.location), "\(version)")
                let dropped = try await reception.post("\(path)/drop", [("version", version)])
                #expect(dropped.status == .conflict || isBill(dropped.location), "\(version)")
            }
            // Its key with another content.
            let other = try await officer.post(path, self.draft(["price1": "7"], [("issue", "1"), ("key", "same")]))
            #expect(other.status != .ok && (other.location ?? "/arman/bills/").hasPrefix("/arman/bills/"))
        }
        #expect(try await world.number("SELECT total FROM sales_invoice") == 2_200_000)
        #expect(try await problems(world).isEmpty)
    }

    @Test("is settled to the rial and no further, when several pay for it at once")
    func over() async throws {
        let world = try await World()
        try await world.openBooks()
        let bill = try await world.addBill()
        let receipts = try await withThrowingTaskGroup(of: String.self) { group in
            for _ in 1...5 { group.addTask { try await world.pay(.cash, 1_000_000, for: [bill]) } }
            return try await group.reduce(into: [String]()) { $0.append($1) }
        }
        #expect(try await world.openSum(bill) == 0)
        #expect(try await world.number("SELECT sum(used) FROM customer_receipt") == 2_200_000)
        // What is left is spent once, though two people spend it.
        let (next, officer) = (try await world.addBill(), try await world.officer(.financeOfficer))
        let rest = try await world.arman.read { tx in
            try receipts.map { try ReceiptList.find($0, tx) }.first { $0.free == 1_000_000 }
        }
        let receipt = try #require(rest)
        let invoice = try await world.arman.read { try BillList.find(next, $0).id }
        let done = await withTaskGroup(of: Bool.self) { group in
            for _ in 1...3 {
                group.addTask {
                    let spent: Void? = try? await world.arman.write {
                        try ReceiptStore.spend(
                            receipt.number, at: receipt.version, on: [invoice], by: officer, $0)
                    }
                    return spent != nil
                }
            }
            return await group.reduce(0) { $0 + ($1 ? 1 : 0) }
        }
        #expect(done == 1)
        #expect(try await world.openSum(next) == 1_200_000)
        #expect(try await problems(world).isEmpty)
    }

    @Test("is never taken back beyond what was billed, though two credit notes wait for the same line")
    func credit() async throws {
        let world = try await World()
        try await world.openBooks()
        let lines = [BillLine(.labour, "اجرت", price: 2_000_000), BillLine(.part, "فیلتر", price: 1_000_000)]
        let bill = try await world.addBill(lines)
        let (open, maker) = (world.arman, try await world.person(.financeOfficer))
        let results = await withTaskGroup(of: Bool.self) { group in
            for lines in [[1, 2], [2], [1], [2, 2]] {
                group.addTask {
                    let done: Void? = try? await open.write {
                        try CreditInvoice(bill, lines: Set(lines), because: "x").run(by: maker, in: open, $0)
                    }
                    return done != nil
                }
            }
            return await group.reduce(0) { $0 + ($1 ? 1 : 0) }
        }
        #expect((1...2).contains(results))
        let taken = try await world.number("SELECT sum(total) FROM sales_invoice WHERE kind = 'credit'")
        #expect(taken <= 3_300_000)
        #expect(try await world.number("SELECT settled FROM receivable") == Int64(taken))
        let note: String? = try await open.read {
            try $0.value("SELECT number FROM sales_invoice WHERE kind = 'credit' ORDER BY id LIMIT 1")
        }
        let number = try #require(note)
        await #expect(throws: Complaint("bills.credit.itself")) {
            try await open.write { try CreditInvoice(number, lines: [1], because: "x").run(by: maker, in: open, $0) }
        }
        #expect(try await problems(world).isEmpty)
    }
}
