import NIOCore
import NIOPosix
import Synchronization

/// How slowly a body may come. Poor lines must get through, and stand still for a while: what came fast is saved up.
public struct Pace: Sendable {
    /// How long a body may take to begin.
    var patience = TimeAmount.seconds(30)
    var bytesPerSecond: Int64 = 500
    /// The most that is saved up.
    var mostSaved = TimeAmount.seconds(120)
    /// How long it may take in all; nil where its pace is enough.
    var longest: TimeAmount?

    public init() {}

    /// Of whoever is no member: a place that all of them share is not held for hours.
    public static let ofStrangers: Pace = {
        var pace = Pace()
        pace.longest = .minutes(10)
        return pace
    }()

    /// - Throws: `Refusal.tooSlow` where what is read comes more slowly; whatever `read` throws.
    func hold<T: Sendable>(_ read: @escaping @Sendable (PaceWatch) async throws -> T) async throws -> T {
        let watch = PaceWatch(self)
        let reading = Task { try await read(watch) }
        watch.start { reading.cancel() }
        defer { watch.stop() }
        do {
            return try await withTaskCancellationHandler {
                try await reading.value
            } onCancel: {
                reading.cancel()
            }
        } catch  where watch.isOver { throw Refusal.tooSlow }
    }
}

/// Until when more of a body must have come. A timer of the event loops costs less than a task that sleeps, and every form
/// needs one.
final class PaceWatch: Sendable {
    private struct State {
        var deadline: NIODeadline
        var isOver = false
        var timer: Scheduled<Void>?
        var isStopped = false
    }

    private let pace: Pace
    /// However much comes.
    private let end: NIODeadline
    private let state: Mutex<State>

    init(_ pace: Pace) {
        self.pace = pace
        end = pace.longest.map { .now() + $0 } ?? .distantFuture
        state = Mutex(State(deadline: .now() + pace.patience))
    }

    var isOver: Bool { state.withLock { $0.isOver } }

    func came(_ bytes: Int, at now: NIODeadline = .now()) {
        let gained = TimeAmount.nanoseconds(Int64(bytes) * 1_000_000_000 / pace.bytesPerSecond)
        state.withLock { $0.deadline = min(end, now + pace.mostSaved, $0.deadline + gained) }
    }

    func isDue(at now: NIODeadline = .now()) -> Bool { state.withLock { $0.deadline <= now } }

    func start(_ end: @escaping @Sendable () -> Void) {
        state.withLock { state in
            guard !state.isStopped else { return }
            state.timer = MultiThreadedEventLoopGroup.singleton.any().scheduleTask(deadline: state.deadline) {
                self.look(end)
            }
        }
    }

    func stop() {
        let timer = state.withLock { state in
            state.isStopped = true
            return state.timer
        }
        timer?.cancel()
    }

    private func look(_ end: @escaping @Sendable () -> Void) {
        guard isDue() else { return start(end) }
        state.withLock { $0.isOver = true }
        end()
    }
}
