import Database
import Domain

/// The tables that a backup has besides those of the company.
enum BackupStore {
    static func make(_ tx: Transaction) throws {
        try tx.execute("CREATE TABLE backup_about (name TEXT PRIMARY KEY, value TEXT NOT NULL)")
        try tx.execute(
            "CREATE TABLE backup_table (name TEXT PRIMARY KEY, row_count BIGINT NOT NULL, digest TEXT NOT NULL)")
        try tx.execute("CREATE TABLE backup_file (sha256 TEXT PRIMARY KEY, bytes BLOB NOT NULL)")
    }

    static func add(_ about: BackupFile.About, _ tx: Transaction) throws {
        let facts = [
            ("slug", about.slug), ("name_fa", about.nameFa), ("name_en", about.nameEn), ("version", about.version),
            ("made_at", String(about.madeAt.seconds)),
        ]
        for (name, value) in facts {
            try tx.execute("INSERT INTO backup_about (name, value) VALUES (\(name), \(value))")
        }
    }

    static func about(_ tx: Transaction) throws -> BackupFile.About {
        let facts: [String: String] = try tx.rows("SELECT name, value FROM backup_about").reduce(into: [:]) {
            $0[try $1("name")] = try $1("value") as String
        }
        guard let slug = facts["slug"], let seconds = facts["made_at"].flatMap({ Int64($0) }) else {
            throw DatabaseFault.noRow
        }
        return BackupFile.About(
            slug: slug, nameFa: facts["name_fa"] ?? slug, nameEn: facts["name_en"] ?? slug,
            version: facts["version"] ?? "", madeAt: Instant(seconds: seconds))
    }

    static func add(_ digests: [String: TableDigest], _ tx: Transaction) throws {
        for (name, digest) in digests {
            try tx.execute(
                "INSERT INTO backup_table (name, row_count, digest) VALUES (\(name), \(digest.rows), \(digest.text))")
        }
    }

    static func tables(_ tx: Transaction) throws -> [(name: String, rows: Int, digest: String)] {
        try tx.rows("SELECT name, row_count, digest FROM backup_table ORDER BY name").map {
            (try $0("name"), try $0("row_count"), try $0("digest"))
        }
    }

    static func addFile(_ sha256: String, _ bytes: [UInt8], _ tx: Transaction) throws {
        try tx.execute("INSERT INTO backup_file (sha256, bytes) VALUES (\(sha256), \(bytes))")
    }

    static func addFileCount(_ count: Int, _ tx: Transaction) throws {
        try tx.execute("INSERT INTO backup_about (name, value) VALUES ('files', \(String(count)))")
    }

    /// nil in a backup from before they were counted.
    static func fileCount(_ tx: Transaction) throws -> Int? {
        let text: String? = try tx.value("SELECT value FROM backup_about WHERE name = 'files'")
        return text.flatMap { Int($0) }
    }

    static func forEachFile(_ tx: Transaction, _ body: (String, [UInt8]) throws -> Void) throws {
        try tx.forEach("SELECT sha256, bytes FROM backup_file ORDER BY sha256") { try body($0("sha256"), $0("bytes")) }
    }
}
