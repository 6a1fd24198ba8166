import Database
import Domain
import Foundation
import Ground
import Web

/// Whether a backup is whole: its store byte by byte, each table that was copied row by row against what it held then,
/// each file against its name.
public struct VerifyBackup: Sendable {
    let path: String

    public init(path: String) { self.path = path }

    /// - Returns: a line on what it holds.
    /// - Throws: `backup.absent`, `backup.none`, `backup.digest`, `backup.changed`, `backup.table`, `backup.file`, `backup.files`.
    public func run() async throws -> String {
        let place = BackupPlace(path)
        if place.isFolder { try await aside { try place.check() } }
        let backup = try await Backup(reading: path)
        defer { try? backup.store.close() }
        do { return try await line(on: backup) } catch let fault as DatabaseFault {
            throw Complaint("backup.none", "\(fault)")
        }
    }

    private func line(on backup: Backup) async throws -> String {
        let about = try await backup.about()
        let problems = try await backup.store.integrityProblems()
        guard problems.isEmpty else { throw Complaint("backup.none", problems.joined(separator: "; ")) }
        let (tables, rows) = try await checkTables(of: backup)
        let size = tables == 0 ? "\(try backup.place.size()) bytes" : "\(tables) tables\t\(rows) rows"
        return "\(about.slug)\t\(size)\t\(try await checkFiles(of: backup)) files"
    }

    private func checkTables(of backup: Backup) async throws -> (tables: Int, rows: Int) {
        try await backup.store.readAtLength { tx in
            let expected = try BackupStore.tables(tx)
            let shapes = Dictionary(uniqueKeysWithValues: try tx.tables().map { ($0.name, $0) })
            for table in expected {
                let found = try shapes[table.name].map { try tx.digest(of: $0) }
                guard found?.rows == table.rows, found?.text == table.digest else {
                    throw Complaint("backup.table", table.name)
                }
            }
            return (expected.count, expected.reduce(0) { $0 + $1.rows })
        }
    }

    private func checkFiles(of backup: Backup) async throws -> Int {
        let held = try await backup.forEachFile { hash, bytes in
            guard Blobs.hash(of: bytes) == hash else { throw Complaint("backup.file", hash) }
        }
        let expected = try await backup.store.readAtLength { try BackupStore.fileCount($0) }
        if let expected, expected != held { throw Complaint("backup.files", String(expected), String(held)) }
        return held
    }
}
