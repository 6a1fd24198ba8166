import Database
import Domain
import Testing

@testable import Ground
@testable import Work

@Suite("An engine's plan for the board of the workshop")
struct WorkshopPlanTests {
    @Test(
        "reads of each state what it shows, and counts what is here, by an index: not what was handed over in years",
        arguments: ["", "bench=1", "technician=1"])
    func board(_ query: String) async throws {
        let world = try await World()
        let filter = BenchFilter(Asked(query: query))
        for statement in [WorkshopList.first(filter, limit: 8), WorkshopList.counting(filter)] {
            let plan: [String] = try await world.arman.read { tx in
                guard TestEngine.server != nil else {
                    return try tx.rows("EXPLAIN QUERY PLAN \(statement)").map { try $0("detail") }
                }
                // With few rows the server rightly reads them all: what is asked is whether an index can lead there.
                for way in ["seqscan", "bitmapscan"] {
                    try tx.execute("SET LOCAL \(SQL(trusted: "enable_\(way)")) = off")
                }
                return try tx.rows("EXPLAIN \(statement)").map { try $0("QUERY PLAN") }
            }
            #expect(plan.contains { $0.contains("bench_item_") }, "\(plan)")
            #expect(!plan.contains { $0.contains("Seq Scan on bench_item") || $0.hasPrefix("SCAN i") }, "\(plan)")
        }
    }
}
