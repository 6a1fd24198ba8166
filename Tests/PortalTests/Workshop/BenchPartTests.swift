import Database
import Domain
import HTTPTypes
import HummingbirdTesting
import Testing

@testable import Ground
@testable import Stock
@testable import Work

@Suite("Parts for machines in the workshop")
struct BenchPartTests {
    private func standing() async throws -> (world: World, store: ID<StockPlace>, job: String) {
        let world = try await World()
        try await world.addPart("B-1")
        try await world.addPart("TV-1", tracking: .serial)
        let store = try await world.addPlace(.central, "C1")
        try await world.receive("B-1", 3, at: store)
        try await world.receive("TV-1", 1, at: store, serial: "AA1")
        return (world, store, try await world.addBenchItem())
    }

    private func take(
        _ code: String, _ quantity: String, _ mark: String = "", from store: ID<StockPlace>, for job: String,
        _ browser: Browser
    ) async throws -> Browser.Answer {
        try await browser.post(
            "/arman/workshop/units/\(job)/parts",
            [("part", code), ("quantity", quantity), ("mark", mark), ("place", store.description)])
    }

    @Test(
        "what is taken leaves the shelf at once, what is too much is refused, and what was not needed comes back once")
    func parts() async throws {
        let (world, store, job) = try await standing()
        try await world.browse(as: .benchTechnician) { browser in
            let taken = try await take("b-1", "۲", from: store, for: job, browser)
            #expect(taken.status == .seeOther, "\(taken.text.suffix(1500))")
            #expect(try await world.onHand("B-1", at: store) == 1)
            let much = try await take("B-1", "2", from: store, for: job, browser)
            #expect(much.status == .unprocessableContent && much.text.contains("value=\"B-1\""))
            let unknown = try await take("ZZ", "1", from: store, for: job, browser)
            #expect(unknown.status == .unprocessableContent)
            let page = try await browser.get("/arman/workshop/units/\(job)").text
            #expect(page.contains("B-1") && page.contains("/parts/back"))
            let movement = try await world.number("SELECT max(id) FROM stock_movement WHERE why = 'bench_use'")
            let back = [("movement", "\(movement)")]
            let given = try await browser.post("/arman/workshop/units/\(job)/parts/back", back)
            #expect(given.status == .seeOther, "\(given.text.suffix(1500))")
            #expect(try await world.onHand("B-1", at: store) == 3)
            let twice = try await browser.post("/arman/workshop/units/\(job)/parts/back", back)
            #expect(twice.status == .unprocessableContent)
        }
        #expect(try await world.stockProblems() == [])
    }

    @Test("a part that is followed by serials is taken by its own")
    func serials() async throws {
        let (world, store, job) = try await standing()
        try await world.browse(as: .workshopManager) { browser in
            let unmarked = try await take("TV-1", "1", from: store, for: job, browser)
            #expect(unmarked.status == .unprocessableContent)
            let taken = try await take("TV-1", "1", "AA1", from: store, for: job, browser)
            #expect(taken.status == .seeOther, "\(taken.text.suffix(1500))")
        }
        #expect(try await world.onHand("TV-1", at: store) == 0)
        #expect(try await world.stockProblems() == [])
    }

    @Test("nobody takes parts for another's machine, nor gives back what was another's")
    func others() async throws {
        let (world, store, job) = try await standing()
        let other = try await world.addBenchItem()
        try await world.browse(as: .benchTechnician) { browser in
            let taken = try await take("B-1", "1", from: store, for: job, browser)
            #expect(taken.status == .seeOther)
            let movement = try await world.number("SELECT max(id) FROM stock_movement WHERE why = 'bench_use'")
            let foreign = try await browser.post(
                "/arman/workshop/units/\(other)/parts/back", [("movement", "\(movement)")])
            #expect(foreign.status == .notFound)
        }
        let manager = try await world.person(.workshopManager)
        try await world.browse(as: .workshopManager) { browser in
            let given = try await browser.post(
                "/arman/workshop/units/\(job)/moves",
                [("version", "1"), ("do", "assign"), ("to_technician", "\(manager)")])
            #expect(given.status == .seeOther)
        }
        try await world.browse(as: .benchTechnician) { browser in
            let refused = try await take("B-1", "1", from: store, for: job, browser)
            #expect(refused.status == .unprocessableContent)
        }
        #expect(try await world.onHand("B-1", at: store) == 2)
    }
}
