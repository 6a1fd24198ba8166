import Domain
import Testing

@testable import Database

@Suite("A journey to a server", .enabled(if: StoreBench.server != nil), .timeLimit(.minutes(30)))
struct JourneyTests {
    /// A store with one connection on a bench's schema.
    private func alone(_ bench: StoreBench) throws -> (Stores, Store) {
        var limits = PoolLimits()
        limits.connections = 1
        let stores = Stores(limits: limits)
        return (stores, try stores.store(at: bench.place, in: bench.folder))
    }

    private static func add(_ code: String) -> SQL { "INSERT INTO part (code, stock) VALUES (\(code), 1)" }

    private func count(_ store: Store) async throws -> Int? {
        try await store.read { try $0.value("SELECT count(*) FROM part") }
    }

    @Test("takes along all that need not be waited for")
    func together() async throws {
        let bench = try await StoreBench()
        let journeys = try await bench.store.write { tx in
            for number in 1...40 { try tx.later(Self.add("P\(number)")) }
            let asked = try (1...5).map { number in
                try tx.ask("SELECT stock FROM part WHERE code = \("P\(number)")") { try $0[0]("stock") as Int }
            }
            #expect(try tx.value("SELECT count(*) FROM part", as: Int.self) == 40)
            let all = try asked.map { try $0.value() }
            #expect(all == [1, 1, 1, 1, 1])
            return (tx.session as? PostgresSession)?.journeys
        }
        #expect(journeys == 1)
    }

    @Test("takes along the savepoints of writers, and one more where a writer ends with what nobody waited for")
    func savepoints() async throws {
        let bench = try await StoreBench()
        let (waited, unwaited, idle) = try await bench.store.write { tx in
            let session = tx.session as! PostgresSession
            func cost(_ work: () throws -> Void) throws -> Int {
                let before = session.journeys
                try session.inSavepoint(work)
                return session.journeys - before
            }
            return try (
                cost { _ = try tx.execute(Self.add("A")) }, cost { try tx.later(Self.add("B")) }, cost {}
            )
        }
        #expect([waited, unwaited, idle] == [1, 1, 0])
        #expect(try await count(bench.store) == 2)
    }

    @Test(
        "undoes what a savepoint holds where its work gave up before anything was sent, or after",
        arguments: [false, true])
    func givenUp(isSent: Bool) async throws {
        struct GivenUp: Error {}
        let bench = try await StoreBench()
        try await bench.store.write { tx in
            let session = tx.session as! PostgresSession
            try session.inSavepoint { _ = try tx.execute(Self.add("A")) }
            #expect(throws: GivenUp.self) {
                try session.inSavepoint {
                    try tx.later(Self.add("B"))
                    if isSent { _ = try tx.rows("SELECT 1") }
                    throw GivenUp()
                }
            }
            try session.inSavepoint { try tx.later(Self.add("C")) }
        }
        let codes: [String] = try await bench.store.read { try $0.list("SELECT code FROM part ORDER BY code") }
        #expect(codes == ["A", "C"])
    }

    @Test("ends no savepoint and no transaction before what must have been found is known to be so")
    func judged() async throws {
        struct Refused: Error {}
        let bench = try await StoreBench()
        await #expect(throws: Refused.self) {
            try await bench.store.write { tx in
                let session = tx.session as! PostgresSession
                try session.inSavepoint { try tx.later(Self.add("A")) }
                for code in ["B", "C"] {
                    #expect(throws: Refused.self) {
                        try session.inSavepoint {
                            try tx.later(Self.add(code))
                            try tx.later("UPDATE part SET stock = 2 WHERE code = 'Z'", orThrow: Refused())
                        }
                    }
                }
                let codes: [String] = try tx.list("SELECT code FROM part")
                #expect(codes == ["A"])
                try tx.later("UPDATE part SET stock = 2 WHERE code = 'Z'", orThrow: Refused())
            }
        }
        #expect(try await count(bench.store) == 0)
    }

    @Test("on which the connection ends is an error, and nothing of it is kept, nor of what went before")
    func broken() async throws {
        let bench = try await StoreBench()
        let (stores, store) = try alone(bench)
        do {
            try await store.write { tx in
                _ = try tx.execute(Self.add("A"))
                try tx.later(Self.add("B"))
                try tx.later("SELECT set_config('role', 'none', true)")
                try tx.later("SELECT pg_terminate_backend(pg_backend_pid())")
                try tx.later(Self.add("C"))
            }
            Issue.record("it went on")
        } catch DatabaseFault.unavailable {}
        #expect(try await count(store) == 0)
        try stores.close()
    }

    @Test("leaves no wrong answer behind where a statement of it fails or cannot be sent")
    func aligned() async throws {
        let bench = try await StoreBench()
        let (stores, store) = try alone(bench)
        _ = try await store.write { try $0.execute(Self.add("A")) }
        let tooMany: SQL = "SELECT coalesce(\(Array(repeating: 1, count: 70_000)))"
        for statement in [tooMany, "SELECT nonsense FROM part", "SELECT stock / 0 FROM part", "SELEC 1"] {
            await #expect(throws: DatabaseFault.self, "\(statement.text.prefix(30))") {
                try await store.write { tx in
                    try tx.later("UPDATE part SET stock = 7")
                    try tx.later(statement)
                    _ = try tx.rows("SELECT 1 AS one")
                }
            }
            let stock: Int? = try await store.read { try $0.value("SELECT stock FROM part") }
            #expect(stock == 1)
        }
        try stores.close()
    }

    @Test("prepares anew what could not be prepared behind an error")
    func preparedAnew() async throws {
        let bench = try await StoreBench()
        let (stores, store) = try alone(bench)
        await #expect(throws: DatabaseFault.self) {
            try await store.write { tx in
                try tx.later("UPDATE part SET stock = 1 / 0")
                try tx.later("INSERT INTO part (code, stock) VALUES ('A', 1 / 0)")
                try tx.later("INSERT INTO part (code, stock) VALUES ('A', 5)")
            }
        }
        try await store.write { try $0.later("INSERT INTO part (code, stock) VALUES ('A', 5)") }
        #expect(try await count(store) == 1)
        try stores.close()
    }

    @Test("goes on where a connection has prepared more statements than it keeps")
    func many() async throws {
        let bench = try await StoreBench()
        let (stores, store) = try alone(bench)
        try await store.write { tx in
            for number in 1...900 {
                try tx.later(
                    "INSERT INTO part (code, stock) VALUES (\("P\(number)"), \(literal: number))")
            }
        }
        #expect(try await count(store) == 900)
        try stores.close()
    }

    @Test("carries a long list as one parameter")
    func lists() async throws {
        let bench = try await StoreBench()
        let codes = ["A", "B,\"\\{}", "", "NULL", "ب"] + (1...9).map { "D\($0)" } + ["C"]
        let found = try await bench.store.write { tx in
            for code in codes { try tx.later(Self.add(code)) }
            let some = Array(codes.dropLast())
            let (long, none): ([Int], [Int]) = (Array(1...70_000), [])
            return try (
                tx.list("SELECT code FROM part WHERE code IN (\(some)) AND stock = \(1) ORDER BY id", as: String.self),
                tx.list("SELECT code FROM part WHERE code NOT IN (\(some)) AND stock IN (\(long))", as: String.self),
                tx.list("SELECT code FROM part WHERE id IN (\(none))", as: String.self),
                tx.list(
                    "SELECT code FROM part WHERE stock IN (\([3, 1])) AND code = coalesce(\(["C", "A"]))",
                    as: String.self)
            )
        }
        #expect(found.0 == Array(codes.dropLast()))
        #expect(found.1 == ["C"])
        #expect(found.2.isEmpty)
        #expect(found.3 == ["C"])
    }

    @Test("asks for few as few, so that the server does not take one state for ten")
    func fewAsFew() {
        let texts = [2, 10, 11].map { PostgresStatement("WHERE a NOT IN (\(Array(1...$0)))").text }
        #expect(texts == ["WHERE a NOT IN (?,?)", "WHERE a <> ALL (?)", "WHERE a <> ALL (?)"])
    }
}
