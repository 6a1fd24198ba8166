import Crypto
import Domain
import Foundation

/// One step of a schema: `0003_name.sql`. Forward only, each in a transaction of its own.
public struct Migration: Sendable {
    public let number: Int
    public let name: String
    public let text: String
    /// The SHA-256 of the file as it was written, in hexadecimal digits.
    let digest: String

    init(number: Int, name: String, text: String) {
        (self.number, self.name, self.text) = (number, name, text)
        digest = SHA256.hash(data: Data(text.utf8)).map { String(format: "%02x", $0) }.joined()
    }
}

extension Migration {
    enum TableChange: Equatable {
        case made(String, keysTo: Set<String>)
        /// A column was added whose key leads to another table.
        case bound(String, to: Set<String>)
        case renamed(String, to: String)
        case dropped(String)
    }

    /// What the step does to whole tables and their keys, in its order.
    var tableChanges: [TableChange] {
        ScriptPart.commands(of: text).map { $0.replacing(#/--[^\n]*/#, with: "") }.compactMap(Self.change)
    }

    private static func change(_ statement: String) -> TableChange? {
        if let match = statement.firstMatch(of: #/^\s*KEY\s+(\w+)\.\w+\s+TO\s+(\w+)/#) {
            return .bound(String(match.1), to: [String(match.2)])
        }
        let pattern = #/^\s*(CREATE|ALTER|DROP) TABLE (\w+)(?: RENAME TO (\w+))?/#
        guard let match = statement.firstMatch(of: pattern) else { return nil }
        let (name, keys) = (String(match.2), Set(statement.matches(of: #/REFERENCES (\w+)/#).map { String($0.1) }))
        return switch (match.1, match.3) {
        case ("CREATE", _): .made(name, keysTo: keys)
        case ("DROP", _): .dropped(name)
        case (_, let new?): .renamed(name, to: String(new))
        default: .bound(name, to: keys)
        }
    }
}

/// The ordered steps of one kind of store (company or directory).
public struct Migrations: Sendable {
    public let steps: [Migration]
    public var latest: Int { steps.last?.number ?? 0 }

    /// Reads `NNNN_name.sql` files. - Throws: where numbers are not 1, 2, 3 … without a gap.
    public init(folder: URL) throws {
        let files = try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
            .filter { $0.pathExtension == "sql" }
            .sorted { $0.lastPathComponent < $1.lastPathComponent }
        let names = files.map { $0.deletingPathExtension().lastPathComponent }
        if let (one, other) = zip(names, names.dropFirst()).first(where: { $0.prefix(4) == $1.prefix(4) }) {
            throw DatabaseFault.statement("two steps have the same number: \(one), \(other)")
        }
        steps = try zip(files, names).enumerated().map { index, item in
            let (file, name) = item
            guard Int(name.prefix(4)) == index + 1 else {
                throw DatabaseFault.statement("migration out of order: \(name)")
            }
            return Migration(number: index + 1, name: name, text: try String(contentsOf: file, encoding: .utf8))
        }
    }

    /// The tables that the steps leave, each after those that its keys lead to; else in the order in which they were last made.
    public var tables: [String] { TableOrder(steps.flatMap(\.tableChanges)).sorted }

    /// Brings the store to the newest schema, each step in a transaction of its own; doing it twice changes nothing, and of
    /// two processes that do it at the same time one waits for the other.
    /// - Returns: how many steps were done.
    /// - Throws: `DatabaseFault.newerSchema` where a newer program wrote the store; `.foreignStep` and `.changedStep` where a
    ///   step that it has behind it is not the one of this program.
    @discardableResult
    public func apply(to store: Store) async throws -> Int {
        if let log = try? await store.read({ try StepLog($0) }) {
            try log.check(against: self)
            if log.isComplete(for: self) { return 0 }
        } else {
            try await store.migrate { try StepLog.prepare($0) }
        }
        var done = 0
        while try await applyNext(to: store) { done += 1 }
        return done
    }

    /// - Returns: false where the store is up to date.
    private func applyNext(to store: Store) async throws -> Bool {
        try await store.migrate { tx in
            let log = try StepLog(tx)
            try log.check(against: self)
            try log.complete(from: self, tx)
            guard log.version < latest else { return false }
            let step = steps[log.version]
            try tx.script(step.text)
            try catchUp(step, tx)
            try StepLog.add(step, tx)
            return true
        }
    }

    /// Rows that a step carried over with their numbers do not move every engine's counters: the next row would be given a
    /// number that is taken.
    private func catchUp(_ step: Migration, _ tx: Transaction) throws {
        let made = step.tableChanges.compactMap { if case .made(let name, _) = $0 { name } else { nil } }
        for table in try tx.tables() where made.contains(table.name) && table.columns.contains("id") {
            let last: Int64? = try tx.value(SQL(trusted: "SELECT max(id) FROM \(table.name)"))
            if let last { try tx.setLastIdentity(last, of: table) }
        }
    }

    public func version(of store: Store) async throws -> Int {
        try await store.read { try $0.value("SELECT max(number) FROM schema_step") ?? 0 }
    }
}
