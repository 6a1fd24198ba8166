import GRDB

// What a migration says in words of ours.
extension SQLiteSession {
    /// The table's text is changed where it stands, as SQLite's manual describes it for whatever leaves the rows as they are
    /// (lang_altertable, 7): to copy a table of ten million rows and all that lead to it would take the night.
    func bind(_ column: ColumnName, to target: ColumnName) throws {
        try faults {
            let old = try String.fetchOne(
                database, sql: "SELECT sql FROM sqlite_master WHERE type = 'table' AND name = ?",
                arguments: [column.table])
            guard let old else { throw DatabaseFault.statement("no table \(column.table)") }
            var table = TableText(old)
            try table.bind(column.name, to: target)
            try replace(column.table, table.text)
            let keys = try GRDB.Row.fetchAll(database, sql: "PRAGMA foreign_key_list(\(column.table))")
            guard keys.contains(where: { $0["from"] == column.name && $0["table"] == target.table }) else {
                throw DatabaseFault.statement("\(column) has not got its key")
            }
        }
    }

    /// Its rows are held to it from now on; the new one is wider, so that they keep it already.
    func setRule(_ name: String, of columns: Set<String>, _ rule: String) throws {
        try say(name) { try $0.setRule(of: columns, rule) }
    }

    func setOptional(_ column: ColumnName) throws { try say(column.table) { try $0.setOptional(column.name) } }

    private func say(_ name: String, _ change: (inout TableText) throws -> Void) throws {
        try faults {
            let old = try String.fetchOne(
                database, sql: "SELECT sql FROM sqlite_master WHERE type = 'table' AND name = ?", arguments: [name])
            guard let old else { throw DatabaseFault.statement("no table \(name)") }
            var table = TableText(old)
            try change(&table)
            try replace(name, table.text)
        }
    }

    private func replace(_ table: String, _ text: String) throws {
        let version = try Int.fetchOne(database, sql: "PRAGMA schema_version") ?? 0
        try database.execute(sql: "PRAGMA writable_schema = ON")
        // Also reads the schema anew; every other connection does when it sees the next number.
        defer { try? database.execute(sql: "PRAGMA writable_schema = RESET") }
        try database.execute(
            sql: "UPDATE sqlite_master SET sql = ? WHERE type = 'table' AND name = ?", arguments: [text, table])
        try database.execute(sql: "PRAGMA schema_version = \(version + 1)")
        database.clearSchemaCache()
    }

    func setAppendOnly(_ table: String) throws {
        try faults {
            for (name, deed) in Self.triggers(table) {
                try database.execute(
                    sql: """
                        CREATE TRIGGER \(name) BEFORE \(deed) ON \(table)
                        BEGIN SELECT RAISE(ABORT, 'append only: \(table)'); END
                        """)
            }
        }
    }

    func setChangeable(_ table: String) throws {
        try faults { for (name, _) in Self.triggers(table) { try database.execute(sql: "DROP TRIGGER \(name)") } }
    }

    private static func triggers(_ table: String) -> [(name: String, deed: String)] {
        [("\(table)_unchanged", "UPDATE"), ("\(table)_undeleted", "DELETE")]
    }
}
