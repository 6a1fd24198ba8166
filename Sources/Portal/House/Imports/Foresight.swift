import Database
import Domain

/// What will be refused, as far as the first records show. Nothing is written.
struct Foresight: Sendable {
    static let most = 1_000
    /// How many records were looked at.
    let looked: Int
    let refused: [TariffFile.Refused]

    init(
        _ row: ImportRow, plan: ImportPlan, table: Table, words: ImportWords, clock: CompanyClock, _ tx: Transaction
    ) throws {
        looked = min(table.records.count, Self.most)
        let map = plan.map(row.kind)
        guard map.missing(words).isEmpty else {
            refused = []
            return
        }
        if row.kind == .tariff {
            refused = TariffFile(table, map: map).refused
            return
        }
        let take = try TakeRecord(row, words: words, clock: clock, tx)
        guard row.kind != .cards else {
            refused = try TakeCards(row, plan: plan, table: table, take: take).foresee(0..<looked, in: tx)
            return
        }
        var taken: Set<String> = []
        var found: [TariffFile.Refused] = []
        for index in 0..<looked {
            do {
                let cells = try RecordCells(table.records[index], header: table.header, map: map)
                try take.check(cells, taken: &taken, in: tx)
            } catch let refusal as CellRefusal { found.append(.init(record: index + 1, refusal: refusal)) }
        }
        refused = found
    }
}
