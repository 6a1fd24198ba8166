import Domain
import Testing

@testable import Database

@Suite("A script for both engines")
struct ScriptTests {
    @Test("is cut into its commands, and what stands in a text, a name, a body or a comment cuts nothing")
    func parts() {
        let text = """
            -- One; two.
            CREATE TABLE a (id IDENTITY_KEY, x TEXT DEFAULT ';', "y;" TEXT); -- and ' so on
            -- KEY a.x TO b (code); is no statement
            VOCABULARY b
                ('one',
                'two');
            KEY a.x TO b (code);
            APPEND_ONLY a;
            CHANGEABLE a;
            OPTIONAL a.x;
            RULE a (id, x) IS x <> ';'
                OR id > 1;
            INSERT INTO b (code) VALUES ('it''s; three') /* ; */;
            CREATE FUNCTION c() RETURNS BIGINT AS $$ SELECT 1; $$;
            DROP TABLE a
            -- ;
            """
        #expect(
            ScriptPart.parts(of: text) == [
                .plain("CREATE TABLE a (id IDENTITY_KEY, x TEXT DEFAULT ';', \"y;\" TEXT)"),
                .vocabulary("b", ["one", "two"]),
                .key(ColumnName(table: "a", name: "x"), to: ColumnName(table: "b", name: "code")),
                .appendOnly("a"), .changeable("a"), .optional(ColumnName(table: "a", name: "x")),
                .rule("a", of: ["id", "x"], "x <> ';'\n    OR id > 1"),
                .plain("INSERT INTO b (code) VALUES ('it''s; three') /* ; */"),
                .plain("CREATE FUNCTION c() RETURNS BIGINT AS $$ SELECT 1; $$"), .plain("DROP TABLE a\n-- ;"),
            ])
    }

    @Test("is cut where its quotes end, whatever joins itself to one")
    func joiners() {
        #expect(
            ScriptPart.commands(of: "UPDATE a SET x = replace(x, '\u{200C}', '');\nUPDATE a SET y = '\u{0301};';") == [
                "UPDATE a SET x = replace(x, '\u{200C}', '')", "UPDATE a SET y = '\u{0301};'",
            ])
    }

    @Test("holds a table to being added to: no row is changed, replaced or taken away, and its keys still hold")
    func appendOnly() async throws {
        let bench = try await StoreBench()
        try await bench.store.migrate { tx in
            try tx.script(
                """
                CREATE TABLE sold (id IDENTITY_KEY, part_id BIGINT NOT NULL REFERENCES part (id));
                APPEND_ONLY part;
                """)
        }
        try await bench.store.write { tx in
            try tx.execute("INSERT INTO part (code, stock) VALUES ('A', 1)")
            try tx.execute("INSERT INTO sold (part_id) SELECT id FROM part")
        }
        var changes: [SQL] = [
            "UPDATE part SET stock = 2", "DELETE FROM part WHERE code = 'A'", "DELETE FROM part",
            "INSERT INTO part (code, stock) VALUES ('A', 7) ON CONFLICT (code) DO UPDATE SET stock = 7",
        ]
        changes.append(
            StoreBench.server == nil
                ? "INSERT OR REPLACE INTO part (code, stock) VALUES ('A', 7)" : "TRUNCATE part CASCADE")
        for change in changes {
            do {
                try await bench.store.write { _ = try $0.execute(change) }
                Issue.record("\(change.text) was let through")
            } catch DatabaseFault.constraint(let text) { #expect(text.contains("append only: part"), "\(change.text)") }
        }
        let stock: [Int] = try await bench.store.read { try $0.list("SELECT stock FROM part") }
        #expect(stock == [1])
    }

    @Test(
        "widens a rule where it stands: what it let through stays, what it holds to is the new one, the others hold as before"
    )
    func rule() async throws {
        let bench = try await StoreBench()
        try await bench.store.migrate { tx in
            try tx.script(
                """
                CREATE TABLE paid (
                    id IDENTITY_KEY,
                    made_by BIGINT NOT NULL, -- who, and why
                    approved_by BIGINT CHECK (approved_by > 0),
                    checked_by BIGINT,
                    CHECK (approved_by IS NULL OR approved_by <> made_by),
                    CHECK (checked_by IS NULL OR checked_by <> made_by)
                );
                CREATE TABLE line (paid_id BIGINT NOT NULL REFERENCES paid (id));
                INSERT INTO paid (made_by, approved_by) VALUES (1, 2);
                INSERT INTO line (paid_id) SELECT id FROM paid;
                ALTER TABLE paid ADD COLUMN eased TEXT NOT NULL DEFAULT '';
                RULE paid (approved_by, made_by) IS approved_by IS NULL OR approved_by <> made_by OR eased <> '';
                """)
        }
        try await bench.store.write { tx in
            _ = try tx.execute("INSERT INTO paid (made_by, approved_by, eased) VALUES (1, 1, 'alone')")
        }
        for refused in [
            "INSERT INTO paid (made_by, approved_by) VALUES (1, 1)",
            "INSERT INTO paid (made_by, checked_by, eased) VALUES (1, 1, 'alone')",
            "INSERT INTO paid (made_by, approved_by, eased) VALUES (1, -1, 'alone')", "DELETE FROM paid WHERE id = 1",
        ] as [SQL] {
            await #expect(throws: DatabaseFault.self, "\(refused.text)") {
                try await bench.store.write { _ = try $0.execute(refused) }
            }
        }
        let count: Int? = try await bench.store.read { try $0.value("SELECT count(*) FROM paid") }
        #expect(count == 2)
        await #expect(throws: DatabaseFault.self) {
            try await bench.store.migrate { try $0.script("RULE paid (made_by) IS made_by > 0;") }
        }
    }

    @Test(
        "lets a column be empty from a step on: its key, its rule and the other columns hold as before, and only once")
    func optional() async throws {
        let bench = try await StoreBench()
        try await bench.store.migrate { tx in
            try tx.script(
                """
                CREATE TABLE owner (id IDENTITY_KEY);
                CREATE TABLE thing (
                    id IDENTITY_KEY,
                    owner_id BIGINT NOT NULL REFERENCES owner (id) CHECK (owner_id > 0),
                    name TEXT NOT NULL DEFAULT 'none'
                );
                CREATE INDEX thing_owner ON thing (owner_id);
                INSERT INTO owner DEFAULT VALUES;
                INSERT INTO thing (owner_id) SELECT id FROM owner;
                OPTIONAL thing.owner_id;
                """)
        }
        try await bench.store.write { _ = try $0.execute("INSERT INTO thing (owner_id) VALUES (NULL)") }
        for refused in [
            "INSERT INTO thing (owner_id) VALUES (7)", "INSERT INTO thing (owner_id) VALUES (-1)",
            "INSERT INTO thing (name) VALUES (NULL)", "DELETE FROM owner",
        ] as [SQL] {
            await #expect(throws: DatabaseFault.self, "\(refused.text)") {
                try await bench.store.write { _ = try $0.execute(refused) }
            }
        }
        let owners: [Int64] = try await bench.store.read {
            try $0.list("SELECT owner_id FROM thing WHERE owner_id IS NOT NULL ORDER BY id")
        }
        #expect(owners == [1])
        await #expect(throws: DatabaseFault.self) {
            try await bench.store.migrate { try $0.script("OPTIONAL thing.owner_id;") }
        }
    }

    @Test("lets a step change what is append only, until it says so again")
    func changeable() async throws {
        let bench = try await StoreBench()
        _ = try await bench.store.write { try $0.execute("INSERT INTO part (code, stock) VALUES ('A', 1)") }
        try await bench.store.migrate { tx in
            try tx.script(
                """
                APPEND_ONLY part;
                CHANGEABLE part;
                UPDATE part SET note = 'filled in';
                APPEND_ONLY part;
                """)
        }
        await #expect(throws: DatabaseFault.self) {
            try await bench.store.write { try $0.execute("UPDATE part SET note = ''") }
        }
        let notes: [String] = try await bench.store.read { try $0.list("SELECT note FROM part") }
        #expect(notes == ["filled in"])
    }
}

@Suite("A column whose words were a CHECK")
struct VocabularyTests {
    private static let before = """
        CREATE TABLE entry (
            id IDENTITY_KEY,
            -- Why it's there, 'fee', or else (a kind).
            kind TEXT NOT NULL CHECK (kind IN
                ('fee', 'gift')), -- of two
            amount BIGINT NOT NULL CHECK (amount <> 0),
            up_id BIGINT REFERENCES entry (id),
            made_by BIGINT,
            note TEXT NOT NULL DEFAULT '--',
            state TEXT CHECK (state IN ('open', 'shut')),
            CHECK (kind <> 'gift' OR amount > 0)
        );
        CREATE UNIQUE INDEX entry_note ON entry (note) WHERE kind = 'gift';
        CREATE TABLE line (id IDENTITY_KEY, entry_id BIGINT NOT NULL REFERENCES entry (id));
        CREATE VIEW gift AS SELECT id, amount FROM entry WHERE kind = 'gift';
        CREATE TABLE person (id BIGINT PRIMARY KEY);
        ALTER TABLE entry ADD COLUMN day INTEGER;
        """
    private static let after = """
        -- Words that grow.
        VOCABULARY entry_kind ('fee', 'gift');
        KEY entry.kind TO entry_kind (code);
        KEY entry.made_by TO person (id);
        APPEND_ONLY entry;
        """

    private func bench() async throws -> StoreBench {
        let bench = try await StoreBench()
        try await Migrations(folder: MigratorTests.folder([Self.before])).apply(to: bench.store)
        try await bench.store.write { tx in
            try tx.execute("INSERT INTO person (id) VALUES (7)")
            try tx.execute("INSERT INTO entry (kind, amount, made_by, day) VALUES ('fee', -5, 7, 3)")
            try tx.execute("INSERT INTO entry (kind, amount, up_id) SELECT 'gift', 6, id FROM entry")
            try tx.execute("INSERT INTO line (entry_id) SELECT id FROM entry")
        }
        return bench
    }

    private let steps: Migrations

    init() throws { steps = try Migrations(folder: MigratorTests.folder([Self.before, Self.after])) }

    private func refused(_ store: Store, _ change: SQL) async {
        do {
            try await store.write { _ = try $0.execute(change) }
            Issue.record("\(change.text) was let through")
        } catch DatabaseFault.constraint { return } catch DatabaseFault.unique { return } catch {
            Issue.record("\(change.text): \(error)")
        }
    }

    @Test("leads to a table of words that an INSERT widens, and nothing else of the table has changed")
    func widened() async throws {
        let bench = try await bench()
        let before = try await bench.store.read {
            try $0.digest(of: #require($0.tables().first { $0.name == "entry" }))
        }
        // Another process has the store open, and has read the table as it was.
        let stores = Stores()
        let other = try stores.store(at: bench.place, in: bench.folder)
        _ = try await other.read { try $0.rows("SELECT kind FROM entry") }
        try await steps.apply(to: bench.store)
        let after = try await bench.store.read { try $0.digest(of: #require($0.tables().first { $0.name == "entry" })) }
        #expect(before == after)
        for store in [bench.store, other] {
            for change: SQL in [
                "INSERT INTO entry (kind, amount) VALUES ('tip', 1)",
                "INSERT INTO entry (kind, amount) VALUES ('fee', 0)",
                "INSERT INTO entry (kind, amount) VALUES ('gift', -1)", "INSERT INTO entry (amount) VALUES (1)",
                "INSERT INTO entry (kind, amount, made_by) VALUES ('fee', 1, 8)",
                "INSERT INTO entry (kind, amount, up_id) VALUES ('fee', 1, 800)",
                "INSERT INTO entry (kind, amount, state) VALUES ('fee', 1, 'ajar')",
                "INSERT INTO entry (kind, amount, note) VALUES ('gift', 1, '--')",
                "DELETE FROM person", "DELETE FROM entry_kind WHERE code = 'fee'", "UPDATE entry SET amount = 2",
                "INSERT INTO line (entry_id) VALUES (800)",
            ] { await refused(store, change) }
        }
        _ = try await bench.store.write { try $0.execute("INSERT INTO entry_kind (code) VALUES ('tip')") }
        let id: ID<String> = try await other.write {
            try $0.insert("INSERT INTO entry (kind, amount, made_by, state) VALUES ('tip', 1, 7, 'open')")
        }
        #expect(id.value > 2)
        let gifts: Int? = try await other.read { try $0.value("SELECT count(*) FROM gift") }
        #expect(gifts == 1)
        #expect(try await bench.store.integrityProblems() == [])
        #expect(try await bench.store.foreignKeyProblems() == [])
        try other.close()
        try stores.close()
        // Opened anew, the schema is read from the disk.
        let again = Stores()
        let fresh = try again.store(at: bench.place, in: bench.folder)
        await refused(fresh, "INSERT INTO entry (kind, amount) VALUES ('bribe', 1)")
        try fresh.close()
        try again.close()
    }

    @Test("stays as it was where a row holds none of the words, and the row is named")
    func stray() async throws {
        let bench = try await bench()
        _ = try await bench.store.write {
            try $0.execute("INSERT INTO entry (kind, amount, made_by) VALUES ('fee', 1, 8)")
        }
        do {
            try await steps.apply(to: bench.store)
            Issue.record("the key leads nowhere")
        } catch DatabaseFault.constraint(let text) {
            #expect(text.contains("entry.made_by") && text.contains("8") && text.contains("person.id"))
        }
        #expect(try await steps.version(of: bench.store) == 1)
        await refused(bench.store, "INSERT INTO entry (kind, amount) VALUES ('tip', 1)")
        let tables = try await bench.store.read { try $0.tables().map(\.name) }
        #expect(!tables.contains("entry_kind"))
    }

    @Test("is copied with its rows, and the words are not: each store has those of its steps")
    func copied() async throws {
        let bench = try await bench()
        try await steps.apply(to: bench.store)
        #expect(steps.tables == ["person", "entry", "line"])
        let target = try Bare(on: StoreBench.server)
        try await StoreBench.stores.prepare(target.place, onWorker: true)
        try await steps.apply(to: target.store)
        let copy = StoreCopy(steps)
        let sent = try await copy.run(from: bench.store, to: target.store, isSettled: true)
        try StoreCopy.compare(sent, try await copy.digests(of: target.store))
        await refused(target.store, "UPDATE entry SET amount = 2")
    }
}
