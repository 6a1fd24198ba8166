import Database
import Domain
import Testing

@testable import Base
@testable import Ground
@testable import Work

/// A word that few have and one that everybody has are looked for in two ways, and a server does not know which one it is.
@Suite("The way to customers and units by what is typed")
struct CustomerPlanTests {
    /// 3,000 who all have one word, every second another one, the oldest 1,000 a third one, and each a word of his own.
    private static func fill(_ world: World) async throws {
        try await JobPlanTests.fill(world)
        _ = try await world.arman.write { tx in
            let count: SQL = "WITH RECURSIVE n (i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n WHERE i < 3000)"
            try tx.execute(
                """
                INSERT INTO customer (mobile, name, made_at)
                \(count) SELECT '+98931' || (1000000 + i), 'y', 0 FROM n
                """)
            for word in ["'ali'", "'rare' || id"] as [SQL] {
                try tx.execute(
                    "INSERT INTO customer_word (word, customer_id) SELECT \(word), id FROM customer WHERE name = 'y'")
            }
            try tx.execute(
                """
                INSERT INTO customer_word (word, customer_id) SELECT 'reza', id FROM customer WHERE name = 'y' AND id % 2 = 0
                """)
            try tx.execute(
                """
                INSERT INTO customer_word (word, customer_id)
                SELECT 'old', id FROM customer WHERE name = 'y' AND mobile <= '+989311001000'
                """)
        }
        try await world.arman.store.analyze()
    }

    /// - Parameter many: nil for as many as in earnest.
    private static func plan(_ words: [String], many: Int? = nil, _ world: World) async throws -> [String] {
        try await world.arman.read { tx in
            guard let found = try condition(words, many, tx) else { return [] }
            let statement = CustomerList.statement(found, below: .max, limit: 6)
            guard TestEngine.server == nil else {
                return try tx.rows("EXPLAIN \(statement)").map { try $0("QUERY PLAN") }
            }
            return try tx.rows("EXPLAIN QUERY PLAN \(statement)").map { try $0("detail") }
        }
    }

    private static func condition(_ words: [String], _ many: Int?, _ tx: Transaction) throws -> SQL? {
        guard let many else { return try CustomerList.condition(words, below: .max, limit: 6, tx) }
        let list = WordList("customer_word", id: "customer_id", many: many)
        return try list.condition(words, of: "c.id", below: .max, limit: 6, tx)
    }

    private static func ids(_ words: [String], many: Int? = nil, _ world: World) async throws -> [Int64] {
        try await world.arman.read { tx in
            guard let found = try condition(words, many, tx) else { return [] }
            return try tx.rows(CustomerList.statement(found, below: .max, limit: 6)).map { try $0("id") }
        }
    }

    @Test("names those who have a rare word by their numbers, alone and beside a common one")
    func rare() async throws {
        let world = try await World()
        try await Self.fill(world)
        let last: Int64 = try await world.arman.read { try $0.value("SELECT max(id) FROM customer WHERE id % 2 = 0")! }
        for words in [["rare\(last)"], ["ali", "rare\(last)"], ["rare\(last)", "reza", "ali"]] {
            let plan = try await Self.plan(words, world)
            #expect(
                plan.contains { $0.contains("SEARCH c USING INTEGER PRIMARY KEY (rowid=?)") || $0.contains("(id = ") },
                "\(words): \(plan)")
            #expect(try await Self.ids(words, world) == [last])
        }
        #expect(try await Self.plan(["nobody", "ali"], world).isEmpty)
        #expect(try await Self.ids(["nobody"], world).isEmpty)
    }

    @Test("reads the newest of a common word in their order, and the newest of two out of both lists")
    func common() async throws {
        let world = try await World()
        try await Self.fill(world)
        let plan = try await Self.plan(["ali"], many: 600, world)
        #expect(!plan.contains { $0.contains("LIST SUBQUERY") || $0.contains("TEMP B-TREE") }, "\(plan)")
        #expect(!plan.contains { $0.contains("Semi Join") || $0.contains("Sort") }, "\(plan)")
        let newest: [Int64] = try await world.arman.read {
            try $0.list("SELECT id FROM customer WHERE name = 'y' ORDER BY id DESC LIMIT 12")
        }
        for many in [600, 20_000] {
            #expect(try await Self.ids(["ali"], many: many, world) == Array(newest.prefix(6)))
            #expect(try await Self.ids(["reza", "ali"], many: many, world) == newest.filter { $0 % 2 == 0 })
        }
        let next = try await world.arman.read { tx in
            try CustomerList.slice(CustomerFilter(Asked(query: "q=reza+ali&before=\(newest[5])")), tx).lines.map(
                \.id.value)
        }
        #expect(next.prefix(3) == newest.filter { $0 % 2 == 0 && $0 < newest[5] }.prefix(3))
    }

    @Test(
        "names the newest of words that some have, and walks through none who came after them",
        arguments: [600, 20_000])
    func some(many: Int) async throws {
        let world = try await World()
        try await Self.fill(world)
        let newest: [Int64] = try await world.arman.read {
            try $0.list(
                "SELECT id FROM customer WHERE mobile <= '+989311001000' AND name = 'y' ORDER BY id DESC LIMIT 6")
        }
        for words in [["old"], ["old", "ali"], ["ali", "old"]] where words.count > 1 || many > 600 {
            let plan = try await Self.plan(words, many: many, world)
            #expect(
                plan.contains { $0.contains("SEARCH c USING INTEGER PRIMARY KEY (rowid=?)") || $0.contains("(id = ") },
                "\(words): \(plan)")
            #expect(try await Self.ids(words, many: many, world) == newest, "\(words)")
        }
    }

    @Test("finds a unit by the end of its serial, and the newest of those that all begin so")
    func units() async throws {
        let world = try await World()
        try await Self.fill(world)
        let lines = try await world.arman.read { tx in
            try ["U", "U600", "0000600", "nothing"].map { typed in
                try UnitLineList.slice(
                    UnitFilter(Asked(query: "q=\(typed)")), on: CalendarDay(number: 20_000), .jalali, size: 5, tx
                ).lines.map(\.serial)
            }
        }
        #expect(lines[0].count == 5 && lines[1].contains("U600") && lines[2] == ["U600"] && lines[3].isEmpty)
    }
}
