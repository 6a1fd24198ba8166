import Database
import Domain
import Foundation

/// A backup: one SQLite file with the tables of a company as its store has them, its files, and what each table must
/// hold. It is the same from either engine, and any tool that reads SQLite can look into it.
struct BackupFile: Sendable {
    let path: String
    let store: Store

    /// Whose backup it is, and when and by which program it was made.
    struct About: Sendable {
        let slug: String
        let nameFa: String
        let nameEn: String
        let version: String
        let madeAt: Instant
    }

    /// To be written.
    init(path: String, _ stores: Stores) throws {
        self.path = path
        store = try stores.store(at: .file(path), in: URL(fileURLWithPath: "/"), cache: 65_536)
    }

    /// To be read alone. - Throws: `backup.absent`, `backup.none`.
    init(reading path: String) async throws {
        self.path = URL(fileURLWithPath: path).path
        guard FileManager.default.fileExists(atPath: self.path) else { throw Complaint("backup.absent", path) }
        do {
            store = try Stores.archive(at: self.path)
            _ = try await store.read { try BackupStore.about($0) }
        } catch is DatabaseFault { throw Complaint("backup.none", path) }
    }

    func about() async throws -> About { try await store.read { try BackupStore.about($0) } }

    /// The files, one at a time: they may be large.
    func forEachFile(_ body: @escaping @Sendable (_ sha256: String, _ bytes: [UInt8]) throws -> Void) async throws {
        try await store.readAtLength { try BackupStore.forEachFile($0, body) }
    }
}
