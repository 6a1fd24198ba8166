import Database
import Domain
import Testing

@testable import Ground
@testable import Stock
@testable import Work

@Suite("Requests for parts")
struct PartRequestTests {
    private func standing() async throws -> (world: World, store: ID<StockPlace>, sub: ID<StockPlace>, job: String) {
        let world = try await World()
        try await world.addPart("P-1")
        try await world.addPart("S-1", tracking: .serial)
        let store = try await world.addPlace(.central, "C1")
        let sub = try await world.addPlace(.sub, "S1", dealer: "D100")
        try await world.receive("P-1", 10, at: store)
        return (world, store, sub, try await world.acceptedJob())
    }

    private func told(_ kind: String, _ world: World) async throws -> Int {
        try await world.number("SELECT count(*) FROM outbox WHERE kind = \(kind)")
    }

    @Test("go from the dealer's job through the company's hands into his store, and the job waits until then")
    func journey() async throws {
        let (world, store, _, job) = try await standing()
        try await world.browse(as: .dealerManager) { browser in
            let page = try await browser.get("/arman/jobs/\(job)").text
            #expect(page.contains("/arman/stock/requests/new?job=\(job)"))
            let form = try await browser.get("/arman/stock/requests/new?job=\(job)")
            #expect(form.status == .ok && form.text.contains(job))
            let fields = [("job", job), ("rows", "3"), ("code1", "P-1"), ("quantity1", "۳"), ("note", "موتور نمی‌چرخد")]
            let unknown = try await browser.post("/arman/stock/requests", fields + [("code2", "X-9")])
            #expect(unknown.status == .unprocessableContent && unknown.text.contains("X-9"))
            #expect(unknown.text.contains("موتور نمی‌چرخد") && unknown.text.contains("value=\"۳\""))
            let more = try await browser.post("/arman/stock/requests", fields + [("more", "1")])
            #expect(more.status == .ok && more.text.contains("code8"))
            let asked = try await browser.post("/arman/stock/requests", fields)
            #expect(asked.location == "/arman/stock/requests/D1405-000001", "\(asked.text)")
            for path in ["/arman/stock/requests/D1405-000001", "/arman/stock/requests", "/arman/jobs/\(job)"] {
                let answer = try await browser.get(path)
                #expect(answer.status == .ok && answer.text.contains("D1405-000001"), "\(path)")
            }
            let denied = try await browser.post(
                "/arman/stock/requests/D1405-000001/approval", [("version", "1"), ("from", store.description)])
            #expect(denied.status == .forbidden)
        }
        let waiting = try await world.waiting(job)
        #expect(waiting == "part")
        let path = "/arman/stock/requests/D1405-000001"
        try await world.browse(as: .stockManager) { browser in
            let list = try await browser.get("/arman/stock/requests?tab=asked&for=job&q=\(job)").text
            #expect(list.contains("D1405-000001"))
            let other = try await browser.get("/arman/stock/requests?q=D200").text
            #expect(!other.contains("D1405-000001"))
            let his = try await browser.get("/arman/stock/requests?q=D۱۰۰").text
            #expect(his.contains("D1405-000001"))
            let none = try await browser.get("/arman/stock/requests?for=fill").text
            #expect(!none.contains("D1405-000001"))
            let fields = [("version", "1"), ("from", store.description), ("approved1", "2")]
            let unexplained = try await browser.post(path + "/approval", fields)
            #expect(unexplained.status == .unprocessableContent)
            let approved = try await browser.post(path + "/approval", fields + [("answer", "دو تا بس است")])
            #expect(approved.status == .seeOther, "\(approved.text)")
            let late = try await browser.post(path + "/refusal", [("version", "1"), ("answer", "نیست")])
            #expect(late.status == .conflict)
        }
        try await world.browse(as: .storekeeper) { browser in
            let page = try await browser.get(path).text
            #expect(page.contains("picked1"))
            let over = try await browser.post(path + "/picking", [("version", "2"), ("picked1", "3")])
            #expect(over.status == .unprocessableContent)
            let picked = try await browser.post(path + "/picking", [("version", "2"), ("picked1", "2")])
            #expect(picked.status == .seeOther, "\(picked.text)")
            let sent = try await browser.post(path + "/sending", [("version", "3"), ("reference", "BX-7")])
            #expect(sent.status == .seeOther, "\(sent.text)")
            let transfer = try await browser.get("/arman/stock/papers/T1405-000001").text
            #expect(transfer.contains("D1405-000001") && transfer.contains("BX-7"))
        }
        let before = try await world.waiting(job)
        #expect(before == "part")
        try await world.browse(as: .dealerManager) { browser in
            let today = try await browser.get("/arman/today").text
            #expect(today.contains("/arman/stock/requests?tab=sent"))
            let received = try await browser.post("/arman/stock/papers/T1405-000001/receipt", [("version", "1")])
            #expect(received.status == .seeOther, "\(received.text)")
            let page = try await browser.get("/arman/jobs/\(job)")
            #expect(page.status == .ok)
        }
        let (row, after, problems) = (
            try await world.request("D1405-000001"), try await world.waiting(job), try await world.stockProblems()
        )
        #expect(row.state == .received && after == nil && problems == [])
        for kind in ["part_request", "part_request_approved", "stock_sent"] {
            let count = try await told(kind, world)
            #expect(count > 0, "\(kind)")
        }
    }

    @Test("what has come for a job is told to the technician who has it")
    func came() async throws {
        let (world, store, sub, job) = try await standing()
        let technician = try await world.person(.dealerTechnician)
        try await world.arman.write {
            _ = try $0.execute("UPDATE job SET technician_id = \(technician) WHERE number = \(job)")
        }
        let number = try await world.ask([("P-1", 1)], to: sub, for: job)
        let paper = try await world.sendAll(1, of: number, from: store)
        let manager = try await world.member(.dealerManager)
        try await world.receiveSent(paper, by: manager)
        let count = try await world.number(
            "SELECT count(*) FROM outbox WHERE kind = 'part_came' AND person_id = \(technician)")
        #expect(count == 1)
        let events = try await world.number("SELECT count(*) FROM job_event WHERE kind = 'part_came'")
        #expect(events == 1)
    }

    @Test("of which nothing came leave the job waiting")
    func short() async throws {
        let (world, store, sub, job) = try await standing()
        let number = try await world.ask([("P-1", 1)], to: sub, for: job)
        let paper = try await world.sendAll(1, of: number, from: store)
        let manager = try await world.member(.dealerManager)
        try await world.receiveSent(paper, counts: [1: 0], by: manager)
        let (row, waiting) = (try await world.request(number), try await world.waiting(job))
        #expect(row.state == .received && waiting == "part")
    }

    @Test("are refused or cancelled with a reason, and the job that waits for nothing else goes on")
    func ended() async throws {
        let (world, store, sub, job) = try await standing()
        let (one, two) = (
            try await world.ask([("P-1", 1)], to: sub, for: job), try await world.ask([("P-1", 2)], to: sub, for: job)
        )
        try await world.browse(as: .stockManager) { browser in
            let bare = try await browser.post("/arman/stock/requests/\(one)/refusal", [("version", "1")])
            #expect(bare.status == .unprocessableContent)
            let refused = try await browser.post(
                "/arman/stock/requests/\(one)/refusal", [("version", "1"), ("answer", "دیگر ساخته نمی‌شود")])
            #expect(refused.status == .seeOther, "\(refused.text)")
        }
        let still = try await world.waiting(job)
        #expect(still == "part")
        try await world.approve(two, from: store)
        try await world.browse(as: .dealerManager) { browser in
            let page = try await browser.get("/arman/stock/requests/\(one)").text
            #expect(page.contains("دیگر ساخته نمی‌شود"))
            let cancelled = try await browser.post(
                "/arman/stock/requests/\(two)/cancellation", [("version", "2"), ("answer", "پیدا شد")])
            #expect(cancelled.status == .seeOther, "\(cancelled.text)")
        }
        let (waiting, kept) = (try await world.waiting(job), try await world.stock("P-1", at: store))
        #expect(waiting == nil && kept.reserved == 0)
    }

    @Test("for a job that ends, or goes to another dealer, are dropped, and what was kept back is free")
    func dropped() async throws {
        let (world, store, sub, job) = try await standing()
        let other = try await world.acceptedJob()
        let (one, two) = (
            try await world.ask([("P-1", 1)], to: sub, for: job), try await world.ask([("P-1", 2)], to: sub, for: other)
        )
        try await world.approve(one, from: store)
        try await world.approve(two, from: store)
        let (manager, admin) = (try await world.member(.dealerManager), try await world.member(.administrator))
        try await world.arman.write { tx in
            let known = try JobStore.find(job, .company, tx)
            let facts = VisitFacts(
                outcome: .completed, endsJob: true, visitedAt: tx.now, minutes: 45, kmTenths: 0, symptom: "E1",
                remedy: "R03", parts: [], customerLabour: 0, customerParts: 0, customerTravel: 0, note: "")
            try LogVisit(number: job, version: known.version, facts: facts, photos: [])
                .run(by: manager, in: world.arman, tx)
            let second: ID<Dealer> = try #require(try tx.value("SELECT id FROM dealer WHERE code = 'D200'"))
            try JobStore.move(JobStore.find(other, .company, tx), .offer, by: admin, .offered(to: second), tx)
        }
        let states = [try await world.request(one).state, try await world.request(two).state]
        let (kept, waiting) = (
            try await world.stock("P-1", at: store), [try await world.waiting(job), try await world.waiting(other)]
        )
        #expect(states == [.cancelled, .cancelled] && kept.reserved == 0 && waiting == [nil, nil])
    }

    @Test("of parts with serials are picked by serials that lie there")
    func serials() async throws {
        let (world, store, sub, _) = try await standing()
        for serial in ["A1", "A2"] { try await world.receive("S-1", 1, at: store, serial: serial) }
        let number = try await world.ask([("S-1", 2)], to: sub)
        try await world.approve(number, from: store)
        try await world.browse(as: .storekeeper) { browser in
            let path = "/arman/stock/requests/\(number)"
            let page = try await browser.get(path).text
            #expect(page.contains("A1") && page.contains("A2"))
            for marks in ["A9", "A1 A1", "A1 A2 A3"] {
                let refused = try await browser.post(path + "/picking", [("version", "2"), ("marks1", marks)])
                #expect(refused.status == .unprocessableContent, "\(marks)")
            }
            let picked = try await browser.post(path + "/picking", [("version", "2"), ("marks1", "a۱، A2")])
            #expect(picked.status == .seeOther, "\(picked.text)")
        }
        _ = try await world.sendRequest(number)
        let left = try await world.onHand("S-1", at: store)
        #expect(left == 0)
    }

    @Test("whose transfer is taken back on its way are to be picked again, and kept back again")
    func recalled() async throws {
        let (world, store, sub, job) = try await standing()
        let number = try await world.ask([("P-1", 2)], to: sub, for: job)
        let paper = try await world.sendAll(2, of: number, from: store)
        let manager = try await world.member(.stockManager)
        try await world.arman.write { tx in
            let row = try PaperList.find(paper, .company, tx)
            try PaperDeedStore.reverse(
                row, at: row.version, because: "نشانی نادرست", by: manager, in: world.arman, tx)
        }
        let (row, kept) = (try await world.request(number), try await world.stock("P-1", at: store))
        #expect(row.state == .approved && row.paperNumber.isEmpty && kept == FreeStock(onHand: 10, reserved: 2))
    }

    @Test("ask for each part once, for a job under way, and for its own model unless it is meant so")
    func rules() async throws {
        let (world, _, sub, job) = try await standing()
        await #expect(throws: RefusedLines.self) {
            _ = try await world.ask([("P-1", 1), ("P-1", 2)], to: sub, for: job)
        }
        try await world.arman.write { tx in
            _ = try tx.execute(
                """
                INSERT INTO part_fit (part_id, model_id)
                SELECT s.id, m.id FROM spare_part s, product_model m WHERE s.code = 'P-1' AND m.code = 'TV-1'
                """)
        }
        try await world.browse(as: .dealerManager) { browser in
            let fields = [("job", job), ("rows", "3"), ("code1", "P-1")]
            let misfit = try await browser.post("/arman/stock/requests", fields)
            #expect(misfit.status == .unprocessableContent && misfit.text.contains("name=\"misfit\""))
            let meant = try await browser.post("/arman/stock/requests", fields + [("misfit", "1")])
            #expect(meant.status == .seeOther, "\(meant.text)")
            let empty = try await browser.post("/arman/stock/requests", [("job", job), ("rows", "3")])
            #expect(empty.status == .unprocessableContent)
        }
    }
}

extension World {
    /// The one line of a request is approved, picked and on its way. - Returns: its transfer.
    fileprivate func sendAll(_ quantity: Int64, of request: String, from store: ID<StockPlace>) async throws -> String {
        try await approve(request, from: store)
        try await pick(request, [1: [RequestPick(quantity: quantity)]])
        return try await sendRequest(request)
    }

    /// - Parameter counts: by line, what came of it where that is not all.
    fileprivate func receiveSent(_ paper: String, counts: [Int: Int64] = [:], by manager: Actor) async throws {
        try await arman.write { tx in
            let row = try PaperList.find(paper, .company, tx)
            try PaperDeedStore.receive(row, at: row.version, counts: counts, by: manager, in: self.arman, tx)
        }
    }
}
