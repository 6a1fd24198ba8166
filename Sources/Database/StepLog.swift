/// The steps that a store has behind it, as it keeps them itself.
struct StepLog {
    private struct Entry {
        let number: Int
        let name: String
        /// Absent where a program applied the step that kept names only.
        let digest: String?
    }

    private let entries: [Entry]
    /// The number of the last one.
    let version: Int

    /// - Throws: where the store has no such table, or one of a program that kept names only; see `prepare`.
    init(_ tx: Transaction) throws {
        entries = try tx.rows("SELECT number, name, sha256 FROM schema_step ORDER BY number").map { row in
            Entry(number: try row("number"), name: try row("name"), digest: try row.optional("sha256"))
        }
        version = entries.last?.number ?? 0
    }

    /// Whether there is nothing left to be done or written down.
    func isComplete(for steps: Migrations) -> Bool {
        version == steps.latest && entries.allSatisfy { $0.digest != nil }
    }

    /// A step with the number of one of ours and another name came from another branch of the program; one with another
    /// text was changed after it had been applied. Either way the schema is not what the program takes it for.
    /// - Throws: `DatabaseFault.foreignStep`, `.changedStep`, `.newerSchema`.
    func check(against steps: Migrations) throws {
        for (entry, step) in pairs(with: steps) {
            guard entry.name == step.name else {
                throw DatabaseFault.foreignStep(found: entry.name, known: step.name)
            }
            guard entry.digest == nil || entry.digest == step.digest else {
                throw DatabaseFault.changedStep(step.name, found: entry.digest ?? "", known: step.digest)
            }
        }
        guard version <= steps.latest else { throw DatabaseFault.newerSchema(found: version, known: steps.latest) }
    }

    /// Keeps the texts of the steps whose names alone are known. Their names agree, see `check`.
    func complete(from steps: Migrations, _ tx: Transaction) throws {
        for (entry, step) in pairs(with: steps) where entry.digest == nil {
            try tx.execute("UPDATE schema_step SET sha256 = \(step.digest) WHERE number = \(step.number)")
        }
    }

    private func pairs(with steps: Migrations) -> [(Entry, Migration)] {
        entries.filter { (1...max(1, steps.latest)).contains($0.number) && steps.latest > 0 }
            .map { ($0, steps.steps[$0.number - 1]) }
    }

    /// Makes the table, or gives the one of an earlier program its column.
    static func prepare(_ tx: Transaction) throws {
        let known = try tx.tables().first { $0.name == "schema_step" }
        guard let known else {
            return try tx.script(
                """
                CREATE TABLE schema_step
                    (number BIGINT PRIMARY KEY, name TEXT NOT NULL, at BIGINT NOT NULL, sha256 TEXT)
                """)
        }
        if !known.columns.contains("sha256") { try tx.script("ALTER TABLE schema_step ADD COLUMN sha256 TEXT") }
    }

    static func add(_ step: Migration, _ tx: Transaction) throws {
        try tx.execute(
            """
            INSERT INTO schema_step (number, name, at, sha256)
            VALUES (\(step.number), \(step.name), \(tx.now), \(step.digest))
            """)
    }
}
