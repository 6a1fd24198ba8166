import Database
import Domain
import Testing

@testable import Ground
@testable import Stock

@Suite("The daily proof of the warehouse's books")
struct StockProofTests {
    @Test("says on the stock list when they held, and what does not, to the stock manager alone")
    func proof() async throws {
        let world = try await World()
        try await world.addPart("P-1")
        let place = try await world.addPlace(.sub, "S1", dealer: "D100")
        try await world.receive("P-1", 4, at: place)
        try await world.work()
        let right = try await world.answer(as: .stockManager) { try await $0.get("/arman/stock") }
        #expect(right.text.contains("با جمع همه گردش‌ها برابر است"))
        let dealer = try await world.answer(as: .dealerManager) { try await $0.get("/arman/stock") }
        #expect(!dealer.text.contains("بازبینی"))
        // As a hand in the store would.
        _ = try await world.arman.write { tx in
            try tx.execute("UPDATE stock_balance SET quantity = 3 WHERE quantity = 4")
        }
        world.time.move(seconds: 90_000)
        try await world.work()
        let wrong = try await world.answer(as: .stockManager) { try await $0.get("/arman/stock") }
        #expect(wrong.text.contains("درست نبود") && wrong.text.contains("S1"))
        let told = try await world.answer(as: .stockManager) { try await $0.get("/arman/bell") }
        #expect(told.text.contains("دفترهای انبار در"))
    }
}
