import Domain
import Foundation
import Synchronization

/// Opens stores where they live, makes places for new ones, and keeps the connections to the servers among them.
public final class Stores: Sendable {
    /// What a store in a file may take of the process's descriptors.
    public static var descriptorsOfFile: Int { SQLiteEngine.mostDescriptors }

    private let limits: PoolLimits
    private let pools = Mutex<[Place.Server: PostgresPool]>([:])

    public init(limits: PoolLimits = PoolLimits()) { self.limits = limits }

    /// - Parameters:
    ///   - folder: where the path of a file begins.
    ///   - mayBegin: whether a file that is not there yet is made, empty. Never for a store that holds something: a disk that
    ///     was not mounted would look like a company that has nothing.
    ///   - cache: KiB of pages that a connection to a file keeps.
    ///   - clock: the time that transactions carry; tests and the demo pass their own.
    /// - Throws: `DatabaseFault.unavailable` where a file that must be there is not.
    public func store(
        at place: Place, in folder: URL, mayBegin: Bool = true, cache: Int = 4096,
        clock: @escaping @Sendable () -> Instant = Instant.systemNow
    ) throws -> Store {
        switch place {
        case .file(let path):
            guard mayBegin || FileManager.default.fileExists(atPath: Self.path(path, in: folder)) else {
                throw DatabaseFault.unavailable("there is no file \(Self.path(path, in: folder))")
            }
            let engine = try SQLiteEngine(path: Self.path(path, in: folder), cache: cache, clock: clock)
            return Store(engine, clock: clock)
        case .schema(let schema, let server):
            return Store(PostgresEngine(pool(of: server), schema: schema, clock: clock), clock: clock)
        }
    }

    /// A file that is only read and left as it is. - Throws: `DatabaseFault` where it is no store.
    public static func archive(at path: String) throws -> Store {
        Store(try SQLiteArchive(path: path), clock: Instant.systemNow)
    }

    /// Works on a file that nobody else has open, and leaves one plain file that can be carried elsewhere.
    public func alone<T: Sendable>(
        with path: String, clock: @escaping @Sendable () -> Instant, _ work: (Store) async throws -> T
    ) async throws -> T {
        let store = try store(at: .file(path), in: URL(fileURLWithPath: "/"), cache: 65_536, clock: clock)
        let result: T
        do { result = try await work(store) } catch {
            try? store.close()
            throw error
        }
        try store.close()
        try SQLiteArchive.settle(path: path)
        return result
    }

    /// Makes role and schema, each in a commit of its own: the nodes of Citus see the one before only once it is there.
    /// Whoever is stopped half-way goes on the next time; doing it twice changes nothing. Of a file there is nothing to make.
    /// - Parameter onWorker: where Citus spreads schemas over its workers, this one may be spread; another server takes no
    ///   notice. Else it stays on the node that is asked.
    /// - Throws: `DatabaseFault.statement` where the program's own login may not do that (docs/OPERATIONS.md has the grants).
    public func prepare(_ place: Place, onWorker: Bool = false) async throws {
        guard case .schema(let schema, let server) = place else { return }
        let ground = PostgresGround(schema: schema, onWorker: onWorker)
        for step in [ground.makeRole, ground.makeSchema, ground.makeWriter] { try await onServer(server, ground, step) }
    }

    /// Takes schema and role away with all that is in them.
    public func remove(_ place: Place, in folder: URL) async throws {
        switch place {
        case .file(let path):
            for suffix in ["", "-wal", "-shm"] {
                try? FileManager.default.removeItem(atPath: Self.path(path, in: folder) + suffix)
            }
        case .schema(let schema, let server):
            let ground = PostgresGround(schema: schema)
            for step in [ground.dropSchema, ground.dropRole] { try await onServer(server, ground, step) }
        }
    }

    public func close() throws {
        let all = pools.withLock { pools in
            defer { pools = [:] }
            return pools.values
        }
        for pool in all { try pool.close() }
    }

    private static func path(_ path: String, in folder: URL) -> String {
        path.hasPrefix("/") ? path : folder.appendingPathComponent(path).path
    }

    private func pool(of server: Place.Server) -> PostgresPool {
        pools.withLock { pools in
            if let known = pools[server] { return known }
            let pool = PostgresPool(server, limits)
            pools[server] = pool
            return pool
        }
    }

    /// As the program's own login, in a transaction of its own.
    private func onServer(
        _ server: Place.Server, _ ground: PostgresGround,
        _ work: @escaping @Sendable (PostgresConnection) throws -> Void
    ) async throws {
        try await pool(of: server).withConnection(
            preferring: "", begin: { (connection) throws(DatabaseFault) in try ground.begin(connection) }
        ) { connection in
            do {
                try work(connection)
                try connection.commit()
            } catch {
                connection.rollback()
                throw error
            }
        }
    }
}
