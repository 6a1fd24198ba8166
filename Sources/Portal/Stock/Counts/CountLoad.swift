import Database
import Domain
import Ground
import Web

/// What the page of a count shows.
struct CountLoad: Sendable {
    let count: CountRow
    let filter: CountLineFilter
    let slice: Slice<CountLineRow, ID<CountLine>>
    let progress: (all: Int, counted: Int, second: Int)
    let moved: [CountKey: (came: Int64, went: Int64)]
    /// Nothing while it is counted: nobody's page then says what the books say.
    let strays: [ID<CountLine>: [(serial: String, isThere: Bool)]]
    let worths: [ID<SparePart>: StockWorth]
    let hasCounted: Bool
    let cards: PageCards

    /// - Parameter lines: these, whatever the filter says; none: as it says.
    init(
        _ number: String, _ filter: CountLineFilter, only lines: [ID<CountLine>] = [],
        size: Int = StockCountList.linesOnPage, _ context: CompanyContext, _ tx: Transaction
    ) throws {
        let actor = context.actor
        count = try StockCountList.find(number, actor.sight, tx)
        // Whoever closes it begins with what differs.
        var filter = filter
        if filter.tab == nil { filter.tab = count.state.isOpen ? .all : .differing }
        self.filter = filter
        if !count.seesLines(actor) {
            slice = Slice(filter.cursor, size: size, key: \.id) { _ in [] }
        } else if lines.isEmpty {
            slice = try StockCountList.lines(of: count, filter, size: size, tx)
        } else {
            let chosen = try StockCountList.all("l.count_id = \(count.id) AND l.id IN (\(Set(lines).sorted()))", tx)
            let last = try StockCountList.hasMore(beyond: chosen.last?.id, in: count, tx) ? chosen.last?.id : nil
            slice = Slice(nil, size: CountStore.most, key: \.id) { _ in chosen }.goingOn(from: last)
        }
        progress = try StockCountList.progress(of: count.id, tx)
        moved = slice.lines.isEmpty ? [:] : try StockCountList.moved(slice.lines, in: count, tx)
        let isSettled = !count.state.isOpen
        strays = isSettled ? try StockCountList.strays(of: slice.lines, tx) : [:]
        worths = isSettled ? try StockCountList.worths(slice.lines, tx) : [:]
        hasCounted = try StockCountList.hasCounted(actor.person, in: count, tx)
        let history = actor.dealer == nil ? try HistoryCard.card(of: .stockCount(count.id), context, tx) : nil
        cards = PageCards([history].compactMap(\.self))
    }
}

extension CountRow {
    /// Who counts sees what is to be counted, who closes it what differs, and once it is closed whoever sees the place.
    func seesLines(_ actor: Actor) -> Bool {
        if state.isOpen { return actor.roles.meet(CountRoutes.counters) }
        return state == .closed || state == .cancelled || actor.roles.meet(CountRoutes.closers)
    }
}
