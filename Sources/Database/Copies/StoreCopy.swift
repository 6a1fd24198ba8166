import Domain

/// Copies every row of a store into an empty one, whatever engines they are on: one consistent picture of the source, one
/// transaction in the target, so that a copy that is stopped leaves nothing.
public struct StoreCopy: Sendable {
    private let names: [String]
    /// Called after each table with its name and its rows.
    private let report: @Sendable (String, Int) -> Void
    private static let together = 1_000

    /// - Parameters:
    ///   - migrations: those of both stores; its tables are copied in its order, so that keys always lead somewhere.
    ///   - leftOut: tables that say something of the place, not of the company.
    public init(
        _ migrations: Migrations, leavingOut leftOut: Set<String> = [],
        report: @escaping @Sendable (String, Int) -> Void = { _, _ in }
    ) {
        names = migrations.tables.filter { !leftOut.contains($0) }
        self.report = report
    }

    /// - Parameter isSettled: waits for writers that began earlier, see `Store.readSettled`.
    /// - Returns: what each table of the source holds.
    /// - Throws: `CopyFault.occupied` where the target holds rows.
    @discardableResult
    public func run(from source: Store, to target: Store, isSettled: Bool) async throws -> [String: TableDigest] {
        let channel = RowChannel()
        async let written: Void = closing(channel) { try await target.migrate { try write(channel, $0) } }
        do {
            let digests = try await closing(channel) {
                try await isSettled
                    ? source.readSettled { try read($0, into: channel) }
                    : source.readAtLength { try read($0, into: channel) }
            }
            try await written
            return digests
        } catch {
            // Where the writer gave up first, its error is the one that says why.
            if error is RowChannel.Closed { try await written }
            throw error
        }
    }

    /// Whichever side fails, the other must not wait for it.
    private func closing<T: Sendable>(_ channel: RowChannel, _ work: @Sendable () async throws -> T) async throws -> T {
        do { return try await work() } catch {
            channel.close()
            throw error
        }
    }

    /// What each table of a store holds now.
    public func digests(of store: Store) async throws -> [String: TableDigest] {
        try await store.readAtLength { tx in
            try shapes(tx).reduce(into: [:]) { all, table in all[table.name] = try tx.digest(of: table) }
        }
    }

    /// - Throws: `CopyFault.different` where a table does not hold the same in both.
    public static func compare(_ one: [String: TableDigest], _ other: [String: TableDigest]) throws {
        let names = Set(one.keys).union(other.keys).filter { one[$0] != other[$0] }
        if let name = names.sorted().first { throw CopyFault.different(name, one[name]?.rows, other[name]?.rows) }
    }

    private func shapes(_ tx: Transaction) throws -> [TableShape] {
        let known = Dictionary(uniqueKeysWithValues: try tx.tables().map { ($0.name, $0) })
        return try names.map { name in
            guard let shape = known[name] else { throw DatabaseFault.statement("no table \(name)") }
            return shape
        }
    }

    private func read(_ tx: Transaction, into channel: RowChannel) throws -> [String: TableDigest] {
        var digests: [String: TableDigest] = [:]
        for table in try shapes(tx) {
            var digest = TableDigest()
            var rows: [[SQLValue]] = []
            try tx.forEach(table.all) { row in
                digest.add(row.fields.map(\.value))
                rows.append(row.fields.map(\.value))
                guard rows.count == Self.together else { return }
                try channel.send(.rows(rows, of: table))
                rows = []
            }
            if !rows.isEmpty { try channel.send(.rows(rows, of: table)) }
            if let last = try tx.lastIdentity(of: table) { try channel.send(.lastIdentity(last, of: table)) }
            digests[table.name] = digest
            report(table.name, digest.rows)
        }
        try channel.send(.end)
        return digests
    }

    private func write(_ channel: RowChannel, _ tx: Transaction) throws {
        let own = Set(try shapes(tx))
        for table in own {
            let isOccupied = try tx.row(SQL(trusted: "SELECT 1 FROM \(table.name) LIMIT 1")) != nil
            if isOccupied { throw CopyFault.occupied(table.name) }
        }
        while true {
            switch try channel.receive() {
            case .rows(let rows, let table):
                guard own.contains(table) else { throw CopyFault.foreign(table.name) }
                try tx.append(rows, to: table)
            case .lastIdentity(let number, let table): try tx.setLastIdentity(number, of: table)
            case .end: return
            }
        }
    }
}

/// Why a copy is not made, or not used.
public enum CopyFault: Error, Equatable {
    /// The target holds rows already, in this table.
    case occupied(String)
    /// A table of the source has other columns than this program's.
    case foreign(String)
    /// A table does not hold the same on both sides; the number of rows on each.
    case different(String, Int?, Int?)
}
