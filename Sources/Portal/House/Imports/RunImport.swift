import Base
import Database
import Domain
import Ground
import Synchronization
import Web

/// Reads a stored file into the company, some hundred records in a transaction, so that nobody else's writing waits long.
/// Where it stopped is in the same transaction as what it did: it can be started again at any time and does nothing twice.
struct Imports: RunKind {
    static let name = "import"
    var name: String { Self.name }
    var subject: String? { "import" }

    func open(_ run: RunRow, in company: OpenCompany, _ root: Root) async throws -> any RunWork {
        let id = ID<Import>(run.subject)
        guard let row = try await company.read({ try ImportStore.find(id, $0) }), row.state == .running else {
            throw Complaint("runs.nothing")
        }
        let table = try await aside { try row.file(in: company.blobs).table }
        guard row.kind != .tariff else { return ReadTariff(row: row, table: table) }
        let words = try ImportWords(root: root)
        let take = try await company.read { try TakeRecord(row, words: words, clock: company.clock, $0) }
        guard row.kind != .cards else {
            return ReadCards(id: id, take: TakeCards(row, table: table, take: take), company: company)
        }
        let map = row.plan.map(row.kind)
        let refused = try await company.read { try ImportList.refusedNumbers(id, $0) }
        let taken = Self.taken(before: row.read, table, map, key: take.keyColumn, refused)
        return ReadRecords(id: id, table: table, take: take, map: map, company: company, taken: taken)
    }

    /// What came says of machines how long they are covered: the list of units asks for that.
    static func finish(_ id: ID<Import>, of kind: ImportKind, in company: OpenCompany, _ tx: Transaction) throws {
        try ImportStore.end(id, .done, tx)
        guard [.products, .requests, .cards].contains(kind) else { return }
        try RunStore.hurry(UnitCoverRun.name, in: company, tx)
    }

    func fail(_ run: RunRow, _: Complaint, _ tx: Transaction) throws {
        try ImportStore.end(ID(run.subject), .failed, tx)
    }

    func reopen(_ run: RunRow, in _: OpenCompany, _ tx: Transaction) throws -> Bool {
        try ImportStore.setRunning(ID(run.subject), tx)
    }

    /// The keys of the records that earlier steps took.
    private static func taken(
        before read: Int, _ table: Table, _ map: ColumnMap, key: String, _ refused: Set<Int>
    ) -> Set<String> {
        let keys = table.records.prefix(read).enumerated().compactMap { index, cells -> String? in
            guard !refused.contains(index + 1) else { return nil }
            return try? RecordCells(cells, header: table.header, map: map).read(key, CellText.code)
        }
        return Set(keys)
    }
}

private struct ReadTariff: RunWork {
    let row: ImportRow
    let table: Table

    mutating func next(after _: String) async throws -> RunStep {
        let (row, take) = (row, TakeTariff(row: row, table: table))
        return .end { tx in
            try take.run(in: tx)
            try ImportStore.end(row.id, .done, tx)
        }
    }
}

private final class ReadRecords: RunWork {
    private static let chunk = 500

    private let id: ID<Import>
    private let table: Table
    private let take: TakeRecord
    private let map: ColumnMap
    private let company: OpenCompany
    /// The keys taken so far; a step that is undone and run again begins with the same.
    private let taken: Mutex<Set<String>>

    init(
        id: ID<Import>, table: Table, take: TakeRecord, map: ColumnMap, company: OpenCompany, taken: Set<String>
    ) {
        (self.id, self.table, self.take, self.map, self.company) = (id, table, take, map, company)
        self.taken = Mutex(taken)
    }

    func next(after step: String) async throws -> RunStep {
        let (start, count) = (Int(step) ?? 0, table.records.count)
        let before = taken.withLock { $0 }
        guard start < count else {
            try await company.store.refreshStatistics()
            return .end { [id, take, company] in try Imports.finish(id, of: take.kind, in: company, $0) }
        }
        let records = start..<min(start + Self.chunk, count)
        let chunk = ReadChunk(id: id, take: take, map: map, records: records, table: table)
        return .write { tx in
            let after = try chunk.run(before, in: tx)
            self.taken.withLock { $0 = after }
            return RunProgress(String(records.upperBound), done: records.upperBound, of: count)
        }
    }
}

/// One transaction's worth of records.
struct ReadChunk: Sendable {
    let id: ID<Import>
    let take: TakeRecord
    let map: ColumnMap
    let records: Range<Int>
    let table: Table

    /// - Returns: the keys taken so far. - Throws: `OvertakenRun`.
    func run(_ before: Set<String>, in tx: Transaction) throws -> Set<String> {
        var taken = before
        var (imported, added) = (0, 0)
        for index in records {
            do {
                let cells = try RecordCells(table.records[index], header: table.header, map: map)
                if try take.run(cells, taken: &taken, in: tx) { added += 1 }
                imported += 1
            } catch let refusal as CellRefusal {
                try ImportStore.refuse(id, record: index + 1, refusal, cells: table.records[index], tx)
            }
        }
        let isOurs = try ImportStore.advance(
            id, from: records.lowerBound, to: records.upperBound, imported: imported, added: added, tx)
        guard isOurs else { throw OvertakenRun() }
        return taken
    }
}
