import Domain
import Foundation
import Testing

@testable import Database

@Suite("Migrations")
struct MigratorTests {
    /// A folder of migration files. - Parameter texts: the first is 0001.
    static func folder(_ texts: [String], names: [String]? = nil) throws -> URL {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("steps-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        for (index, text) in texts.enumerated() {
            let name = names?[index] ?? "000\(index + 1)_step.sql"
            try Data(text.utf8).write(to: folder.appendingPathComponent(name))
        }
        return folder
    }

    @Test("run once each, in their order, and the second time not at all")
    func once() async throws {
        let bench = try await StoreBench()
        let steps = try Migrations(
            folder: Self.folder(["CREATE TABLE a (id IDENTITY_KEY, x TEXT)", "ALTER TABLE a ADD COLUMN y TEXT"]))
        #expect(try await steps.apply(to: bench.store) == 2)
        #expect(try await steps.apply(to: bench.store) == 0)
        let id: ID<String> = try await bench.store.write { try $0.insert("INSERT INTO a (x, y) VALUES ('1', '2')") }
        #expect(id.value == 1)
    }

    @Test("make a table anew with its rows, which keep their numbers, and go on counting after them")
    func anew() async throws {
        let bench = try await StoreBench()
        let first = """
            CREATE TABLE a (id IDENTITY_KEY, x TEXT CHECK (x IN ('1')));
            CREATE TABLE b (id IDENTITY_KEY, a_id BIGINT REFERENCES a (id))
            """
        let second = """
            ALTER TABLE a RENAME TO old_a;
            ALTER TABLE b RENAME TO old_b;
            CREATE TABLE a (id IDENTITY_KEY, x TEXT CHECK (x IN ('1', '2')));
            CREATE TABLE b (id IDENTITY_KEY, a_id BIGINT REFERENCES a (id));
            INSERT INTO a (id, x) SELECT id, x FROM old_a;
            INSERT INTO b (id, a_id) SELECT id, a_id FROM old_b;
            DROP TABLE old_b;
            DROP TABLE old_a;
            """
        try await Migrations(folder: Self.folder([first])).apply(to: bench.store)
        try await bench.store.write { tx in
            for _ in 0..<3 { try tx.execute("INSERT INTO a (x) VALUES ('1')") }
            try tx.execute("INSERT INTO b (a_id) SELECT id FROM a")
        }
        let steps = try Migrations(folder: Self.folder([first, second]))
        try await steps.apply(to: bench.store)
        #expect(steps.tables == ["a", "b"])
        let id: ID<String> = try await bench.store.write { try $0.insert("INSERT INTO a (x) VALUES ('2')") }
        #expect(id.value == 4)
        let kept: Int? = try await bench.store.read { try $0.value("SELECT count(*) FROM b JOIN a ON a.id = b.a_id") }
        #expect(kept == 3)
    }

    @Test("name a table after each that its keys lead to, also where a later step added the key")
    func order() throws {
        let first = """
            CREATE TABLE a (id IDENTITY_KEY);
            CREATE TABLE b (a_id BIGINT REFERENCES a (id), up BIGINT REFERENCES b (id)); -- of a; not of c
            """
        let second = """
            CREATE TABLE c (id IDENTITY_KEY);
            ALTER TABLE a ADD COLUMN c_id BIGINT REFERENCES c (id);
            ALTER TABLE a ADD COLUMN x TEXT;
            """
        #expect(try Migrations(folder: Self.folder([first, second])).tables == ["c", "a", "b"])
    }

    @Test("add columns with their rules, and what stands in the table already is held to them")
    func addedColumns() async throws {
        let bench = try await StoreBench()
        let steps = [
            "CREATE TABLE a (id IDENTITY_KEY); INSERT INTO a (id) VALUES (1)",
            """
            ALTER TABLE a ADD COLUMN pay TEXT NOT NULL DEFAULT 'all' CHECK (pay IN ('all', 'none'));
            ALTER TABLE a ADD COLUMN up_id BIGINT REFERENCES a (id);
            """,
        ]
        try await Migrations(folder: Self.folder(steps)).apply(to: bench.store)
        let refused: [SQL] = ["INSERT INTO a (pay) VALUES ('some')", "INSERT INTO a (up_id) VALUES (7)"]
        for row in refused {
            do {
                _ = try await bench.store.write { try $0.execute(row) }
                Issue.record("\(row.text) was let through")
            } catch DatabaseFault.constraint {}
        }
        _ = try await bench.store.write { try $0.execute("INSERT INTO a (pay, up_id) VALUES ('none', 1)") }
        let pays: [String] = try await bench.store.read { try $0.list("SELECT pay FROM a ORDER BY id") }
        #expect(pays == ["all", "none"])
    }

    @Test("leave nothing of a step that fails")
    func half() async throws {
        let bench = try await StoreBench()
        let steps = try Migrations(
            folder: Self.folder(["CREATE TABLE a (x TEXT)", "CREATE TABLE b (x TEXT); CREATE TABEL c"]))
        await #expect(throws: DatabaseFault.self) { try await steps.apply(to: bench.store) }
        #expect(try await steps.version(of: bench.store) == 1)
        let tables = try await bench.store.read { try $0.tables().map(\.name) }
        #expect(tables.filter { ["a", "b"].contains($0) } == ["a"])
    }

    @Test("refuse a store that a newer program wrote")
    func newer() async throws {
        let bench = try await StoreBench()
        try await Migrations(folder: Self.folder(["CREATE TABLE a (x TEXT)", "CREATE TABLE b (x TEXT)"])).apply(
            to: bench.store)
        let older = try Migrations(folder: Self.folder(["CREATE TABLE a (x TEXT)"]))
        await #expect(throws: DatabaseFault.newerSchema(found: 2, known: 1)) { try await older.apply(to: bench.store) }
    }

    private static let (first, second) = ("CREATE TABLE a (x TEXT)", "CREATE TABLE b (x TEXT)")

    @Test("refuse a store whose step of the same number came from another branch, and name both")
    func foreign() async throws {
        let bench = try await StoreBench()
        let theirs = try Self.folder([Self.first, Self.second], names: ["0001_a.sql", "0002_parts.sql"])
        let ours = try Self.folder(
            [Self.first, Self.second, "SELECT 1"], names: ["0001_a.sql", "0002_b.sql", "0003_c.sql"])
        try await Migrations(folder: theirs).apply(to: bench.store)
        let fault = DatabaseFault.foreignStep(found: "0002_parts", known: "0002_b")
        await #expect(throws: fault) { try await Migrations(folder: ours).apply(to: bench.store) }
        #expect("\(fault)".contains("0002_parts") && "\(fault)".contains("0002_b"))
        #expect(try await Migrations(folder: theirs).version(of: bench.store) == 2)
    }

    @Test("refuse a store that was made with another text of a step, even where nothing is left to do")
    func changed() async throws {
        let bench = try await StoreBench()
        let before = try Migrations(folder: Self.folder([Self.first, Self.second]))
        let after = try Migrations(folder: Self.folder([Self.first, Self.second + " -- and so on"]))
        try await before.apply(to: bench.store)
        let fault = DatabaseFault.changedStep(
            "0002_step", found: before.steps[1].digest, known: after.steps[1].digest)
        await #expect(throws: fault) { try await after.apply(to: bench.store) }
        #expect(try await before.apply(to: bench.store) == 0)
    }

    @Test("keep the texts of steps that an earlier program applied, once their names agree")
    func earlier() async throws {
        let bench = try await StoreBench()
        try await bench.store.migrate { tx in
            try tx.script(
                """
                CREATE TABLE schema_step (number BIGINT PRIMARY KEY, name TEXT NOT NULL, at BIGINT NOT NULL);
                INSERT INTO schema_step (number, name, at) VALUES (1, '0001_step', 0);
                \(Self.first)
                """)
        }
        let other = try Migrations(folder: Self.folder([Self.first], names: ["0001_other.sql"]))
        await #expect(throws: DatabaseFault.foreignStep(found: "0001_step", known: "0001_other")) {
            try await other.apply(to: bench.store)
        }
        let steps = try Migrations(folder: Self.folder([Self.first, Self.second]))
        #expect(try await steps.apply(to: bench.store) == 1)
        let kept: [String] = try await bench.store.read {
            try $0.list("SELECT sha256 FROM schema_step ORDER BY number")
        }
        #expect(kept == steps.steps.map(\.digest))
    }

    @Test("are refused where two of them have one number, and both are named")
    func collision() throws {
        let folder = try Self.folder([Self.first, Self.second], names: ["0001_a.sql", "0001_b.sql"])
        #expect(throws: DatabaseFault.statement("two steps have the same number: 0001_a, 0001_b")) {
            try Migrations(folder: folder)
        }
    }

    @Test("refuse a gap in their numbers")
    func gap() throws {
        let folder = try Self.folder(["SELECT 1", "SELECT 2"], names: ["0001_a.sql", "0003_b.sql"])
        #expect(throws: DatabaseFault.self) { try Migrations(folder: folder) }
    }
}

@Suite("Two processes that migrate one store at the same moment")
struct MigrationRaceTests {
    @Test("do each step once between them")
    func race() async throws {
        let bench = try await StoreBench()
        let steps = try Migrations(
            folder: MigratorTests.folder((1...6).map { "CREATE TABLE t\($0) (id IDENTITY_KEY, x TEXT)" }))
        let others = try (0..<4).map { _ in
            let stores = Stores()
            return (stores, try stores.store(at: bench.place, in: bench.folder))
        }
        let done = try await withThrowingTaskGroup(of: Int.self) { group in
            for (_, store) in others { group.addTask { try await steps.apply(to: store) } }
            return try await group.reduce(0, +)
        }
        #expect(done == 6)
        #expect(try await steps.version(of: bench.store) == 6)
        for (stores, store) in others {
            try store.close()
            try stores.close()
        }
    }
}
