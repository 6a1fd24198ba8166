import Database
import Domain
import HTTPTypes
import HummingbirdTesting
import Testing

@testable import Ground
@testable import Stock
@testable import Work

@Suite("Parts that a machine in the workshop waits for")
struct BenchRequestTests {
    private static let number = "D1405-000001"

    private func standing(
        stores: Int = 2
    ) async throws -> (world: World, store: ID<StockPlace>, bench: ID<StockPlace>, job: String) {
        let world = try await World()
        try await world.addPart("P-1")
        let store = try await world.addPlace(.central, "C1")
        let bench = stores > 1 ? try await world.addPlace(.central, "W1") : store
        try await world.receive("P-1", 5, at: store)
        let job = try await world.addBenchItem()
        let technician = try await world.person(.benchTechnician)
        let manager = try await world.officer(.workshopManager)
        try await world.arman.write { tx in
            try AssignUnits(job, version: 1, bench: nil, technician: technician).run(by: manager, in: tx)
        }
        return (world, store, bench, job)
    }

    private func ask(
        _ job: String, at place: ID<StockPlace>, _ browser: Browser
    ) async throws -> Browser.Answer {
        try await browser.post(
            "/arman/stock/requests",
            [
                ("job", job), ("place", place.description), ("rows", "3"), ("code1", "P-1"), ("quantity1", "۲"),
                ("note", ""),
            ])
    }

    @Test("are asked for on its page, stop its repair, and bring it back to where it stood once they are here")
    func journey() async throws {
        let (world, store, bench, job) = try await standing()
        try await world.move(job, .diagnosis, .repair)
        try await world.browse(as: .benchTechnician) { browser in
            let page = try await browser.get("/arman/workshop/units/\(job)").text
            #expect(page.contains("/arman/stock/requests/new?job=\(job)"))
            let form = try await browser.get("/arman/stock/requests/new?job=\(job)")
            #expect(form.status == .ok && form.text.contains("W1"))
            let asked = try await ask(job, at: bench, browser)
            #expect(asked.location == "/arman/stock/requests/\(Self.number)", "\(asked.text.suffix(1500))")
            let machine = try await browser.get("/arman/workshop/units/\(job)").text
            #expect(machine.contains(Self.number) && machine.contains("در انتظار قطعه"))
            let request = try await browser.get("/arman/stock/requests/\(Self.number)").text
            #expect(request.contains("/arman/workshop/units/\(job)") && request.contains("در انتظار قطعه"))
        }
        #expect(try await world.benchState(job) == .waitingPart)
        #expect(try await world.waiting(job) == "part")
        try await world.approve(Self.number, from: store)
        try await world.pick(Self.number, [1: [RequestPick(quantity: 2)]])
        let paper = try await world.sendRequest(Self.number)
        #expect(try await world.benchState(job) == .waitingPart)
        try await world.browse(as: .storekeeper) { browser in
            let received = try await browser.post("/arman/stock/papers/\(paper)/receipt", [("version", "1")])
            #expect(received.status == .seeOther, "\(received.text.suffix(1500))")
        }
        #expect(try await world.benchState(job) == .repair)
        #expect(try await world.waiting(job) == nil)
        #expect(try await world.onHand("P-1", at: bench) == 2)
        let technician = try await world.person(.benchTechnician)
        let told = try await world.number(
            "SELECT count(*) FROM outbox WHERE kind = 'part_came' AND person_id = \(technician)")
        #expect(told == 1)
    }

    @Test("which nobody gives leave it to its technician again, and what he takes back himself does too")
    func refused() async throws {
        let (world, _, bench, job) = try await standing()
        try await world.move(job, .diagnosis)
        try await world.browse(as: .benchTechnician) { browser in
            let asked = try await ask(job, at: bench, browser)
            #expect(asked.status == .seeOther, "\(asked.text.suffix(1500))")
        }
        #expect(try await world.benchState(job) == .waitingPart)
        try await world.browse(as: .stockManager) { browser in
            let refused = try await browser.post(
                "/arman/stock/requests/\(Self.number)/refusal", [("version", "1"), ("answer", "تولید نمی‌شود")])
            #expect(refused.status == .seeOther, "\(refused.text.suffix(1500))")
        }
        #expect(try await world.benchState(job) == .diagnosis)
        #expect(try await world.waiting(job) == nil)
        try await world.browse(as: .benchTechnician) { browser in
            let asked = try await ask(job, at: bench, browser)
            let path = try #require(asked.location)
            let taken = try await browser.post("\(path)/cancellation", [("version", "1"), ("answer", "پیدا شد")])
            #expect(taken.status == .seeOther, "\(taken.text.suffix(1500))")
        }
        #expect(try await world.benchState(job) == .diagnosis)
    }

    @Test("are not asked for by whoever does not have it, and one that stands elsewhere stays where it is")
    func others() async throws {
        let (world, _, bench, job) = try await standing()
        let manager = try await world.officer(.workshopManager)
        try await world.arman.write { tx in
            let item = try BenchItemList.find(job, tx)
            try AssignUnits(job, version: item.version, bench: nil, technician: manager.person).run(by: manager, in: tx)
        }
        try await world.browse(as: .benchTechnician) { browser in
            let page = try await browser.get("/arman/workshop/units/\(job)").text
            #expect(!page.contains("/arman/stock/requests/new"))
            let denied = try await ask(job, at: bench, browser)
            #expect(denied.status == .unprocessableContent)
        }
        try await world.browse(as: .workshopManager) { browser in
            let asked = try await ask(job, at: bench, browser)
            #expect(asked.status == .seeOther, "\(asked.text.suffix(1500))")
        }
        #expect(try await world.benchState(job) == .queue)
    }

    @Test("need a place of the workshop's own that the warehouse can send them to")
    func oneStore() async throws {
        let (world, _, _, job) = try await standing(stores: 1)
        try await world.browse(as: .benchTechnician) { browser in
            let form = try await browser.get("/arman/stock/requests/new?job=\(job)")
            #expect(form.status == .ok && form.text.contains("قفسه یا انباری جداگانه"))
        }
    }
}
