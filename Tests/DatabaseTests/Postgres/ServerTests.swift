import Domain
import Foundation
import Testing

@testable import Database

@Suite("A server", .enabled(if: StoreBench.server != nil), .timeLimit(.minutes(30)))
struct ServerTests {
    private func schema(_ bench: StoreBench) throws -> String {
        guard case .schema(let name, _) = bench.place else { throw DatabaseFault.noRow }
        return name
    }

    /// A store of its own connections on a bench's schema.
    private func store(_ bench: StoreBench, _ change: (inout PoolLimits) -> Void) throws -> (Stores, Store) {
        var limits = PoolLimits()
        change(&limits)
        let stores = Stores(limits: limits)
        return (stores, try stores.store(at: bench.place, in: bench.folder))
    }

    @Test("refuses another company's table, even to a statement written by hand")
    func territory() async throws {
        let (arman, pars) = (try await StoreBench(), try await StoreBench())
        _ = try await pars.store.write { try $0.execute("INSERT INTO part (code, stock) VALUES ('secret', 1)") }
        let table = SQL(trusted: "\"\(try schema(pars))\".part")
        let count: Int? = try await pars.store.read { try $0.value("SELECT count(*) FROM \(table)") }
        #expect(count == 1)
        let statements: [SQL] = [
            "SELECT * FROM \(table)", "DELETE FROM \(table)", "UPDATE \(table) SET stock = 2",
            "INSERT INTO \(table) (code, stock) VALUES ('x', 1)", "DROP TABLE \(table)",
        ]
        for statement in statements {
            await #expect(throws: DatabaseFault.self, "\(statement.text)") {
                try await arman.store.write { _ = try $0.execute(statement) }
            }
        }
        // Without the role of a company the program's own login reaches nobody's rows.
        await #expect(throws: DatabaseFault.self) {
            try await arman.store.write { try $0.script("RESET ROLE; SELECT * FROM \(table.text)") }
        }
        let codes: [String] = try await pars.store.read { try $0.list("SELECT code FROM part") }
        #expect(codes == ["secret"])
    }

    @Test("is told each command of a script by itself, and takes no second one with it")
    func commands() async throws {
        let bench = try await StoreBench()
        let inserts = (1...2).map { "INSERT INTO part (code, stock, note) VALUES ('\($0)', 0, current_query())" }
        try await bench.store.migrate { try $0.script(inserts.joined(separator: ";\n") + ";") }
        let said: [String] = try await bench.store.read { try $0.list("SELECT note FROM part ORDER BY id") }
        #expect(said == inserts)
        do {
            try await bench.store.migrate { tx in
                // What the cut does not know is refused, not half done.
                try tx.script("INSERT INTO part (code, stock) VALUES (E'\\'', 0); DELETE FROM part --'")
            }
            Issue.record("it took both")
        } catch DatabaseFault.statement(let text) { #expect(text.contains("42601")) }
        let count: Int? = try await bench.store.read { try $0.value("SELECT count(*) FROM part") }
        #expect(count == 2)
    }

    @Test("ends a statement that takes too long, and the connection goes on")
    func timeLimit() async throws {
        let bench = try await StoreBench()
        let (stores, store) = try store(bench) {
            $0.statementMilliseconds = 100
            $0.connections = 1
        }
        do {
            try await store.read { _ = try $0.rows("SELECT pg_sleep(30)") }
            Issue.record("it was let run")
        } catch DatabaseFault.unavailable {}
        let one: Int? = try await store.read { try $0.value("SELECT 1") }
        #expect(one == 1)
        let slow: Int? = try await store.readAtLength { tx in
            _ = try tx.rows("SELECT pg_sleep(0.3)")
            return try tx.value("SELECT 2")
        }
        #expect(slow == 2)
        try stores.close()
    }

    @Test("ends a statement whose asker has given up")
    func cancelled() async throws {
        let bench = try await StoreBench()
        let (stores, store) = try store(bench) { $0.connections = 1 }
        let (begun, mark) = AsyncStream.makeStream(of: Void.self)
        let asking = Task {
            try await store.readAtLength { tx in
                for _ in 1...1_000 {
                    _ = try tx.rows("SELECT pg_sleep(0.1)")
                    mark.yield()
                }
            }
        }
        for await _ in begun { break }
        asking.cancel()
        await #expect(throws: (any Error).self) { try await asking.value }
        let one: Int? = try await store.read { try $0.value("SELECT 1") }
        #expect(one == 1)
        try stores.close()
    }

    @Test("is asked anew where it ended a connection that lay idle")
    func reconnects() async throws {
        let bench = try await StoreBench()
        let (stores, store) = try store(bench) { $0.connections = 1 }
        let pid: Int = try await store.read { try $0.one("SELECT pg_backend_pid() AS pid")("pid") }
        try await bench.store.write { try $0.script("RESET ROLE; SELECT pg_terminate_backend(\(pid))") }
        let other: Int = try await store.read { try $0.one("SELECT pg_backend_pid() AS pid")("pid") }
        #expect(other != pid)
        try stores.close()
    }

    @Test("gives a connection on clean whose transaction could not even begin")
    func unbegun() async throws {
        let bench = try await StoreBench()
        let (stores, store) = try store(bench) { $0.connections = 1 }
        let nowhere = try stores.store(
            at: Place(StoreBench.server!, schema: "nowhere", file: ""), in: bench.folder)
        for _ in 1...3 {
            await #expect(throws: DatabaseFault.self) { try await nowhere.write { _ = try $0.rows("SELECT 1") } }
            let one: Int? = try await store.read { try $0.value("SELECT 1") }
            #expect(one == 1)
        }
        try stores.close()
    }

    @Test("takes no text for another one that ends where a NUL stands in it")
    func nul() async throws {
        let bench = try await StoreBench()
        _ = try await bench.store.write { try $0.execute("INSERT INTO part (code, stock) VALUES ('A', 1)") }
        let found: Int? = try await bench.store.read {
            try $0.value("SELECT count(*) FROM part WHERE code = \("A\0B")")
        }
        #expect(found == 0)
    }

    @Test("keeps nothing of a transaction in which it ended the connection")
    func broken() async throws {
        let bench = try await StoreBench()
        let (stores, store) = try store(bench) { $0.connections = 1 }
        do {
            try await store.write { tx in
                try tx.execute("INSERT INTO part (code, stock) VALUES ('A', 1)")
                try tx.script("RESET ROLE; SELECT pg_terminate_backend(pg_backend_pid())")
            }
            Issue.record("it went on")
        } catch DatabaseFault.unavailable {}
        let count: Int? = try await store.read { try $0.value("SELECT count(*) FROM part") }
        #expect(count == 0)
        try stores.close()
    }

    @Test("that is not there is said to be so at once, each time")
    func absent() async throws {
        let stores = Stores()
        let store = try stores.store(
            at: Place("postgres://kardan@127.0.0.1:1/kardan?schema=x"), in: FileManager.default.temporaryDirectory)
        for _ in 1...3 {
            do {
                _ = try await store.read { try $0.rows("SELECT 1") }
                Issue.record("it answered")
            } catch DatabaseFault.unavailable {}
        }
        try stores.close()
    }

    @Test("is asked again later and later, three seconds at most but for chance")
    func backOff() {
        for failures in 1...40 {
            let wait = PostgresPool.backOff(after: failures)
            let longest = min(3_000, 100 * (1 << min(failures - 1, 5)))
            #expect(
                wait >= .milliseconds(longest * 3 / 4) && wait <= .milliseconds(longest * 5 / 4), "\(failures): \(wait)"
            )
        }
    }

    @Test("lets no more wait than it was told, and refuses the rest at once")
    func crowd() async throws {
        let bench = try await StoreBench()
        let (stores, store) = try store(bench) {
            $0.connections = 1
            $0.waiting = 2
        }
        let outcomes = await withTaskGroup(of: Bool.self) { group in
            for _ in 0..<40 {
                group.addTask { (try? await store.read { _ = try $0.rows("SELECT pg_sleep(0.05)") }) != nil }
            }
            return await group.reduce(into: [Bool: Int]()) { $0[$1, default: 0] += 1 }
        }
        #expect(outcomes[true, default: 0] >= 1)
        #expect(outcomes[false, default: 0] >= 1)
        let one: Int? = try await store.read { try $0.value("SELECT 1") }
        #expect(one == 1)
        try stores.close()
    }

    @Test("sees what another process has committed, and gives no number twice to two of them")
    func processes() async throws {
        let bench = try await StoreBench()
        let (stores, other) = try store(bench) { _ in }
        _ = try await bench.store.write { try $0.execute("INSERT INTO part (code, stock) VALUES ('A', 0)") }
        let numbers = try await withThrowingTaskGroup(of: Int64.self) { group in
            for index in 0..<60 {
                let store = index.isMultiple(of: 2) ? bench.store : other
                group.addTask {
                    try await store.write { tx in
                        let last: Int64 = try tx.one("SELECT stock FROM part WHERE code = 'A'")("stock")
                        try tx.execute("UPDATE part SET stock = \(last + 1) WHERE code = 'A'")
                        return last + 1
                    }
                }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(numbers.sorted() == Array(1...60))
        try stores.close()
    }
}
