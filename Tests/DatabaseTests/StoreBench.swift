import Database
import Domain
import Foundation

/// A store in a temporary folder, on the real engine, with one small table; and a clock that a test moves.
final class StoreBench: Sendable {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("kardan-\(UUID().uuidString)")
    let store: Store

    init(now: Instant = Instant(seconds: 1_795_415_400)) async throws {
        store = try Store(path: folder.appendingPathComponent("store.sqlite").path) { now }
        try await store.write { tx in
            try tx.execute(
                "CREATE TABLE part (id INTEGER PRIMARY KEY, code TEXT NOT NULL UNIQUE, stock BIGINT NOT NULL CHECK (stock >= 0), note TEXT)"
            )
        }
    }

    deinit { try? FileManager.default.removeItem(at: folder) }
}
