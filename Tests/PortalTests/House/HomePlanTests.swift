import Database
import Domain
import Foundation
import Testing

@testable import Ground
@testable import House

/// The first page is open all day: it reads what waits, and never all there is.
@Suite("A file's plan for the first page", .enabled(if: TestEngine.server == nil))
struct HomePlanTests {
    /// Whatever of it reads a table that grows with the years, and the index that leads there.
    static func statements(_ now: Instant, today: CalendarDay) -> [(statement: SQL, index: String)] {
        let promises = Promises(now: now)
        return [
            (WaitingList.statement(unansweredBy: promises, today: today), "assignment_"),
            (WaitingList.statement(lateBy: promises, today: today), "job_"), (WaitingList.claimSums, "claim_sums"),
            (WaitingList.statement(intakeBy: ID(1), since: now), "job_event_at"),
            (LastDays.received(today), "job_"), (LastDays.done(now, now), "job_completed"),
            (LastDays.approved(now, now), "claim_decided"),
        ]
    }

    @Test("leads through an index wherever a table grows with the years")
    func indexes() async throws {
        let world = try await World()
        let now = world.time.now
        for (statement, index) in Self.statements(now, today: world.arman.clock.day(of: now)) {
            let plan: [String] = try await world.arman.read { tx in
                try tx.rows("EXPLAIN QUERY PLAN \(statement)").map { try $0("detail") }
            }
            #expect(plan.contains { $0.contains("INDEX \(index)") }, "\(plan)")
            for table in ["job", "claim", "assignment", "job_event", "j", "e", "a"] {
                #expect(!plan.contains("SCAN \(table)"), "\(plan)")
            }
        }
    }
}

@Suite("A server's plan for the first page", .enabled(if: TestEngine.server != nil))
struct HomePlanOnServerTests {
    /// With few rows the server rightly reads them all: what is asked is whether an index can lead there.
    @Test("can lead through an index wherever a table grows with the years")
    func indexes() async throws {
        let world = try await World()
        let now = world.time.now
        for (statement, _) in HomePlanTests.statements(now, today: world.arman.clock.day(of: now)) {
            let plan: [String] = try await world.arman.read { tx in
                for way in ["seqscan", "bitmapscan"] {
                    try tx.execute("SET LOCAL \(SQL(trusted: "enable_\(way)")) = off")
                }
                return try tx.rows("EXPLAIN \(statement)").map { try $0("QUERY PLAN") }
            }
            #expect(plan.contains { $0.contains("Index Cond") }, "\(plan)")
            #expect(!plan.contains { $0.contains("Seq Scan") }, "\(plan)")
        }
    }
}
