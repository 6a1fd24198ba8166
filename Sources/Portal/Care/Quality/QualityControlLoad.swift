import Database
import Domain
import Ground
import Web
import Work

/// A control with all that its page says.
struct QualityControlLoad: Sendable {
    let row: QualityControlRow
    let items: QualityItems
    let readings: [QualityReadingRow]
    let workers: Set<ID<Person>>
    let photos: [AttachmentRow]
    let cards: PageCards
    let now: Instant
    /// Of a dealer's job.
    let dealers: DealersControl?

    static func read(
        _ id: ID<QualityControl>, _ context: CompanyContext, _ tx: Transaction
    ) throws -> QualityControlLoad {
        let row = try QualityControlStore.find(id, tx)
        let cards = [
            try FilesCard.card(of: .qualityControl(id), context, tx),
            try HistoryCard.card(of: .qualityControl(id), context, tx),
        ]
        return QualityControlLoad(
            row: row, items: try QualityPlanStore.items(of: row.edition, tx),
            readings: try QualityControlStore.readings(of: id, tx),
            workers: try QualityControlStore.workers(on: row, tx),
            photos: try AttachmentStore.all(of: .qualityControl(id), tx), cards: PageCards(cards.compactMap(\.self)),
            now: tx.now, dealers: try DealersControl.read(row, context, tx))
    }

    /// The latest reading of each item.
    var latest: [Int: QualityReadingRow] { readings.reduce(into: [:]) { $0[$1.position] = $1 } }
}
