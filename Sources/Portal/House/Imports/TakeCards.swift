import Base
import Database
import Domain
import Ground

/// Takes records of warranty cards, some hundred at a time: what the company has of them is read once.
struct TakeCards: Sendable {
    let take: TakeRecord
    /// What the file is called, which its cards keep.
    let file: String
    let map: ColumnMap
    let table: Table

    init(_ row: ImportRow, plan: ImportPlan? = nil, table: Table, take: TakeRecord) {
        (self.take, file, self.table) = (take, row.fileName, table)
        map = (plan ?? row.plan).map(row.kind)
    }

    private struct Read {
        let record: Int
        let cells: RecordCells
        let card: NewCard
    }

    /// - Returns: how many the company has now, and of how many it knew something new.
    func run(_ records: Range<Int>, import id: ID<Import>, in tx: Transaction) throws -> (imported: Int, added: Int) {
        var (imported, added) = (0, 0)
        let (reads, unread) = try read(records, tx)
        var batch = try CardBatch(reads.map(\.card), by: take.by, tx)
        for refused in unread { try refuse(refused.record, refused.refusal, id, tx) }
        for read in reads {
            do {
                if try batch.take(read.card) { added += 1 }
                imported += 1
            } catch let refused as FieldRefusal {
                try refuse(read.record, read.cells.refusal(refused.field, refused.complaint), id, tx)
            }
        }
        try batch.finish()
        return (imported, added)
    }

    /// What will be refused of these. Nothing is written.
    func foresee(_ records: Range<Int>, in tx: Transaction) throws -> [TariffFile.Refused] {
        let (reads, unread) = try read(records, tx)
        var refused = unread
        var batch = try CardBatch(reads.map(\.card), by: nil, tx)
        for read in reads {
            do { try batch.foresee(read.card) } catch let field as FieldRefusal {
                refused.append(
                    .init(record: read.record, refusal: read.cells.refusal(field.field, field.complaint)))
            }
        }
        return refused.sorted { $0.record < $1.record }
    }

    private func read(_ records: Range<Int>, _ tx: Transaction) throws -> ([Read], refused: [TariffFile.Refused]) {
        let today = take.clock.day(of: tx.now)
        var (reads, refused): ([Read], [TariffFile.Refused]) = ([], [])
        for index in records {
            do {
                let cells = try RecordCells(table.records[index], header: table.header, map: map)
                let card = try CardRecord(
                    cells, today: today, calendar: take.clock.calendar, catalogue: take.catalogue)
                reads.append(Read(record: index + 1, cells: cells, card: new(card, record: index + 1)))
            } catch { refused.append(.init(record: index + 1, refusal: error)) }
        }
        return (reads, refused)
    }

    private func new(_ read: CardRecord, record: Int) -> NewCard {
        NewCard(
            RegisteredCard(
                serial: read.serial, model: read.model, number: read.number, dates: read.dates, file: file,
                record: record),
            owner: read.owner, city: read.city.map(take.places.id))
    }

    private func refuse(_ record: Int, _ refusal: CellRefusal, _ id: ID<Import>, _ tx: Transaction) throws {
        try ImportStore.refuse(id, record: record, refusal, cells: table.records[record - 1], tx)
    }
}

/// Reads a file of cards, some hundred records in a transaction.
struct ReadCards: RunWork {
    private static let chunk = 500
    let id: ID<Import>
    let take: TakeCards
    let company: OpenCompany

    mutating func next(after step: String) async throws -> RunStep {
        let (start, count) = (Int(step) ?? 0, take.table.records.count)
        let (id, take, company) = (id, take, company)
        guard start < count else {
            try await company.store.refreshStatistics()
            return .end { try Imports.finish(id, of: .cards, in: company, $0) }
        }
        let records = start..<min(start + Self.chunk, count)
        return .write { tx in
            let done = try take.run(records, import: id, in: tx)
            let isOurs = try ImportStore.advance(
                id, from: records.lowerBound, to: records.upperBound, imported: done.imported, added: done.added, tx)
            guard isOurs else { throw OvertakenRun() }
            return RunProgress(String(records.upperBound), done: records.upperBound, of: count)
        }
    }
}
