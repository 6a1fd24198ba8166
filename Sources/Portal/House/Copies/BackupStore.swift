import Database
import Domain

/// The tables that a backup has besides those of the company.
enum BackupStore {
    static func make(_ tx: Transaction) throws {
        try tx.execute("CREATE TABLE backup_about (name TEXT PRIMARY KEY, value TEXT NOT NULL)")
        try tx.execute(
            "CREATE TABLE backup_table (name TEXT PRIMARY KEY, row_count BIGINT NOT NULL, digest TEXT NOT NULL)")
        try tx.execute("CREATE TABLE backup_file (sha256 TEXT PRIMARY KEY)")
    }

    static func drop(_ tx: Transaction) throws {
        for table in ["backup_about", "backup_table", "backup_file"] {
            try tx.execute(SQL(trusted: "DROP TABLE \(table)"))
        }
    }

    static func add(_ about: Backup.About, _ tx: Transaction) throws {
        let facts = [
            ("slug", about.slug), ("name_fa", about.nameFa), ("name_en", about.nameEn), ("version", about.version),
            ("made_at", String(about.madeAt.seconds)),
        ]
        for (name, value) in facts {
            try tx.execute("INSERT INTO backup_about (name, value) VALUES (\(name), \(value))")
        }
    }

    static func about(_ tx: Transaction) throws -> Backup.About {
        let facts: [String: String] = try tx.rows("SELECT name, value FROM backup_about").reduce(into: [:]) {
            $0[try $1("name")] = try $1("value") as String
        }
        guard let slug = facts["slug"], let seconds = facts["made_at"].flatMap({ Int64($0) }) else {
            throw DatabaseFault.noRow
        }
        return Backup.About(
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

    static func add(files: [String], _ tx: Transaction) throws {
        for sha256 in files { try tx.execute("INSERT INTO backup_file (sha256) VALUES (\(sha256))") }
    }

    static func files(_ tx: Transaction) throws -> [String] {
        try tx.list("SELECT sha256 FROM backup_file ORDER BY sha256")
    }

    /// Of a backup that is one file; nil where it is from before they were counted.
    static func fileCount(_ tx: Transaction) throws -> Int? {
        let text: String? = try tx.value("SELECT value FROM backup_about WHERE name = 'files'")
        return text.flatMap { Int($0) }
    }

    /// Of a backup that is one file. - Returns: how many there are.
    static func forEachFile(_ tx: Transaction, _ body: (String, [UInt8]) throws -> Void) throws -> Int {
        var count = 0
        try tx.forEach("SELECT sha256, bytes FROM backup_file ORDER BY sha256") { row in
            try body(row("sha256"), row("bytes"))
            count += 1
        }
        return count
    }
}
