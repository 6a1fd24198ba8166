import Domain
import Testing

@testable import Database

@Suite("A transaction")
struct TransactionTests {
    @Test("keeps all it wrote or nothing")
    func atomic() async throws {
        let bench = try await StoreBench()
        await #expect(throws: DatabaseFault.self) {
            try await bench.store.write { tx in
                try tx.execute("INSERT INTO part (code, stock) VALUES ('A', 1)")
                try tx.execute("INSERT INTO part (code, stock) VALUES ('B', -1)")
            }
        }
        let count = try await bench.store.read { try $0.value("SELECT count(*) FROM part", as: Int.self) }
        #expect(count == 0)
    }

    @Test("tells a doubled key from another broken rule")
    func faults() async throws {
        let bench = try await StoreBench()
        _ = try await bench.store.write { try $0.execute("INSERT INTO part (code, stock) VALUES ('A', 1)") }
        do {
            _ = try await bench.store.write { try $0.execute("INSERT INTO part (code, stock) VALUES ('A', 2)") }
            Issue.record("a doubled key went in")
        } catch DatabaseFault.unique {}
        do {
            _ = try await bench.store.write { try $0.execute("INSERT INTO part (code, stock) VALUES ('C', -2)") }
            Issue.record("stock fell below zero")
        } catch DatabaseFault.constraint {}
    }

    @Test("reads each type back as it was written, and refuses a wrong one")
    func types() async throws {
        let bench = try await StoreBench()
        let row = try await bench.store.write { tx in
            try tx.one("INSERT INTO part (code, stock) VALUES ('تسمه', \(Int64.max)) RETURNING id, code, stock, note")
        }
        let (code, stock): (String, Int64) = (try row("code"), try row("stock"))
        #expect(code == "تسمه")
        #expect(stock == Int64.max)
        let note: String? = try row.optional("note")
        #expect(note == nil)
        #expect(throws: DatabaseFault.column("code")) { let _: Int64 = try row("code") }
        #expect(throws: DatabaseFault.column("note")) { let _: String = try row("note") }
        #expect(throws: DatabaseFault.column("absent")) { let _: String = try row("absent") }
    }

    @Test("cannot write while it reads")
    func readOnly() async throws {
        let bench = try await StoreBench()
        await #expect(throws: DatabaseFault.self) {
            try await bench.store.read { tx in _ = try tx.execute("DELETE FROM part") }
        }
    }

    @Test("carries one moment, or the one it is told")
    func moment() async throws {
        let bench = try await StoreBench(now: Instant(seconds: 5))
        let moments = try await bench.store.write { tx in [tx.now, tx.at(Instant(seconds: 3)).now] }
        #expect(moments == [Instant(seconds: 5), Instant(seconds: 3)])
    }
}
