import Domain
import Ground
import Web

/// The list of papers.
struct PapersPage: Page {
    struct Item: Sendable {
        let href: String
        let number: String
        let kind: String
        let state: Badge
        let from: String
        let to: String
        let day: String
    }

    static let template = "stock/papers"
    let titleKey = "stock.papers"
    let tabs: [Tab]
    let narrower: [Tab]
    let action: String
    let tab: String
    let typed: String
    let additions: [FileLink]
    /// What is written now and then.
    let rare: [FileLink]
    let hasRare: Bool
    let files: [FileLink]
    let items: [Item]
    let hasItems: Bool
    let pager: Pager?
    let empty: EmptyNote?

    init(_ slice: Slice<PaperRow, ID<StockPaper>>, _ filter: PaperFilter, _ context: CompanyContext) {
        let (reader, words, list) = (context.reader, context.words, context.paths(StockPaperRoutes.list))
        tabs = StockTab.tabs(.papers, context)
        (action, tab, typed) = (list, filter.tab.name, filter.typed)
        narrower = PaperFilter.Tab.every.map { tab in
            Tab(
                href: filter.with { $0.tab = tab }.address(list), label: words("stock.paper_tab.\(tab.name)"),
                isCurrent: tab == filter.tab)
        }
        additions = Self.additions(context)
        let rework = context.pathIfAllowed(ReworkRoutes.form)
        rare = (rework == nil ? [] : ReworkRoutes.kinds).map { kind in
            FileLink(
                label: words("stock.new.\(kind.rawValue)"), href: Address.of(rework ?? "", [("kind", kind.rawValue)]))
        }
        hasRare = !rare.isEmpty
        let export = StockPaperRoutes.export
        files = context.may(export) ? context.files(of: filter, at: context.paths(export)) : []
        items = slice.lines.map { row in
            Item(
                href: context.paths(StockPaperRoutes.one, row.number), number: row.number,
                kind: words("stock.paper.\(row.kind.rawValue)"), state: Badge(row.state, words),
                from: row.fromPlace.title(reader), to: row.toPlace.title(reader), day: reader.day(row.day))
        }
        hasItems = !items.isEmpty
        pager = slice.next == nil && filter.cursor == nil ? nil : Pager(slice, of: filter, at: list)
        empty =
            hasItems
            ? nil
            : EmptyNote(
                title: words("stock.papers.none"), text: words("stock.papers.none_hint"),
                action: filter.typed.isEmpty ? nil : .clear(list, words))
    }

    private static func additions(_ context: CompanyContext) -> [FileLink] {
        guard let form = context.pathIfAllowed(StockPaperRoutes.form) else { return [] }
        let kinds: [PaperKind] =
            context.actor.dealer == nil ? [.receipt, .issue, .transfer, .writeOff] : [.transfer]
        return kinds.map { kind in
            let word = context.actor.dealer == nil ? kind.rawValue : "give_back"
            return FileLink(
                label: context.words("stock.new.\(word)"), href: Address.of(form, [("kind", kind.rawValue)]))
        }
    }
}

extension PaperRow.PaperPlace {
    func title(_ reader: Reader) -> String {
        let own = names.shown(reader)
        if !own.isEmpty { return own }
        let kind = reader.words("stock.kind.\(self.kind.rawValue)")
        return dealerName.isEmpty ? kind : "\(kind) \(dealerName.isolated)"
    }
}

extension Badge {
    init(_ state: PaperState, _ words: Words) {
        let kind =
            switch state {
            case .proposed, .sent: "info"
            case .short: "warning"
            case .received, .posted: "done"
            case .rejected, .reversed: "error"
            }
        self.init(kind: kind, label: words("stock.state.\(state.rawValue)"))
    }
}
