import Database
import Domain
import Testing

@testable import Ground
@testable import Stock
@testable import Work

@Suite("Parts of a visit, and what comes back of them")
struct FitPartsTests {
    /// Two of P-1 and one of D-1, which must come back, on the first dealer's shelf; and his accepted job.
    private func standing() async throws -> (world: World, sub: ID<StockPlace>, job: String) {
        let world = try await World()
        try await world.addPart("P-1")
        try await world.addPart("D-1", mustReturn: .always)
        let sub = try await world.addPlace(.sub, "S1", dealer: "D100")
        try await world.receive("P-1", 2, at: sub)
        try await world.receive("D-1", 1, at: sub)
        return (world, sub, try await world.acceptedJob())
    }

    private func visit(_ number: String, _ parts: [VisitFacts.Part], _ world: World) async throws {
        let manager = try await world.person(.dealerManager)
        try await world.arman.write { tx in
            let job = try JobStore.find(number, .company, tx)
            let actor = try Actor(person: manager, name: "", roles: Roles([.dealerManager]), dealer: job.dealer)
            let facts = VisitFacts(
                outcome: .completed, endsJob: true, visitedAt: tx.now, minutes: 45, kmTenths: 125, symptom: "E1",
                remedy: "R03", parts: parts, customerLabour: 0, customerParts: 0, customerTravel: 0, note: "")
            try LogVisit(number: number, version: job.version, facts: facts, photos: [])
                .run(by: actor, in: world.arman, tx)
        }
    }

    @Test("leave the shelf with the visit; what is missing there is an open difference, and other words stay words")
    func used() async throws {
        let (world, sub, job) = try await standing()
        try await visit(
            job, [.init(name: "p1", quantity: 3), .init(name: "پیچ", quantity: 4), .init(name: "D-1", quantity: 1)],
            world)
        let (lies, rest) = (try await world.onHand("P-1", at: sub), try await world.onHand("D-1", at: sub))
        #expect(lies == 0 && rest == 0)
        let gaps = try await world.arman.read { try GapList.all("g.settled_at IS NULL", $0) }
        #expect(gaps.map(\.kind) == [.used] && gaps.map(\.quantity) == [1] && gaps.map(\.jobNumber) == [job])
        let debts = try await world.number("SELECT count(*) FROM part_debt WHERE state = 'owed'")
        #expect(debts == 1)
        let (state, problems) = (try await world.state(of: job), try await world.stockProblems())
        #expect(state == .done && problems == [])
    }

    @Test("are moved with the visit or not at all")
    func together() async throws {
        struct Break: Error {}
        let (world, sub, number) = try await standing()
        let manager = try await world.person(.dealerManager)
        await #expect(throws: Break.self) {
            try await world.arman.write { tx in
                let job = try JobStore.find(number, .company, tx)
                let actor = try Actor(person: manager, name: "", roles: Roles([.dealerManager]), dealer: job.dealer)
                let facts = VisitFacts(
                    outcome: .completed, endsJob: true, visitedAt: tx.now, minutes: 45, kmTenths: 0, symptom: "E1",
                    remedy: "R03", parts: [.init(name: "P-1", quantity: 1)], customerLabour: 0, customerParts: 0,
                    customerTravel: 0, note: "")
                try LogVisit(number: number, version: job.version, facts: facts, photos: [])
                    .run(by: actor, in: world.arman, tx)
                throw Break()
            }
        }
        let (lies, state) = (try await world.onHand("P-1", at: sub), try await world.state(of: number))
        let visits = try await world.number("SELECT count(*) FROM visit WHERE job_id = (SELECT max(id) FROM job)")
        #expect(lies == 2 && state == .accepted && visits == 0)
    }

    @Test("what must come back is sent in a box, counted, inspected and settled; what was not in it is owed again")
    func box() async throws {
        let (world, _, job) = try await standing()
        let store = try await world.addPlace(.defective, "DF")
        try await visit(job, [.init(name: "D-1", quantity: 2)], world)
        try await world.browse(as: .dealerManager) { browser in
            let today = try await browser.get("/arman/today").text
            #expect(today.contains("/arman/stock/debts"))
            let ids: [Int64] = try await world.arman.read { try $0.list("SELECT id FROM part_debt ORDER BY id") }
            let sent = try await browser.post("/arman/stock/boxes", ids.map { ("debt", String($0)) })
            #expect(sent.status == .seeOther, "\(sent.text)")
            let path = try #require(sent.location)
            let print = try await browser.get(path + "/print")
            #expect(print.status == .ok && print.text.contains("D-1"))
            let denied = try await browser.post(path + "/receipt", [("version", "1")])
            #expect(denied.status == .forbidden)
        }
        try await world.browse(as: .dealerManager, dealer: 2) { browser in
            let number: String = try await world.arman.read { try $0.value("SELECT number FROM part_box") ?? "" }
            let hidden = try await browser.get("/arman/stock/boxes/\(number)")
            #expect(hidden.status == .notFound)
        }
        try await world.browse(as: .stockManager) { browser in
            let number: String = try await world.arman.read { try $0.value("SELECT number FROM part_box") ?? "" }
            let ids: [Int64] = try await world.arman.read { try $0.list("SELECT id FROM part_debt ORDER BY id") }
            let came = try await browser.post(
                "/arman/stock/boxes/\(number)/receipt",
                [("version", "1"), ("place", store.description), ("debt", String(ids[0]))])
            #expect(came.status == .seeOther, "\(came.text)")
            let inspected = try await browser.post(
                "/arman/stock/debts/\(ids[0])/inspection", [("version", "3"), ("finding", "no_fault")])
            #expect(inspected.status == .seeOther, "\(inspected.text)")
            let settled = try await browser.post(
                "/arman/stock/debts/\(ids[0])/disposition", [("version", "4"), ("disposition", "scrap")])
            #expect(settled.status == .seeOther, "\(settled.text)")
            for tab in ["owed", "overdue", "sent", "received", "inspected", "settled"] {
                let page = try await browser.get("/arman/stock/debts?tab=\(tab)")
                #expect(page.status == .ok, "\(tab)")
            }
        }
        let states = try await world.arman.read {
            try $0.list("SELECT state FROM part_debt ORDER BY id", as: String.self)
        }
        #expect(states == ["settled", "owed"])
        let (lies, problems) = (try await world.onHand("D-1", at: store), try await world.stockProblems())
        #expect(lies == 0 && problems == [])
    }

    @Test("of a dealer who has no store of ours nothing moves, and what must come back is owed all the same")
    func own() async throws {
        let (world, _, _) = try await standing()
        let job = try await world.addJob(city: "کرج")
        try await world.accept(job, dealer: "D200")
        try await visit(job, [.init(name: "D-1", quantity: 1)], world)
        let (gaps, debts) = (
            try await world.number("SELECT count(*) FROM stock_gap"),
            try await world.number("SELECT count(*) FROM part_debt")
        )
        #expect(gaps == 0 && debts == 1)
    }
}
