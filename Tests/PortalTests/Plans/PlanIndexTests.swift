import Database
import Domain
import Testing

@testable import Care
@testable import Ground

/// Millions of services stand there one day; each question about them is answered by an index of its own.
@Suite("A file's plan for periodic services", .enabled(if: TestEngine.server == nil))
struct PlanIndexTests {
    static func statements(_ today: CalendarDay) -> [(statement: SQL, index: String)] {
        func due(_ query: String, after key: CallKey? = nil) -> SQL {
            DueList.rows(DueFilter(Asked(query: query)), today: today, after: key, limit: 50)
        }
        return [
            (due(""), "plan_service_call"), (due("tab=all", after: CallKey("20000-7")), "plan_service_call"),
            (due("city=1"), "plan_service_city_call"), (due("tab=later&city=1"), "plan_service_city_call"),
            (due("city=unknown&tab=all"), "plan_service_city_call"),
            (due("plan=1"), "plan_service_template_call"), (due("plan=1&tab=late"), "plan_service_template_call"),
            (due("given=1"), "plan_service_dealer_call"), (due("city=1&tab=late"), "plan_service_city_call"),
            (GivenList.rows(ID(1), limit: 50), "plan_service_dealer_call"),
            (PlanServiceStore.waiting(ID(1), "periodic", on: today), "plan_service_unit_waits"),
            (PlanServiceStore.fallingDue(by: today, limit: 500), "plan_service_waits"),
            (PlanServiceStore.over(before: today, limit: 500), "plan_service_late"),
            (Outlook(today: today, calendar: .jalali).rows, "plan_service_day"),
        ]
    }

    static func contracts(_ today: CalendarDay) -> [(statement: SQL, index: String)] {
        ContractTab.allCases.map { tab in
            let filter = ContractFilter(Asked(query: "tab=\(tab.rawValue)"))
            return (
                ContractList.rows(filter, "", today: today, after: ContractKey("20000-7"), limit: 50),
                "service_contract_until"
            )
        } + [
            (
                "SELECT t.name FROM plan_template t WHERE \(TemplateStore.general) ORDER BY t.is_retired, t.id",
                "plan_template_general"
            )
        ]
    }

    @Test("leads through the last day of contracts, past the plans that are theirs, and sorts none")
    func contracts() async throws {
        let world = try await World()
        for (statement, index) in Self.contracts(world.arman.clock.day(of: world.time.now)) {
            let plan: [String] = try await world.arman.read { tx in
                try tx.rows("EXPLAIN QUERY PLAN \(statement)").map { try $0("detail") }
            }
            #expect(plan.contains { $0.contains("USING INDEX \(index)") }, "\(plan)")
            #expect(!plan.contains { $0.contains("FOR ORDER BY") }, "\(plan)")
        }
    }

    @Test("leads through an index, and sorts nothing that it could read in order")
    func indexes() async throws {
        let world = try await World()
        for (statement, index) in Self.statements(world.arman.clock.day(of: world.time.now)) {
            let plan: [String] = try await world.arman.read { tx in
                try tx.rows("EXPLAIN QUERY PLAN \(statement)").map { try $0("detail") }
            }
            #expect(plan.contains { $0.contains("INDEX \(index) ") }, "\(plan)")
            #expect(!plan.contains { $0.hasPrefix("SCAN s") || $0.hasPrefix("SCAN plan_service") }, "\(plan)")
            #expect(!plan.contains { $0.contains("FOR ORDER BY") }, "\(plan)")
        }
    }
}

@Suite("A server's plan for periodic services", .enabled(if: TestEngine.server != nil))
struct PlanIndexOnServerTests {
    /// With few rows the server rightly reads them all: what is asked is whether an index can lead there.
    @Test("can lead through an index")
    func indexes() async throws {
        let world = try await World()
        for (statement, index) in PlanIndexTests.statements(world.arman.clock.day(of: world.time.now)) {
            let plan: [String] = try await world.arman.read { tx in
                for way in ["seqscan", "bitmapscan"] {
                    _ = try tx.execute("SET LOCAL \(SQL(trusted: "enable_\(way)")) = off")
                }
                return try tx.rows("EXPLAIN \(statement)").map { try $0("QUERY PLAN") }
            }
            #expect(plan.contains { $0.contains("plan_service_") }, "\(index): \(plan)")
            #expect(!plan.contains { $0.contains("Seq Scan on plan_service") }, "\(index): \(plan)")
        }
    }

    @Test("can lead through the last day of contracts, past the plans that are theirs")
    func contracts() async throws {
        let world = try await World()
        for (statement, index) in PlanIndexTests.contracts(world.arman.clock.day(of: world.time.now)) {
            let plan: [String] = try await world.arman.read { tx in
                for way in ["seqscan", "bitmapscan", "sort"] {
                    _ = try tx.execute("SET LOCAL \(SQL(trusted: "enable_\(way)")) = off")
                }
                return try tx.rows("EXPLAIN \(statement)").map { try $0("QUERY PLAN") }
            }
            #expect(plan.contains { $0.contains(index) }, "\(index): \(plan)")
            #expect(!plan.contains { $0.contains("Sort") }, "\(index): \(plan)")
        }
    }
}
