import Database
import Domain
import Fees
import Ground

/// Makes a draft of a tariff's file, if all of it can be read.
struct TakeTariff: Sendable {
    let row: ImportRow
    let table: Table

    func run(in tx: Transaction) throws {
        guard row.read == 0 else { return }
        let file = TariffFile(table, map: row.plan.map(.tariff))
        for refused in file.refused {
            let cells = table.records.indices.contains(refused.record - 1) ? table.records[refused.record - 1] : []
            try ImportStore.refuse(row.id, record: refused.record, refused.refusal, cells: cells, tx)
        }
        let isNew = try !file.rules.isEmpty && ImportList.twin(of: row, tx) == nil
        if isNew, let from = row.plan.validFrom.flatMap(CalendarDay.init(iso:)) {
            _ = try TariffStore.addDraft(
                name: name, audience: row.plan.audience ?? "dealers", from: from, to: nil,
                rules: file.rules.map(\.cells),
                by: row.madeBy ?? ID(0), tx)
        }
        let count = file.rules.count
        let isOurs = try ImportStore.advance(
            row.id, from: 0, to: table.records.count, imported: count, added: isNew ? count : 0, tx)
        guard isOurs else { throw OvertakenRun() }
    }

    /// The file's name without its ending.
    private var name: String {
        guard let dot = row.fileName.lastIndex(of: "."), dot != row.fileName.startIndex else { return row.fileName }
        return String(row.fileName[..<dot])
    }
}
