import Database
import Domain
import Testing
import Web

@testable import Ground
@testable import House
@testable import Stock
@testable import Work

@Suite("Devices on loan to customers")
struct LoanTests {
    /// A device in a dealer's store and one in the company's, and the dealer's accepted job.
    private func standing() async throws -> (world: World, store: ID<StockPlace>, sub: ID<StockPlace>, job: String) {
        let world = try await World()
        try await world.addPart("TV-1", tracking: .serial)
        let store = try await world.addPlace(.central, "C1")
        let sub = try await world.addPlace(.sub, "S1", dealer: "D100")
        try await world.receive("TV-1", 1, at: store, serial: "AA1")
        try await world.receive("TV-1", 1, at: sub, serial: "BB2")
        return (world, store, sub, try await world.acceptedJob())
    }

    private func fields(_ job: String, serial: String, due: String = "1405/12/01") -> [(String, String)] {
        [
            ("job", job), ("serial", serial), ("due", due), ("deposit", "۵۰۰۰۰۰"), ("condition", "بی‌خط و خش"),
        ]
    }

    private func end(_ job: String, _ world: World) async throws {
        let manager = try await world.person(.dealerManager)
        try await world.arman.write { tx in
            let row = try JobStore.find(job, .company, tx)
            let actor = try Actor(person: manager, name: "", roles: Roles([.dealerManager]), dealer: row.dealer)
            let facts = VisitFacts(
                outcome: .completed, endsJob: true, visitedAt: tx.now, minutes: 45, kmTenths: 125, symptom: "E1",
                remedy: "R03", parts: [], customerLabour: 0, customerParts: 0, customerTravel: 0, note: "")
            try LogVisit(number: job, version: row.version, facts: facts, photos: []).run(
                by: actor, in: world.arman, tx)
        }
    }

    /// Of the only loan.
    private func number(_ world: World) async throws -> String {
        try await world.arman.read { try $0.one("SELECT number FROM stock_loan")("number") }
    }

    @Test("the device leaves the shelf and stays the company's; its job does not end before it is back")
    func lending() async throws {
        let (world, store, _, job) = try await standing()
        try await world.browse(as: .storekeeper) { browser in
            let form = try await browser.get("/arman/stock/loans/new?job=\(job)")
            #expect(form.status == .ok && form.text.contains(job))
            let unknown = try await browser.post("/arman/stock/loans", fields(job, serial: "ZZ9"))
            #expect(unknown.status == .unprocessableContent && unknown.text.contains("بی‌خط و خش"))
            let past = try await browser.post("/arman/stock/loans", fields(job, serial: "AA1", due: "1400/01/01"))
            #expect(past.status == .unprocessableContent)
            let lent = try await browser.post("/arman/stock/loans", fields(job, serial: "aa۱"))
            let path = try #require(lent.location, "\(lent.text)")
            let twice = try await browser.post("/arman/stock/loans", fields(job, serial: "AA1"))
            #expect(twice.status == .unprocessableContent)
            for page in [path, path + "/print", "/arman/stock/loans", "/arman/stock/loans?tab=all&q=AA1"] {
                let answer = try await browser.get(page)
                #expect(answer.status == .ok && answer.text.contains("AA1"), "\(page)")
            }
        }
        try await world.browse(as: .serviceManager) { browser in
            let card = try await browser.get("/arman/jobs/\(job)").text
            #expect(card.contains("AA1"))
        }
        let (lies, worth, problems) = (
            try await world.onHand("TV-1", at: store), try await world.worth("TV-1"), try await world.stockProblems()
        )
        #expect(lies == 0 && worth.quantity == 2 && problems == [])
        let number = try await number(world)
        await #expect(throws: Complaint("stock.loan.job_waits", number)) { try await end(job, world) }
        #expect(try await world.state(of: job) != .done)
        let back = "/arman/stock/loans/\(number)"
        try await world.browse(as: .storekeeper) { browser in
            let refused = try await browser.post(back + "/giving-back", [("version", "1"), ("condition", "")])
            #expect(refused.status == .unprocessableContent)
            let done = try await browser.post(
                back + "/giving-back", [("version", "1"), ("place", store.description), ("condition", "سالم")])
            #expect(done.status == .seeOther, "\(done.text)")
        }
        try await end(job, world)
        let (state, again, left) = (
            try await world.state(of: job), try await world.onHand("TV-1", at: store), try await world.stockProblems()
        )
        #expect(state == .done && again == 1 && left == [])
    }

    @Test("what does not come back is written off by two people, and a found one comes back all the same")
    func losing() async throws {
        let (world, store, _, job) = try await standing()
        try await world.browse(as: .stockManager) { browser in
            let lent = try await browser.post("/arman/stock/loans", fields(job, serial: "AA1"))
            let path = try #require(lent.location)
            let lost = try await browser.post(path + "/loss", [("version", "1"), ("why", "مشتری نقل مکان کرده")])
            #expect(lost.status == .seeOther, "\(lost.text)")
            let own = try await browser.post(path + "/write-off", [("version", "2")])
            #expect(own.status == .unprocessableContent)
        }
        let number = try await number(world)
        await #expect(throws: Complaint("stock.loan.job_waits", number)) { try await end(job, world) }
        try await world.browse(as: .financeApprover) { browser in
            let done = try await browser.post("/arman/stock/loans/\(number)/write-off", [("version", "2")])
            #expect(done.status == .seeOther, "\(done.text)")
        }
        try await end(job, world)
        let (lies, worth, problems) = (
            try await world.onHand("TV-1", at: store), try await world.worth("TV-1"), try await world.stockProblems()
        )
        #expect(lies == 0 && worth.quantity == 1 && problems == [])
    }

    @Test("a dealer lends what he has in custody for his own jobs, and sees no other's")
    func dealers() async throws {
        let (world, _, sub, job) = try await standing()
        try await world.browse(as: .dealerManager, dealer: 2) { browser in
            let denied = try await browser.post("/arman/stock/loans", fields(job, serial: "BB2"))
            #expect(denied.status == .unprocessableContent)
        }
        try await world.browse(as: .dealerManager) { browser in
            let foreign = try await browser.post("/arman/stock/loans", fields(job, serial: "AA1"))
            #expect(foreign.status == .unprocessableContent)
            let lent = try await browser.post("/arman/stock/loans", fields(job, serial: "BB2"))
            #expect(lent.status == .seeOther, "\(lent.text)")
        }
        let one = "/arman/stock/loans/\(try await number(world))"
        try await world.browse(as: .dealerManager, dealer: 2) { browser in
            for page in [one, one + "/print"] {
                let hidden = try await browser.get(page)
                #expect(hidden.status == .notFound)
            }
            let back = try await browser.post(one + "/loss", [("version", "1"), ("why", "x")])
            #expect(back.status == .notFound)
        }
        try await world.browse(as: .dealerManager) { browser in
            let done = try await browser.post(
                one + "/giving-back", [("version", "1"), ("place", sub.description), ("condition", "سالم")])
            #expect(done.status == .seeOther, "\(done.text)")
        }
    }

    @Test("who lent a device is reminded once when its day is over")
    func overdue() async throws {
        let (world, _, _, job) = try await standing()
        try await world.browse(as: .storekeeper) { browser in
            let lent = try await browser.post("/arman/stock/loans", fields(job, serial: "AA1", due: "1405/09/20"))
            #expect(lent.status == .seeOther, "\(lent.text)")
        }
        let later: CalendarDay = try await world.arman.read { try $0.one("SELECT due_on FROM stock_loan")("due_on") }
        for _ in 1...2 {
            try await world.arman.write { tx in
                for loan in try LoanList.overdue(before: later.adding(days: 1), limit: 10, tx) {
                    try LoanStore.remind(loan, { $0.isoText }, tx)
                }
            }
        }
        let (early, told) = (
            try await world.arman.read { try LoanList.overdue(before: later, limit: 10, $0).count },
            try await world.number("SELECT count(*) FROM outbox WHERE kind = 'loan_overdue'")
        )
        #expect(early == 0 && told > 0)
        let keepers = try await world.number(
            "SELECT count(*) FROM person WHERE roles IN ('storekeeper', 'stock_manager')")
        #expect(told == keepers)
    }

    @Test("a customer who has a device of the company is not taken out before it is back")
    func erasing() async throws {
        let (world, _, _, job) = try await standing()
        try await world.browse(as: .storekeeper) { browser in
            let lent = try await browser.post("/arman/stock/loans", fields(job, serial: "AA1"))
            #expect(lent.status == .seeOther)
        }
        let complaint = try await world.arman.read { tx in
            try LoanStore.obstacle(for: JobStore.find(job, .company, tx).customer, tx)
        }
        #expect(complaint?.key == "stock.loan.erasing")
    }
}
