import Database
import Domain
import Ground
import Web
import Work

/// What the page of a request shows.
struct RequestLoad: Sendable {
    let row: RequestRow
    let lines: [RequestLineRow]
    /// Where it could be given from, for whoever decides.
    let stores: [PlaceRow]
    /// What lies there of its parts.
    let stock: [StockMove.Key: FreeStock]
    /// Which serials and lots lie where it is picked.
    let marks: [ID<SparePart>: [String]]
    /// Until when it is kept back where nobody says otherwise.
    let usual: CalendarDay
    /// Of the job, where it is in the company's own workshop.
    let machine: MachineOfJob?
    let cards: PageCards

    init(_ number: String, _ context: CompanyContext, _ tx: Transaction) throws {
        let (row, isOffice) = (
            try RequestList.find(number, context.actor.sight, tx), context.actor.dealer == nil
        )
        let lines = try RequestList.lines(of: row.id, tx)
        (self.row, self.lines) = (row, lines)
        let others = PlaceFilter(kinds: PlaceFilter.givers.kinds, but: row.place)
        stores = isOffice && row.state == .asked ? try StockPlaceList.all(others, tx) : []
        let places: [ID<StockPlace>] =
            switch row.state {
            case .asked where isOffice: stores.map(\.id)
            case .approved where isOffice, .picked where isOffice: [row.from].compactMap(\.self)
            default: []
            }
        let parts = lines.map(\.part.id)
        stock = try places.isEmpty ? [:] : FreeStockList.all(parts, at: places, on: context.today, tx)
        let isPicked = row.state == .approved && context.may(RequestRoutes.picking)
        marks = try isPicked ? row.from.map { try RequestList.marks(of: parts, at: $0, tx) } ?? [:] : [:]
        usual = context.today.adding(days: try StockSetting(tx).keptDays)
        machine = try row.dealer == nil ? row.job.flatMap { try MachineOfJob.find($0, tx) } : nil
        let history = isOffice ? try HistoryCard.card(of: .partRequest(row.id), context, tx) : nil
        cards = PageCards([history].compactMap(\.self))
    }
}

extension RequestLoad {
    /// The store that has most of what is asked.
    var best: ID<StockPlace>? {
        func filled(_ place: PlaceRow) -> Int {
            lines.count { (stock[StockMove.Key(new: $0.part.id, at: place.id)]?.free ?? 0) >= $0.quantity }
        }
        let best = stores.max { filled($0) < filled($1) }
        return best.flatMap { filled($0) > 0 ? $0.id : nil }
    }
}
