import Database

/// The company's settings: `zone`, `calendar`, `currency`.
enum SettingStore {
    static func all(_ tx: Transaction) throws -> [String: String] {
        try tx.rows("SELECT name, value FROM setting").reduce(into: [:]) { all, row in
            all[try row("name")] = try row("value") as String
        }
    }
}
