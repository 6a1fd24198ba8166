import Database
import Domain
import Testing

@testable import Ground

/// How the engines go about a page of the history: over eight tables, each by its index of time, without sorting any.
struct HistoryPlanTests {
    static let tables = [
        "event", "job_event", "claim_event", "tariff_event", "payout_event", "dealer_event", "claim_rule_event",
        "bank_format_event", "person_event",
    ]

    static func questions() -> [(name: String, asked: HistoryQuestion)] {
        var day = HistoryQuestion()
        (day.from, day.to) = (Instant(seconds: 5_000), Instant(seconds: 5_100))
        var mark = HistoryQuestion()
        mark.before = HistoryKey(at: Instant(seconds: 5_000), id: 7, source: "job_event")
        return [("all", HistoryQuestion()), ("a day", day), ("after a mark", mark)]
    }

    static func fill(_ world: World) async throws {
        _ = try await world.addJob()
        try await world.arman.write { tx in
            let count: SQL = "WITH RECURSIVE n (i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n WHERE i < 10000)"
            try tx.execute(
                """
                INSERT INTO job_event (job_id, at, kind) \(count) SELECT (SELECT max(id) FROM job), i, 'note' FROM n
                """)
            try tx.execute(
                """
                INSERT INTO event (at, room, subject, subject_id, kind) \(count) SELECT i, 'lists', 'list', i % 50, 'x' FROM n
                """)
        }
        try await world.arman.store.analyze()
    }

    @Test("A file leads to a page of the history by each table's index of time", .enabled(if: TestEngine.server == nil))
    func file() async throws {
        let world = try await World()
        try await Self.fill(world)
        for (name, asked) in Self.questions() {
            let plan: [String] = try await world.arman.read { tx in
                try tx.rows("EXPLAIN QUERY PLAN \(HistoryList.statement(asked, limit: 101))").map { try $0("detail") }
            }
            for table in Self.tables {
                #expect(
                    plan.contains { $0.contains(" \(table) ") && $0.contains("INDEX \(table)_at") },
                    "\(name) \(table): \(plan)")
            }
            // One B-tree may sort the rows of the page once more, to join the people; no other.
            #expect(plan.filter { $0.contains("TEMP B-TREE") }.count <= 1, "\(name): \(plan)")
        }
    }

    @Test(
        "A server leads to a page of the history by each table's index of time", .enabled(if: TestEngine.server != nil))
    func server() async throws {
        let world = try await World()
        try await Self.fill(world)
        for (name, asked) in Self.questions() {
            let plan: [String] = try await world.arman.read { tx in
                try tx.rows("EXPLAIN \(HistoryList.statement(asked, limit: 101))").map { try $0("QUERY PLAN") }
            }
            for table in ["event", "job_event"] {
                #expect(plan.contains { $0.contains("using \(table)_at on \(table)") }, "\(name) \(table): \(plan)")
                #expect(!plan.contains { $0.contains("Seq Scan on \(table) ") }, "\(name) \(table): \(plan)")
            }
        }
    }

    @Test("What happened to one thing is found by the thing", .enabled(if: TestEngine.server == nil))
    func subject() async throws {
        let world = try await World()
        try await Self.fill(world)
        var asked = HistoryQuestion()
        asked.subject = EventSubject("list", 7)
        let question = asked
        let plan: [String] = try await world.arman.read { tx in
            try tx.rows("EXPLAIN QUERY PLAN \(HistoryList.statement(question, limit: 20))").map { try $0("detail") }
        }
        #expect(plan.contains { $0.contains("SEARCH event USING INDEX event_subject") }, "\(plan)")
    }
}
