import Domain
import Foundation

/// One company's store, or the directory, on either engine. A closure sees one consistent state, has no side effect but
/// its SQL (it may be run again), and what `write` has returned is on the disk.
public final class Store: Sendable {
    let engine: any Engine
    private let clock: @Sendable () -> Instant
    /// Held for as long as anybody holds this store, and each of its transactions.
    private let lease: (any AnyObject & Sendable)?

    /// - Parameter clock: the time that transactions carry; tests and the demo pass their own.
    init(_ engine: any Engine, clock: @escaping @Sendable () -> Instant, lease: (any AnyObject & Sendable)? = nil) {
        (self.engine, self.clock, self.lease) = (engine, clock, lease)
    }

    /// The same store for somebody who uses it for a while. - Parameter lease: let go once he and his transactions have.
    public func lent(_ lease: any AnyObject & Sendable) -> Store { Store(engine, clock: clock, lease: lease) }

    /// For pages.
    public func read<T: Sendable>(_ body: @escaping @Sendable (Transaction) throws -> T) async throws -> T {
        try await using { try await $0.run(.read, now: clock(), body) }
    }

    /// For exports and checks, which read much: no page waits for it.
    public func readAtLength<T: Sendable>(_ body: @escaping @Sendable (Transaction) throws -> T) async throws -> T {
        try await using { try await $0.readAtLength(.read, now: clock(), body) }
    }

    /// For copies of the whole: begins once every writer that might still change what is seen has ended.
    public func readSettled<T: Sendable>(_ body: @escaping @Sendable (Transaction) throws -> T) async throws -> T {
        try await using { try await $0.readAtLength(.snapshot, now: clock(), body) }
    }

    public func write<T: Sendable>(_ body: @escaping @Sendable (Transaction) throws -> T) async throws -> T {
        try await using { try await $0.run(.write, now: clock(), body) }
    }

    /// Copies a store that is a file page by page, indexes and all, beside whoever reads and writes.
    /// - Returns: false where it is none: its rows can be copied by `StoreCopy`.
    public func copyFile(to path: String) async throws -> Bool { try await using { try await $0.copyFile(to: path) } }

    /// One step of the schema, alone in the store.
    func migrate<T: Sendable>(_ body: @escaping @Sendable (Transaction) throws -> T) async throws -> T {
        try await using { try await $0.run(.migration, now: clock(), body) }
    }

    /// Waits for the transactions under way and lets the store go.
    public func close() throws { try engine.close() }

    /// The engine's own check of the store; empty where all is well.
    public func integrityProblems() async throws -> [String] { try await using { try await $0.integrityProblems() } }

    /// Rows whose foreign key leads nowhere, as `table row → table`; empty where all is well.
    public func foreignKeyProblems() async throws -> [String] { try await using { try await $0.foreignKeyProblems() } }

    /// Lets the engine learn how its columns are spread, so that it picks the right index.
    public func analyze() async throws { try await using { try await $0.analyze() } }

    /// The same again, as the store has grown, without reading it all: an engine that knows it small reads whole tables where an
    /// index would lead to one row.
    public func refreshStatistics() async throws { try await using { try await $0.refreshStatistics() } }

    /// The compiler may let go of what is not named again: nobody may close the engine under a transaction.
    private func using<T>(_ work: (any Engine) async throws -> T) async throws -> T {
        defer { withExtendedLifetime(lease) {} }
        return try await work(engine)
    }
}

extension Instant {
    public static func systemNow() -> Instant { Instant(seconds: Int64(Date().timeIntervalSince1970)) }
}
