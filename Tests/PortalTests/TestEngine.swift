import Database
import Foundation

@testable import Ground

/// The engine that a run of the tests is for: files, or the schemas of the server that `KARDAN_TEST_POSTGRES` names.
final class TestEngine: Sendable {
    static let server = ProcessInfo.processInfo.environment["KARDAN_TEST_POSTGRES"]
    /// All worlds of a run share the connections; hundreds of tests may wait for one at the same moment.
    static let stores = Stores(limits: limits)

    let storePlaces: StorePlaces
    private let prefix = "t\(UInt64.random(in: 0...(.max)))"

    init() {
        guard let server = Self.server else {
            storePlaces = StorePlaces()
            return
        }
        let base = "\(server)?schema=\(prefix)_"
        storePlaces = StorePlaces(directory: base + "directory", companies: base + "{slug}")
    }

    /// Takes the schemas away, some time after.
    func remove(_ names: [String]) {
        guard let server = Self.server else { return }
        let places = names.compactMap { try? Place("\(server)?schema=\(prefix)_\($0)") }
        Task.detached {
            for place in places { try? await Self.stores.remove(place, in: FileManager.default.temporaryDirectory) }
        }
    }

    private static var limits: PoolLimits {
        var limits = PoolLimits()
        limits.connections = 8
        limits.waiting = 100_000
        limits.patience = .seconds(600)
        return limits
    }
}
