import Database
import Domain
import Testing

@testable import Ground
@testable import Stock

@Suite("The way to a part by what is typed")
struct PartPlanTests {
    private static func plan(_ query: String, _ world: World) async throws -> [String] {
        try await world.arman.read { tx in
            let filter = PartFilter(Asked(query: query))
            let condition = try #require(try PartList.condition(filter, below: .max, limit: 6, tx))
            let statement = PartList.statement(condition, filter, below: .max, limit: 6)
            guard TestEngine.server == nil else {
                return try tx.rows("EXPLAIN \(statement)").map { try $0("QUERY PLAN") }
            }
            return try tx.rows("EXPLAIN QUERY PLAN \(statement)").map { try $0("detail") }
        }
    }

    @Test("leads through an index, whether one part has it or all, and reads no table whole")
    func plans() async throws {
        let world = try await World()
        try await PartPagesTests.fill(world, count: 2_000)
        try await world.arman.store.analyze()
        for query in ["", "q=P-0777", "q=mk01", "q=P", "q=\(Paths.part("قطعه"))", "group=1", "state=retired"] {
            let plan = try await Self.plan(query, world)
            #expect(!plan.contains { $0.contains("SCAN w") || $0.contains("SCAN p ") }, "\(query): \(plan)")
            // The few that have a rare code are read by their numbers, and sorted.
            let isRare = query == "q=P-0777"
            #expect(isRare || !plan.contains { $0.contains("TEMP B-TREE") }, "\(query): \(plan)")
            #expect(
                !plan.contains { $0.contains("Seq Scan on spare_part") || $0.contains("Seq Scan on part_word") },
                "\(query): \(plan)")
        }
        let found = try await world.arman.read {
            try PartList.slice(PartFilter(Asked(query: "q=\(Paths.part("p ۰۷۷۷"))")), $0).lines.map(\.code)
        }
        #expect(found == ["P-0777"])
    }
}
