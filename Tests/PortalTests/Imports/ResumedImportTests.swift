import Database
import Domain
import Testing

@testable import Ground
@testable import House

/// A run that broke off goes on where it stopped.
@Suite struct ResumedImportTests {
    @Test("Half a file read, then the program died: started again, the rest is read and nothing twice")
    func goesOn() async throws {
        let world = try await World()
        _ = try await world.load(.products, "products.csv", try sample("products.csv"))
        let (id, words) = try await world.begun(.requests, "service_requests.csv")
        let table = try DelimitedText.read(try sample("service_requests.csv"))
        // The first chunk as the run would do it; then nothing more comes.
        try await world.arman.write { tx in
            let run = try #require(try RunStore.claim([Imports.name], token: "dead", tx))
            let row = try #require(try ImportStore.find(id, tx))
            let take = try TakeRecord(row, words: words, clock: world.arman.clock, tx)
            let chunk = ReadChunk(id: id, take: take, map: row.plan.map(.requests), records: 0..<500, table: table)
            _ = try chunk.run([], in: tx)
            try RunStore.advance(run.id, to: RunProgress("500", done: 500), tx)
        }
        #expect(try await world.answer("SELECT count(*) FROM job") < 500)
        try await world.work()
        #expect(try await world.answer("SELECT count(*) FROM job") < 500, "whoever has it may still be alive")
        world.time.move(seconds: RunStore.lease + 1)
        try await world.work()
        let row = try #require(try await world.arman.read { try ImportStore.find(id, $0) })
        #expect(row.state == .done)
        #expect([row.read, row.imported, row.added] == [3000, 2970, 2970])
        #expect(try await world.answer("SELECT count(*) FROM job") == 2970)
        #expect(try await world.answer("SELECT count(*) FROM import_refusal") == 30)
    }

    @Test("Two runs of one import: the slower one's transaction is undone")
    func overtaken() async throws {
        let world = try await World()
        let (id, words) = try await world.begun(.products, "products.csv")
        let table = try DelimitedText.read(try sample("products.csv"))
        let slower = try await world.arman.read { tx in
            let row = try #require(try ImportStore.find(id, tx))
            return ReadChunk(
                id: id, take: try TakeRecord(row, words: words, clock: world.arman.clock, tx),
                map: row.plan.map(.products), records: 0..<10, table: table)
        }
        try await world.work()
        await #expect(throws: OvertakenRun.self) { try await world.arman.write { try slower.run([], in: $0) } }
        let row = try #require(try await world.arman.read { try ImportStore.find(id, $0) })
        #expect([row.imported, row.added] == [44, 44])
    }
}

extension World {
    /// An import that has begun and of which nothing is read yet.
    func begun(_ kind: ImportKind, _ name: String) async throws -> (ID<Import>, ImportWords) {
        let words = portal.importWords
        let add = try AddImport(
            kind: kind, fileName: name, bytes: try sample(name), by: nil, known: [:], in: arman,
            words: words)
        let id = try await arman.write { tx in
            let id = try add.run(in: tx)
            _ = try ImportStore.begin(id, in: self.arman, by: nil, tx)
            return id
        }
        return (id, words)
    }
}
