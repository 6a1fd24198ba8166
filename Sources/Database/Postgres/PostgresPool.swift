import CoreMetrics
import Foundation
import Logging
import NIOPosix
import Synchronization

/// The connections to one server, shared by all stores on it. Each has a thread of this pool while it works, so a
/// server that is slow never holds an event loop.
final class PostgresPool: Sendable {
    private struct State {
        /// The one used last stands last.
        var idle: [PostgresConnection] = []
        var waiting = 0
        var failures = 0
        var nextTry = ContinuousClock.now
        var isClosed = false
    }

    /// Connections at work, and whoever waits for one, at all servers.
    private static let atWork = Meter(label: "kardan.postgres.in_use")
    private static let inLine = Meter(label: "kardan.postgres.waiting")

    private let server: Place.Server
    private let limits: PoolLimits
    private let threads: NIOThreadPool
    /// Exports and copies take a quarter of the connections at the most: pages must find one.
    let longTurns: Turns
    private let state = Mutex(State())
    let log: Logger

    init(_ server: Place.Server, _ limits: PoolLimits) {
        self.server = server
        self.limits = limits
        threads = NIOThreadPool(numberOfThreads: limits.connections)
        longTurns = Turns(max(1, limits.connections / 4))
        threads.start()
        var log = Logger(label: "kardan.postgres")
        log[metadataKey: "server"] = "\(server.shown)"
        self.log = log
    }

    /// Runs the work on a thread with a connection that has begun a transaction; the work ends it.
    /// - Parameter begin: begins; where a connection that had been idle turns out to be dead, the next one is asked.
    /// - Throws: `DatabaseFault.unavailable` where there are too many waiting already, where the turn came too late, or
    ///   where the server is not there.
    func withConnection<T: Sendable>(
        preferring territory: String, begin: @escaping @Sendable (PostgresConnection) throws(DatabaseFault) -> Void,
        _ work: @escaping @Sendable (PostgresConnection) throws -> T
    ) async throws -> T {
        try queue()
        let asked = ContinuousClock.now
        let call = CallUnderWay()
        // Once, also for whoever gives up before his turn.
        let isInLine = Atomic(true)
        let leave: @Sendable () -> Void = {
            guard isInLine.exchange(false, ordering: .relaxed) else { return }
            self.state.withLock { $0.waiting -= 1 }
            Self.inLine.decrement()
        }
        defer { leave() }
        return try await withTaskCancellationHandler {
            try await threads.runIfActive {
                leave()
                guard asked.duration(to: .now) < self.limits.patience else {
                    throw DatabaseFault.unavailable("no connection was free in time")
                }
                return try self.use(territory, call, begin, work)
            }
        } onCancel: {
            call.cancel()
        }
    }

    /// No more than this may wait: whoever comes later is told at once instead of late.
    private func queue() throws(DatabaseFault) {
        let isFull = state.withLock { state in
            let isFull = state.isClosed || state.waiting >= limits.waiting
            if !isFull { state.waiting += 1 }
            return isFull
        }
        if isFull { throw .unavailable("too many requests wait for a connection") }
        Self.inLine.increment()
    }

    private func use<T>(
        _ territory: String, _ call: CallUnderWay, _ begin: (PostgresConnection) throws(DatabaseFault) -> Void,
        _ work: (PostgresConnection) throws -> T
    ) throws -> T {
        Self.atWork.increment()
        defer { Self.atWork.decrement() }
        let connection = try began(territory, begin)
        call.start(connection)
        defer { give(back: connection, isTainted: call.end()) }
        return try work(connection)
    }

    private func began(
        _ territory: String, _ begin: (PostgresConnection) throws(DatabaseFault) -> Void
    ) throws -> PostgresConnection {
        while true {
            let (connection, isFresh) = try take(territory)
            do {
                try begin(connection)
                return connection
            } catch {
                let isDead = connection.isBroken
                if !isDead { connection.rollback() }
                give(back: connection, isTainted: isDead)
                // Nothing has happened yet: a server that was restarted is simply asked anew.
                guard isDead, !isFresh else { throw error }
            }
        }
    }

    /// One that has served this company, else the one that has served fewest, else a new one.
    private func take(_ territory: String) throws(DatabaseFault) -> (PostgresConnection, isFresh: Bool) {
        let idle = state.withLock { state -> PostgresConnection? in
            let place =
                state.idle.lastIndex { $0.territories.contains(territory) }
                ?? state.idle.indices.min { state.idle[$0].territories.count < state.idle[$1].territories.count }
            return place.map { state.idle.remove(at: $0) }
        }
        if let idle { return (idle, false) }
        return (try open(), true)
    }

    /// A server that does not answer is asked again after a while that grows; until then every caller is told at once.
    private func open() throws(DatabaseFault) -> PostgresConnection {
        let isTooSoon = state.withLock { $0.nextTry > .now }
        if isTooSoon { throw .unavailable("the server did not answer a moment ago") }
        do {
            let connection = try PostgresConnection(server, statementTimeout: limits.statementMilliseconds)
            state.withLock { $0.failures = 0 }
            return connection
        } catch {
            let wait = state.withLock { state in
                state.failures += 1
                let wait = Self.backOff(after: state.failures)
                state.nextTry = .now + wait
                return wait
            }
            log.error("no connection", metadata: ["cause": "\(error)", "next try in": "\(wait)"])
            throw error
        }
    }

    /// 0.1 s after the first failure, doubled with each, 3 s at most; a quarter more or less, so that processes do not knock
    /// in step.
    static func backOff(after failures: Int) -> Duration {
        let longest = min(3_000, 100 << min(failures - 1, 5))
        return .milliseconds(Int.random(in: longest * 3 / 4...longest * 5 / 4))
    }

    private func give(back connection: PostgresConnection, isTainted: Bool) {
        let isSpent =
            connection.territories.count > (connection.isCitus ? limits.territoriesOnCitus : limits.territories)
            || connection.openedAt.duration(to: .now) > limits.age
        let keeps = state.withLock { state in
            guard !isTainted, !isSpent, !state.isClosed, connection.isAtRest else { return false }
            state.idle.append(connection)
            return true
        }
        if !keeps { connection.release() }
    }

    /// Waits for the work under way.
    func close() throws {
        let idle = state.withLock { state in
            state.isClosed = true
            defer { state.idle = [] }
            return state.idle
        }
        for connection in idle { connection.release() }
        try threads.syncShutdownGracefully()
    }
}

/// How many connections a server gets from this process, and how long people wait for one.
public struct PoolLimits: Sendable {
    public var connections = 16
    public var waiting = 500
    public var patience = Duration.seconds(5)
    /// For one statement of a page; exports and copies have none.
    public var statementMilliseconds = 20_000
    /// The server keeps what it knows of each company's tables for as long as a connection lasts (measured: 48 MB after
    /// three tables in each of 1,000 schemas).
    public var territories = 100
    /// Citus keeps a connection of its own to a worker for each company that one of ours has served.
    public var territoriesOnCitus = 10
    public var age = Duration.seconds(30 * 60)

    public init() {}
}

/// Lets whoever waits for an answer give up: the server is asked to end the statement.
private final class CallUnderWay: Sendable {
    private enum State {
        case waiting, cancelled
        case running(PostgresConnection)
        case ended
    }

    private let state = Mutex(State.waiting)

    func start(_ connection: PostgresConnection) {
        state.withLock { if case .waiting = $0 { $0 = .running(connection) } }
    }

    func cancel() {
        state.withLock { state in
            // Inside the lock: the connection must not pass to somebody else while its work is being ended.
            if case .running(let connection) = state { connection.cancel() }
            if case .ended = state { return }
            state = .cancelled
        }
    }

    /// - Returns: whether the connection was asked to stop, which might reach it late: then nobody else may have it.
    func end() -> Bool {
        state.withLock { state in
            defer { state = .ended }
            if case .cancelled = state { return true }
            return false
        }
    }
}
