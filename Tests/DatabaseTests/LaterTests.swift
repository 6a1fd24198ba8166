import Domain
import Testing

@testable import Database

private struct Refused: Error, Equatable {}

@Suite("A statement that nobody waits for")
struct LaterTests {
    private func codes(_ bench: StoreBench) async throws -> [String] {
        try await bench.store.read { try $0.list("SELECT code FROM part ORDER BY id") }
    }

    private static func add(_ code: String, stock: Int = 1) -> SQL {
        "INSERT INTO part (code, stock) VALUES (\(code), \(stock))"
    }

    @Test("is done in its place among the others, and is there for the next one")
    func order() async throws {
        let bench = try await StoreBench()
        let stock = try await bench.store.write { tx in
            try tx.later(Self.add("A"))
            try tx.later("UPDATE part SET stock = stock * 10 + 2 WHERE code = 'A'")
            let asked = try tx.ask("SELECT stock FROM part") { try $0[0]("stock") as Int }
            try tx.later("UPDATE part SET stock = stock * 10 + 3 WHERE code = 'A'")
            let last = try tx.value("SELECT stock FROM part", as: Int.self)
            return (try asked.value(), last)
        }
        #expect(stock.0 == 12)
        #expect(stock.1 == 123)
    }

    @Test("is kept where nothing comes after it")
    func last() async throws {
        let bench = try await StoreBench()
        try await bench.store.write { tx in for number in 1...250 { try tx.later(Self.add("P\(number)")) } }
        let all = try await codes(bench)
        #expect(all == (1...250).map { "P\($0)" })
    }

    @Test("undoes the transaction with its error, at the end too")
    func atTheEnd() async throws {
        let bench = try await StoreBench()
        do {
            try await bench.store.write { tx in
                try tx.later(Self.add("A"))
                try tx.later(Self.add("A"))
            }
            Issue.record("a doubled key went in")
        } catch DatabaseFault.unique {}
        do {
            try await bench.store.write { try $0.later(Self.add("B", stock: -1)) }
            Issue.record("stock fell below zero")
        } catch DatabaseFault.constraint {}
        #expect(try await codes(bench).isEmpty)
    }

    @Test("undoes it with its own error, not with that of what comes after", arguments: [false, true])
    func first(isSwallowed: Bool) async throws {
        let bench = try await StoreBench()
        do {
            try await bench.store.write { tx in
                do {
                    try tx.later(Self.add("A", stock: -1))
                    try tx.later("INSERT INTO absent VALUES (1)")
                    _ = try tx.rows("SELECT 1")
                } catch  where isSwallowed {}
            }
            Issue.record("stock fell below zero")
        } catch DatabaseFault.constraint {}
        #expect(try await codes(bench).isEmpty)
    }

    @Test(
        "that must change a row undoes all where it changes none, whoever swallows its refusal",
        arguments: [false, true])
    func refused(isSwallowed: Bool) async throws {
        let bench = try await StoreBench()
        await #expect(throws: Refused()) {
            try await bench.store.write { tx in
                try tx.later(Self.add("A"))
                try tx.later("UPDATE part SET stock = 2 WHERE code = 'B'", orThrow: Refused())
                try tx.later(Self.add("C"))
            }
        }
        await #expect(throws: Refused()) {
            try await bench.store.write { tx in
                do {
                    try tx.later(Self.add("A"))
                    try tx.later("UPDATE part SET stock = 2 WHERE code = 'B'", orThrow: Refused())
                    _ = try tx.rows("SELECT 1")
                } catch is Refused where isSwallowed {}
            }
        }
        #expect(try await codes(bench).isEmpty)
        try await bench.store.write { tx in
            try tx.later(Self.add("A"))
            try tx.later("UPDATE part SET stock = 2 WHERE code = 'A'", orThrow: Refused())
        }
        #expect(try await codes(bench) == ["A"])
    }

    @Test("that must find nothing undoes all where it finds a row")
    func found() async throws {
        let bench = try await StoreBench()
        _ = try await bench.store.write { try $0.execute(Self.add("A")) }
        await #expect(throws: Refused()) {
            try await bench.store.write { tx in
                try tx.unless("SELECT 1 FROM part WHERE code = 'A'", orThrow: Refused())
                try tx.later(Self.add("B"))
            }
        }
        #expect(try await codes(bench) == ["A"])
        await #expect(throws: Refused()) {
            try await bench.store.read { try $0.unless("SELECT 1 FROM part WHERE code = 'A'", orThrow: Refused()) }
        }
    }

    @Test("is undone alone with its writer where many write together")
    func alone() async throws {
        let bench = try await StoreBench()
        let faults = await withTaskGroup(of: DatabaseFault?.self) { group in
            for number in 0..<100 {
                group.addTask {
                    do {
                        try await bench.store.write { tx in
                            try tx.later(Self.add("P\(number)"))
                            // Every third one breaks a rule with the last it writes.
                            try tx.later("UPDATE part SET stock = \((number % 3) - 1) WHERE code = \("P\(number)")")
                        }
                        return nil
                    } catch { return error as? DatabaseFault }
                }
            }
            return await group.reduce(into: [DatabaseFault]()) { if let fault = $1 { $0.append(fault) } }
        }
        #expect(faults.count == 34)
        let isAsExpected = faults.allSatisfy { if case .constraint = $0 { true } else { false } }
        #expect(isAsExpected)
        #expect(try await codes(bench).count == 66)
    }

    @Test("asks a question whose unreadable answer is told to whoever takes it, and to nobody else")
    func unreadable() async throws {
        let bench = try await StoreBench()
        try await bench.store.write { tx in
            let asked = try tx.ask("SELECT 'word' AS word") { try $0[0]("word") as Int }
            try tx.later(Self.add("A"))
            #expect(throws: DatabaseFault.column("word")) { _ = try asked.value() }
        }
        #expect(try await codes(bench) == ["A"])
    }
}
