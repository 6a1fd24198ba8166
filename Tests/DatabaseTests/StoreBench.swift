import Domain
import Foundation

@testable import Database

/// A store on the engine that this run of the tests is for, with one small table; and a clock that stands still. Files lie
/// in a temporary folder; with `KARDAN_TEST_POSTGRES` it is a schema of that server.
final class StoreBench: Sendable {
    static let server = ProcessInfo.processInfo.environment["KARDAN_TEST_POSTGRES"]
    /// A machine that runs all tests at once may be slow to give a connection.
    static let stores = Stores(limits: limits)

    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("kardan-\(UUID().uuidString)")
    let place: Place
    let store: Store

    init(now: Instant = Instant(seconds: 1_795_415_400)) async throws {
        place = try Place(
            Self.server ?? "", schema: "t\(UInt64.random(in: 0...(.max)))", file: "store.sqlite")
        try await Self.stores.prepare(place, onWorker: true)
        store = try Self.stores.store(at: place, in: folder) { now }
        try await store.migrate { tx in
            try tx.script(
                """
                CREATE TABLE part (id IDENTITY_KEY, code TEXT NOT NULL UNIQUE,
                                   stock BIGINT NOT NULL CHECK (stock >= 0), note TEXT)
                """)
        }
    }

    private static var limits: PoolLimits {
        var limits = PoolLimits()
        limits.patience = .seconds(120)
        return limits
    }

    deinit {
        try? FileManager.default.removeItem(at: folder)
        let place = place, folder = folder
        if Self.server != nil { Task.detached { try? await Self.stores.remove(place, in: folder) } }
    }
}
