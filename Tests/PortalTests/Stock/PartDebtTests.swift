import Database
import Domain
import Testing

@testable import Ground
@testable import Stock

@Suite("Removed parts that are owed")
struct PartDebtTests {
    @Test("lie in a place of their own for a dealer whose code another one had before")
    func codes() async throws {
        let world = try await World()
        try await world.addDebt(of: try await world.addApproved([10_000]), due: 5)
        try await world.arman.write { tx in
            try tx.execute("UPDATE dealer SET code = 'D900' WHERE code = 'D100'")
            try tx.execute("UPDATE dealer SET code = 'D100' WHERE code = 'D200'")
        }
        try await world.addDebt(of: try await world.addApproved([10_000], dealer: "D100"), due: 5)
        let places: [String] = try await world.arman.read {
            try $0.list(
                """
                SELECT d.code || ' ' || p.code FROM stock_place p JOIN dealer d ON d.id = p.dealer_id
                WHERE p.kind = 'dealer_defective' ORDER BY p.id
                """)
        }
        let second: Int64? = try await world.arman.read { try $0.value("SELECT id FROM dealer WHERE code = 'D100'") }
        #expect(places == ["D900 DF-D100", "D100 DF-D100-\(try #require(second))"])
        let problems = try await world.stockProblems()
        #expect(problems == [])
    }

    /// One that was inspected by the keeper, in a store of removed parts.
    private func inspected() async throws -> (world: World, debt: ID<PartDebt>, place: ID<StockPlace>) {
        let world = try await World()
        let place = try await world.addPlace(.defective, "DF")
        let debt = try await world.addDebt(of: try await world.addApproved([10_000]), due: 5)
        try await world.receiveBox(try await world.sendBox([debt]), [debt], into: place)
        let keeper = try await world.member(.storekeeper)
        try await world.arman.write { tx in
            let row = try #require(try PartDebtList.find(debt, tx))
            try PartDebtStore.inspect(row, .failed, note: "", by: keeper, tx)
        }
        return (world, debt, place)
    }

    @Test("are settled where they lie: a disposition that finds nothing is refused, and nothing moves")
    func nowhere() async throws {
        let (world, debt, place) = try await inspected()
        _ = try await world.arman.write {
            try $0.execute("UPDATE stock_place SET kind = 'quarantine' WHERE id = \(place)")
        }
        try await world.browse(as: .stockManager) { browser in
            let version: Int = try await world.arman.read {
                try $0.value("SELECT version FROM part_debt WHERE id = \(debt)") ?? 0
            }
            let answer = try await browser.post(
                "/arman/stock/debts/\(debt)/disposition", [("version", String(version)), ("disposition", "supplier")])
            #expect(answer.status == .unprocessableContent && answer.text.contains("در هیچ انبار داغی نیست"))
        }
        let (state, lies) = (
            try await world.arman.read { try PartDebtList.find(debt, $0)?.state },
            try await world.onHand("D-1", at: place)
        )
        #expect(state == .inspected && lies == 1)
    }

    @Test("are not offered to be scrapped by whoever has inspected them")
    func offered() async throws {
        let (world, _, _) = try await inspected()
        let manager = try await world.person(.stockManager)
        try await world.browse(as: .stockManager) { browser in
            let list = "/arman/stock/debts?tab=inspected"
            let offered = try await browser.get(list).text
            #expect(offered.contains("value=\"scrap\""))
            try await world.arman.write { _ = try $0.execute("UPDATE part_debt SET changed_by = \(manager)") }
            let own = try await browser.get(list).text
            #expect(own.contains("value=\"supplier\"") && !own.contains("value=\"scrap\""))
        }
    }
}
