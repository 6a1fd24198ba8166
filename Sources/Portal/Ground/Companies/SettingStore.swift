import Database

/// The company's settings: `zone`, `calendar`, `currency`, and those of its rooms.
package enum SettingStore {
    package static func all(_ tx: Transaction) throws -> [String: String] {
        try tx.rows("SELECT name, value FROM setting").reduce(into: [:]) { all, row in
            all[try row("name")] = try row("value") as String
        }
    }

    /// What is read out of all settings, in the journey of the next question.
    package static func ask<T>(_ tx: Transaction, _ read: @escaping ([String: String]) throws -> T) throws -> Reply<T> {
        try tx.ask("SELECT name, value FROM setting") { rows in
            try read(
                rows.reduce(into: [:]) { all, row in
                    all[try row("name")] = try row("value") as String
                })
        }
    }

    package static func value(_ name: String, _ tx: Transaction) throws -> String? {
        try tx.value("SELECT value FROM setting WHERE name = \(name)")
    }

    package static func set(_ name: String, _ value: String, _ tx: Transaction) throws {
        try tx.execute(
            """
            INSERT INTO setting (name, value) VALUES (\(name), \(value))
            ON CONFLICT (name) DO UPDATE SET value = excluded.value
            """)
    }
}
