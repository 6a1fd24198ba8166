import Database
import Domain
import Foundation
import Ground
import Web

/// A backup: a folder with the company's store as one SQLite file, the digest of that file, and the company's files. It is
/// the same from either engine, and any tool that reads SQLite can look into it. Earlier programs put all of it into one
/// SQLite file, which is read as well.
struct Backup: Sendable {
    let place: BackupPlace
    let store: Store

    /// Whose backup it is, and when and by which program it was made.
    struct About: Sendable {
        let slug: String
        let nameFa: String
        let nameEn: String
        let version: String
        let madeAt: Instant
    }

    /// To be read alone. - Throws: `backup.absent`, `backup.none`.
    init(reading path: String) async throws {
        place = BackupPlace(path)
        guard FileManager.default.fileExists(atPath: path) else { throw Complaint("backup.absent", path) }
        do {
            store = try Stores.archive(at: place.store)
            _ = try await store.read { try BackupStore.about($0) }
        } catch is DatabaseFault { throw Complaint("backup.none", path) }
    }

    func about() async throws -> About { try await store.read { try BackupStore.about($0) } }

    /// The files, one at a time: they may be large. - Returns: how many there are.
    func forEachFile(
        _ body: @escaping @Sendable (_ sha256: String, _ bytes: [UInt8]) throws -> Void
    ) async throws -> Int {
        guard place.isFolder else { return try await store.readAtLength { try BackupStore.forEachFile($0, body) } }
        let (names, files) = (try await store.readAtLength { try BackupStore.files($0) }, place.files)
        try await aside {
            for name in names {
                guard let bytes = try? files.get(name) else { throw Complaint("backup.file", name) }
                try body(name, bytes)
            }
        }
        return names.count
    }
}
