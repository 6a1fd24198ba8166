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
            let named = try Self.naming(facts, on: job, tx)
            try LogVisit(number: number, version: job.version, facts: named, photos: [])
                .run(by: actor, in: world.arman, tx)
        }
    }

    /// As the form of a visit reads what was typed.
    private static func naming(_ facts: VisitFacts, on job: JobRow, _ tx: Transaction) throws -> VisitFacts {
        let known = try VisitPartList.known(facts.parts.map(\.name), VisitFormList.model(of: job, tx), tx)
        var named = facts
        named.parts = facts.parts.map { .init(name: $0.name, quantity: $0.quantity, part: known[$0.name]?.id) }
        return named
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
        for role in [Role.dealerManager, .stockManager] {
            let page = try await world.answer(as: role) { try await $0.get("/arman/jobs/\(job)") }
            #expect(page.text.contains("قطعه‌های بی‌موجودی") && page.text.contains("در پیگیری"), "\(role)")
        }
        let told = try await world.answer(as: .stockManager) { try await $0.get("/arman/bell") }
        #expect(told.text.contains("قطعه‌ای مصرف شد که در انبارک موجود نبود"))
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
                let named = try Self.naming(facts, on: job, tx)
                try LogVisit(number: number, version: job.version, facts: named, photos: [])
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
        }
        let ids: [Int64] = try await world.arman.read { try $0.list("SELECT id FROM part_debt ORDER BY id") }
        let inspection = "/arman/stock/debts/\(ids[0])/inspection"
        let disposition = "/arman/stock/debts/\(ids[0])/disposition"
        try await world.browse(as: .storekeeper) { browser in
            let inspected = try await browser.post(inspection, [("version", "3"), ("finding", "no_fault")])
            #expect(inspected.status == .seeOther, "\(inspected.text)")
        }
        try await world.browse(as: .stockManager) { browser in
            // Whoever inspects a piece does not scrap it.
            let manager = try await world.person(.stockManager)
            try await world.arman.write { _ = try $0.execute("UPDATE part_debt SET changed_by = \(manager)") }
            let own = try await browser.post(disposition, [("version", "4"), ("disposition", "scrap")])
            #expect(own.status == .unprocessableContent)
            let keeper = try await world.person(.storekeeper)
            try await world.arman.write { _ = try $0.execute("UPDATE part_debt SET changed_by = \(keeper)") }
            let settled = try await browser.post(disposition, [("version", "4"), ("disposition", "scrap")])
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

    @Test("of a company without a warehouse stay what the visit says of them")
    func off() async throws {
        let (world, sub, job) = try await standing()
        try await world.arman.write { try Feature.stock.set(false, $0) }
        try await visit(job, [.init(name: "P-1", quantity: 1), .init(name: "D-1", quantity: 1)], world)
        let (lies, named) = (
            try await world.onHand("P-1", at: sub),
            try await world.number("SELECT count(*) FROM visit_part WHERE part_id IS NOT NULL")
        )
        let (debts, gaps) = (
            try await world.number("SELECT count(*) FROM part_debt"),
            try await world.number("SELECT count(*) FROM stock_gap")
        )
        #expect(lies == 2 && named == 2 && debts == 0 && gaps == 0)
    }

    @Test("whose serials were not on the shelf are settled one by one, once it is said which they were")
    func serials() async throws {
        let (world, sub, job) = try await standing()
        try await world.addPart("S-1", tracking: .serial)
        try await world.receive("S-1", 1, at: sub, serial: "A1")
        try await visit(job, [.init(name: "s-1 a۱", quantity: 1), .init(name: "S-1 B2", quantity: 2)], world)
        let left = try await world.onHand("S-1", at: sub)
        #expect(left == 0)
        let gaps = try await world.arman.read { try GapList.all("g.settled_at IS NULL", $0) }
        #expect(gaps.map(\.quantity) == [1, 1])
        try await world.receive("S-1", 1, at: sub, serial: "B2")
        try await world.browse(as: .stockManager) { browser in
            let page = try await browser.get("/arman/stock/gaps").text
            #expect(page.contains("name=\"mark\""))
            let path = "/arman/stock/gaps/\(gaps[0].id)/settlement"
            for fields in [[("way", "taken")], [("way", "taken"), ("mark", "C3")]] {
                let refused = try await browser.post(path, fields)
                #expect(refused.status == .unprocessableContent, "\(fields)")
            }
            let settled = try await browser.post(path, [("way", "taken"), ("mark", "b۲")])
            #expect(settled.status == .seeOther, "\(settled.text)")
        }
        let (lies, problems) = (try await world.onHand("S-1", at: sub), try await world.stockProblems())
        #expect(lies == 0 && problems == [])
    }

    @Test("whose debt was a mistake lies with the dealer no more when it is waived")
    func waived() async throws {
        let (world, _, job) = try await standing()
        try await visit(job, [.init(name: "D-1", quantity: 1)], world)
        let place: ID<StockPlace> = try #require(
            try await world.arman.read { try $0.value("SELECT id FROM stock_place WHERE code = 'DF-D100'") })
        let before = try await world.onHand("D-1", at: place)
        try await world.browse(as: .stockManager) { browser in
            let form = try await browser.get("/arman/stock/papers/new?kind=transfer").text
            #expect(!form.contains("DF-D100"))
            let debt: Int64 = try await world.arman.read { try $0.value("SELECT id FROM part_debt") ?? 0 }
            let waived = try await browser.post(
                "/arman/stock/debts/\(debt)/waiver", [("version", "1"), ("note", "اشتباه")])
            #expect(waived.status == .seeOther, "\(waived.text)")
            let retired = try await browser.post("/arman/stock/places/\(place)/retirement", [("version", "1")])
            #expect(retired.status == .forbidden)
        }
        let (after, problems) = (try await world.onHand("D-1", at: place), try await world.stockProblems())
        #expect(before == 1 && after == 0 && problems == [])
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
