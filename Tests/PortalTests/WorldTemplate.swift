import Domain
import Foundation
import Synchronization

@testable import Gate
@testable import Ground
@testable import House

/// A world that is made once in a run: each copy of it begins where it stood. Making one anew took longer than most tests.
struct WorldTemplate<Things: Sendable>: Sendable {
    let place: WorldPlace
    let now: Instant
    /// What a test wants to know of it.
    let things: Things

    /// - Parameter fill: what happens in it before it is copied.
    init(_ world: World, _ fill: (World) async throws -> Things) async throws {
        things = try await fill(world)
        now = world.time.now
        place = world.place
        try world.portal.companies.close()
        Leftovers.add(place.folder)
    }
}

/// So many worlds at a time: the processors are busy with a few, and each that waits in the middle of its work holds memory.
/// A test that asks for a second one holds its first meanwhile: as many such tests as there are turns wait for ever.
final class WorldTurn: Sendable {
    private struct State {
        var free = 6
        var waiting: [CheckedContinuation<Void, Never>] = []
    }

    private static let state = Mutex(State())

    init() async {
        await withCheckedContinuation { continuation in
            let isMine = Self.state.withLock { state in
                guard state.free == 0 else {
                    state.free -= 1
                    return true
                }
                state.waiting.append(continuation)
                return false
            }
            if isMine { continuation.resume() }
        }
    }

    deinit {
        let next = Self.state.withLock { state -> CheckedContinuation<Void, Never>? in
            guard state.waiting.isEmpty else { return state.waiting.removeFirst() }
            state.free += 1
            return nil
        }
        next?.resume()
    }
}

/// Folders that go when the run ends.
private enum Leftovers {
    private static let folders = Mutex<[URL]>([])

    static func add(_ folder: URL) {
        let isFirst = folders.withLock { folders in
            folders.append(folder)
            return folders.count == 1
        }
        guard isFirst else { return }
        atexit { for folder in Leftovers.folders.withLock({ $0 }) { try? FileManager.default.removeItem(at: folder) } }
    }
}
