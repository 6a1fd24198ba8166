import Domain
import Testing

@testable import Database

@Suite("Writers of one store")
struct CommitQueueTests {
    @Test("each do their work once, however many come at the same time")
    func together() async throws {
        let bench = try await StoreBench()
        _ = try await bench.store.write { try $0.execute("INSERT INTO part (code, stock) VALUES ('A', 0)") }
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<200 {
                group.addTask {
                    try await bench.store.write { tx in
                        let stock: Int64 = try tx.one("SELECT stock FROM part WHERE code = 'A'")("stock")
                        try tx.execute("UPDATE part SET stock = \(stock + 1) WHERE code = 'A'")
                    }
                }
            }
            try await group.waitForAll()
        }
        let stock: Int64? = try await bench.store.read { try $0.value("SELECT stock FROM part") }
        #expect(stock == 200)
    }

    @Test("are undone alone where one of them fails among others")
    func alone() async throws {
        let bench = try await StoreBench()
        let done = await withTaskGroup(of: Bool.self) { group in
            for number in 0..<100 {
                group.addTask {
                    let result: Void? = try? await bench.store.write { tx in
                        try tx.execute("INSERT INTO part (code, stock) VALUES (\("P\(number)"), 1)")
                        // Every third one breaks a rule after it has written.
                        if number.isMultiple(of: 3) {
                            try tx.execute("UPDATE part SET stock = -1 WHERE code = \("P\(number)")")
                        }
                    }
                    return result != nil
                }
            }
            return await group.reduce(0) { $0 + ($1 ? 1 : 0) }
        }
        let count: Int? = try await bench.store.read { try $0.value("SELECT count(*) FROM part") }
        #expect(done == 66)
        #expect(count == 66)
    }

    @Test("find what they wrote when the answer is there")
    func visible() async throws {
        let bench = try await StoreBench()
        for number in 0..<20 {
            _ = try await bench.store.write {
                try $0.execute("INSERT INTO part (code, stock) VALUES (\("P\(number)"), 1)")
            }
            let count: Int? = try await bench.store.read { try $0.value("SELECT count(*) FROM part") }
            #expect(count == number + 1)
        }
    }
}
