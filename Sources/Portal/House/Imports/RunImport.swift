import Database
import Domain
import Ground
import Logging
import Web

/// Reads a stored file into the company, some hundred records in a transaction, so that nobody else's writing waits long.
/// Where it stopped is in the same transaction as what it did: it can be started again at any time and does nothing twice.
struct RunImport: Sendable {
    static let chunk = 500

    let company: OpenCompany
    let words: ImportWords
    let id: ID<Import>

    /// Runs to the end, of an import that `ImportStore.begin` has begun; a fault of ours leaves it failed.
    func run() async throws {
        do {
            try await read()
        } catch {
            try await company.write { try ImportStore.end(id, .failed, $0) }
            throw error
        }
    }

    /// In the background; a fault is in the log.
    func start() {
        Task.detached {
            do { try await run() } catch {
                Logger(label: "kardan.imports").error(
                    "import failed", metadata: ["import": "\(id)", "cause": "\(String(reflecting: error))"])
            }
        }
    }

    private func read() async throws {
        guard let row = try await company.read({ try ImportStore.find(id, $0) }) else { return }
        let table = try await aside { try DelimitedText.read(company.blobs.get(row.sha256)) }
        if row.kind == .tariff {
            try await company.write { try TakeTariff(row: row, table: table).run(in: $0) }
        } else {
            try await readRecords(row, table)
        }
        try await company.write { try ImportStore.end(id, .done, $0) }
    }

    private func readRecords(_ row: ImportRow, _ table: Table) async throws {
        let take = try await company.read { try TakeRecord(row, words: words, clock: company.clock, $0) }
        let map = row.plan.map(row.kind)
        var taken = try await takenBefore(row, table, map, key: take.keyColumn)
        for start in stride(from: row.read, to: table.records.count, by: Self.chunk) {
            let records = start..<min(start + Self.chunk, table.records.count)
            let before = taken
            taken = try await company.write { tx in
                try ReadChunk(id: id, take: take, map: map, records: records, table: table).run(before, in: tx)
            }
        }
    }

    /// The keys of the records that an earlier run of this import took.
    private func takenBefore(
        _ row: ImportRow, _ table: Table, _ map: ColumnMap, key: String
    ) async throws -> Set<String> {
        guard row.read > 0 else { return [] }
        let refused = try await company.read { try ImportList.refusedNumbers(id, $0) }
        let keys = table.records.prefix(row.read).enumerated().compactMap { index, cells -> String? in
            guard !refused.contains(index + 1) else { return nil }
            return try? RecordCells(cells, header: table.header, map: map).read(key, CellText.code)
        }
        return Set(keys)
    }
}

/// One transaction's worth of records.
struct ReadChunk: Sendable {
    let id: ID<Import>
    let take: TakeRecord
    let map: ColumnMap
    let records: Range<Int>
    let table: Table

    /// - Returns: the keys taken so far. - Throws: `OvertakenImport`.
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
        guard isOurs else { throw OvertakenImport() }
        return taken
    }
}

/// Another run of the same import went on in the meantime; this one's last transaction is undone.
struct OvertakenImport: Error {}
