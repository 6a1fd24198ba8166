import Database
import Domain
import Testing

@testable import Ground
@testable import Work

/// How the engine goes about the list: a page costs the same at 10,000 jobs and at 100,000 only where an index leads to
/// its rows in their order.
@Suite("A file's plan for the list of jobs", .enabled(if: TestEngine.server == nil))
struct JobPlanTests {
    static let byDay: [String: String] = [
        "": "job_newest", "state=received": "job_state", "state=open": "job_open", "state=ended": "job_newest",
        "city=1": "job_city", "city=1&state=received": "job_city_state", "province=1": "job_province",
        "province=1&state=done": "job_province_state", "dealer=D100": "job_dealer",
        "dealer=D100&state=done": "job_dealer_state", "group=fridge": "job_group", "service=repair": "job_service",
        "warranty=unknown": "job_warranty", "warranty=in&group=fridge": "job_warranty",
        "warranty=out&state=done": "job_state", "service=repair&state=received": "job_state",
        "service=repair&group=fridge": "job_group",
        "group=fridge&city=1": "job_city", "age=3": "job_newest", "age=3&state=received": "job_state",
        "age=3&city=1": "job_city", "state=received&after=20000.7": "job_state", "after=20000.7": "job_newest",
        "state=open&before=20000.7": "job_open", "city=1&service=repair&after=20000.7": "job_city",
    ]

    @Test("leads through one index, without sorting", arguments: [false, true])
    func ordered(isAnalyzed: Bool) async throws {
        let world = try await World()
        try await Self.fill(world)
        if isAnalyzed { try await world.arman.store.analyze() }
        for (query, index) in Self.byDay {
            for sort in ["", "&sort=oldest"] {
                let plan = try await Self.plan(query + sort, isMany: true, world)
                #expect(
                    plan.contains {
                        $0.contains(" j ") && $0.contains("INDEX \(index) ") || $0.hasSuffix("INDEX \(index)")
                    },
                    "\(query)\(sort): \(plan)")
                #expect(!plan.contains { $0.contains("TEMP B-TREE") }, "\(query)\(sort): \(plan)")
            }
        }
    }

    @Test("walks the order's index where there are many matches, and sorts few", arguments: [false, true])
    func otherOrders(isAnalyzed: Bool) async throws {
        let world = try await World()
        try await Self.fill(world)
        if isAnalyzed { try await world.arman.store.analyze() }
        let filters = [
            "state=received", "city=1", "service=repair", "q=zahra", "dealer=D100", "age=1",
        ]
        for filter in filters {
            for (sort, index) in ["number": "sqlite_autoindex_job_1", "city": "job_city"] {
                let many = try await Self.plan("\(filter)&sort=\(sort)", isMany: true, world)
                #expect(
                    many.contains { $0.contains(" j ") && $0.contains("INDEX \(index)") }, "\(filter) \(sort): \(many)")
                #expect(!many.contains { $0.contains("TEMP B-TREE") }, "\(filter) \(sort): \(many)")
                // With statistics the engine knows that half of these jobs are no few, and rightly reads them all.
                if isAnalyzed { continue }
                let few = try await Self.plan("\(filter)&sort=\(sort)", isMany: false, world)
                #expect(
                    few.contains { $0.contains("SEARCH j USING") || $0.contains("MULTI-INDEX OR") },
                    "\(filter) \(sort): \(few)")
            }
        }
    }

    @Test("finds what is overdue and what is to be told by its index, and sorts by it", arguments: [false, true])
    func promises(isAnalyzed: Bool) async throws {
        let world = try await World()
        try await Self.fill(world)
        if isAnalyzed { try await world.arman.store.analyze() }
        for query in ["promise=overdue&sort=due", "sort=due", "promise=soon&sort=due", "sort=due&after=5.7"] {
            let plan = try await Self.plan(query, isMany: true, world)
            #expect(plan.contains { $0.contains(" j ") && $0.contains("INDEX job_due") }, "\(query): \(plan)")
            #expect(!plan.contains { $0.contains("TEMP B-TREE") }, "\(query): \(plan)")
        }
        // With statistics the engine knows that next to nothing was promised here.
        if isAnalyzed { return }
        let now = world.time.now
        let asked = PromiseReportFilter(
            Asked(query: ""), today: world.arman.clock.day(of: now), world.arman.clock.calendar)
        let statements: [(SQL, String)] = [
            (PromiseList.overdue(at: now), "INDEX job_due (due_at<?)"),
            (PromiseAlarmStore.statement(dueAt: now, limit: 50), "INDEX job_promise_alarm (alarm_at>? AND alarm_at<?)"),
            (PromiseReportList.statement(asked), "INDEX job_newest (received_on>? AND received_on<?)"),
        ]
        for (statement, way) in statements {
            let plan: [String] = try await world.arman.read { tx in
                try tx.rows("EXPLAIN QUERY PLAN \(statement)").map { try $0("detail") }
            }
            #expect(plan.contains { $0.contains(way) }, "\(way): \(plan)")
        }
    }

    @Test("finds a part of a serial by its index", arguments: [false, true])
    func serial(isAnalyzed: Bool) async throws {
        let world = try await World()
        try await Self.fill(world)
        if isAnalyzed { try await world.arman.store.analyze() }
        let plan = try await Self.plan("q=00123", isMany: false, world)
        #expect(
            plan.contains { $0.contains("SEARCH p USING") && $0.contains("unit_part") && $0.contains("part>") },
            "\(plan)")
        #expect(!plan.contains { $0.contains("SCAN p") }, "\(plan)")
    }

    /// 3,000 jobs of 600 customers, one in twenty still open: with fewer the engine rightly reads the whole table.
    static func fill(_ world: World) async throws {
        let first = try await world.addJob()
        try await world.giveJob(first)
        try await world.arman.write { tx in
            let count: SQL = "WITH RECURSIVE n (i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n WHERE i < 3000)"
            try tx.execute(
                """
                INSERT INTO customer (mobile, name, made_at)
                \(count) SELECT '+98930' || (1000000 + i), 'x', 0 FROM n WHERE i <= 600
                """)
            try tx.execute(
                """
                INSERT INTO customer_word (word, customer_id) SELECT 'zahra' || mobile, id FROM customer
                """)
            try tx.execute(
                """
                INSERT INTO unit (serial, model_id, customer_id) SELECT 'U' || id, 1 + id % 3, id FROM customer WHERE id > 1
                """)
            try tx.execute("INSERT INTO unit_part (part, unit_id) SELECT '0000' || id, id FROM unit")
            try tx.execute(
                """
                INSERT INTO job (number, service_type, state, customer_id, unit_id, group_id, city_id, province_id, address,
                                 stated_fault, received_at, received_on, dealer_id, completed_at)
                \(count) SELECT '1404-' || (100000 + i), CASE i % 2 WHEN 0 THEN 'repair' ELSE 'install' END,
                    CASE i % 20 WHEN 0 THEN 'received' ELSE 'done' END, 2 + i % 600, 2 + i % 600, 1 + i % 3, 1 + i % 200,
                    1 + i % 31, '', '', 0, 20000 + i / 10, 1 + i % 2, 0 FROM n
                """)
        }
    }

    static func plan(_ filter: String, isMany: Bool, _ world: World) async throws -> [String] {
        let today = world.arman.clock.day(of: world.time.now)
        return try await world.arman.read { tx in
            try tx.rows("EXPLAIN QUERY PLAN \(statement(filter, isMany: isMany, today, tx))").map { try $0("detail") }
        }
    }

    static func statement(_ filter: String, isMany: Bool, _ today: CalendarDay, _ tx: Transaction) throws -> SQL {
        let groups = try JobSearchList.groups(tx)
        let query = try JobSearchList.query(
            JobFilter(Asked(query: filter)), .company, today: today, answerBy: tx.now, groups: groups, tx)
        return JobList.statement(query, isMany: isMany)
    }
}

@Suite("A server's plan for the list of jobs", .enabled(if: TestEngine.server != nil))
struct JobPlanOnServerTests {
    /// With few jobs the server rightly sorts them: what is asked is whether an index gives them in their order at all.
    @Test("can lead through an index, without sorting and without reading all jobs")
    func ordered() async throws {
        let world = try await World()
        try await JobPlanTests.fill(world)
        try await world.arman.store.analyze()
        let today = world.arman.clock.day(of: world.time.now)
        for query in JobPlanTests.byDay.keys {
            for sort in ["", "&sort=oldest"] {
                let plan: [String] = try await world.arman.read { tx in
                    for way in ["seqscan", "sort", "incremental_sort", "bitmapscan"] {
                        try tx.execute("SET LOCAL \(SQL(trusted: "enable_\(way)")) = off")
                    }
                    let statement = try JobPlanTests.statement(query + sort, isMany: true, today, tx)
                    return try tx.rows("EXPLAIN \(statement)").map { try $0("QUERY PLAN") }
                }
                #expect(plan.contains { $0.contains(#/Index.* Scan.* on job j/#) }, "\(query)\(sort): \(plan)")
                #expect(!plan.contains { $0.contains("Sort") }, "\(query)\(sort): \(plan)")
            }
        }
    }

    @Test("can find a part of a serial by its index")
    func serial() async throws {
        let world = try await World()
        try await JobPlanTests.fill(world)
        try await world.arman.store.analyze()
        let today = world.arman.clock.day(of: world.time.now)
        let plan: [String] = try await world.arman.read { tx in
            try tx.execute("SET LOCAL enable_seqscan = off")
            let statement = try JobPlanTests.statement("q=00123", isMany: false, today, tx)
            return try tx.rows("EXPLAIN \(statement)").map { try $0("QUERY PLAN") }
        }
        #expect(
            plan.contains { $0.contains("unit_part") && $0.contains("Index") || $0.contains("unit_part_pkey") },
            "\(plan)")
        #expect(!plan.contains { $0.contains("Seq Scan on unit_part") }, "\(plan)")
    }
}
