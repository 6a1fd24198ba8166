import Domain
import Ground
import Web

/// One count: its lines as they are counted, or what differs.
struct CountPage: Page {
    struct Counting: Sendable {
        let action: String
        let tab: String
        let typed: String
        let next: String
        let items: [CountItem]
        let hasItems: Bool
        let scan: String
    }

    struct Closing: Sendable {
        let action: String
        /// What a dealer's account would be told of; nil where nothing can be.
        let charge: String?
    }

    static let template = "stock/count"
    let titleKey = "stock.count.title"
    let titleValues: [String]
    let list: String
    let state: Badge
    let print: String?
    let files: [FileLink]
    let version: String
    let facts: [Fact]
    let action: String
    let typed: String
    let tab: String
    let narrower: [Tab]
    let counting: Counting?
    let verdicts: [CountVerdict]
    let hasVerdicts: Bool
    let hasValues: Bool
    let unit: String
    let handing: String?
    let closing: Closing?
    let giving: String?
    let cancellation: String?
    let note: String?
    let empty: EmptyNote?
    let pager: Pager?
    let cards: PageCards

    init(
        _ load: CountLoad, _ typed: [ID<CountLine>: CountLineInput], _ refused: [ID<CountLine>: Complaint],
        _ context: CompanyContext
    ) {
        let (count, paths, words) = (load.count, context.paths, context.words)
        let path = paths(CountRoutes.one, count.number)
        titleValues = [count.number]
        (list, action) = (paths(CountRoutes.list), path)
        state = Badge(count.state, words)
        let mayCount = count.state.isOpen && context.may(CountRoutes.lines)
        print = mayCount ? paths(CountRoutes.print, count.number) : nil
        files =
            mayCount && count.state == .open && context.may(CountRoutes.export)
            ? context.files(of: load.filter, at: paths(CountRoutes.export, count.number)) : []
        version = String(count.version)
        facts = Self.facts(load, context)
        (self.typed, tab) = (load.filter.typed, load.filter.tab?.rawValue ?? "")
        let shown: [CountLineFilter.Tab] = count.state.isOpen ? [.all, .left] : [.differing, .all]
        narrower =
            count.seesLines(context.actor)
            ? shown.map { tab in
                Tab(
                    href: load.filter.with { $0.tab = tab }.address(path),
                    label: words("stock.count.tab.\(tab.rawValue)"), isCurrent: tab == load.filter.tab)
            } : []
        counting = mayCount ? Counting(load, typed, refused, context) : nil
        let seesValue = context.actor.roles.meet(.seesStockWorth)
        verdicts =
            count.state.isOpen
            ? []
            : load.slice.lines.map { CountVerdict($0, load, refused[$0.id], seesValue: seesValue, context) }
        (hasVerdicts, hasValues) = (!verdicts.isEmpty, verdicts.contains { $0.value != nil })
        unit = context.reader.unitName
        handing = mayCount ? paths(CountRoutes.handing, count.number) : nil
        let mayClose = count.state == .counted && context.may(CountRoutes.closing) && !load.hasCounted
        closing =
            mayClose
            ? Closing(
                action: paths(CountRoutes.closing, count.number),
                charge: count.placeNames.dealer == nil
                    ? nil : words("stock.count.charge", count.placeNames.dealerName.isolated)) : nil
        giving =
            count.state == .counted && context.may(CountRoutes.giving) ? paths(CountRoutes.giving, count.number) : nil
        cancellation =
            count.state.isUnderWay && context.may(CountRoutes.cancellation)
            ? paths(CountRoutes.cancellation, count.number) : nil
        note = Self.note(load, mayClose: mayClose, words)
        pager =
            load.slice.next == nil && load.filter.cursor == nil ? nil : Pager(load.slice, of: load.filter, at: path)
        let isBare = load.slice.lines.isEmpty && count.seesLines(context.actor)
        empty =
            isBare
            ? EmptyNote(
                title: words(count.state.isOpen ? "stock.count.no_lines" : "stock.count.no_differences"),
                text: words(count.state.isOpen ? "stock.count.no_lines_hint" : "stock.count.no_differences_hint"))
            : nil
        cards = load.cards
    }

    private static func note(_ load: CountLoad, mayClose: Bool, _ words: Words) -> String? {
        switch load.count.state {
        case .open: words("stock.count.blind")
        case .second: words("stock.count.second_note")
        case .counted where load.hasCounted: words("stock.count.close_other")
        case .counted where !mayClose: words("stock.count.waits")
        case .counted, .closed, .cancelled: nil
        }
    }

    private static func facts(_ load: CountLoad, _ context: CompanyContext) -> [Fact] {
        let (count, reader, words) = (load.count, context.reader, context.words)
        let facts: [Fact?] = [
            Fact(
                label: words("stock.place"), value: count.placeNames.title(reader),
                href: context.paths(PlaceRoutes.one, count.place)),
            Fact(label: words("stock.count.scope"), value: count.told(reader)),
            Fact(label: words("stock.day"), value: reader.day(of: count.openedAt)),
            Fact(label: words("stock.count.opener"), value: count.opener),
            Fact(
                label: words("stock.count.progress"),
                value: words(
                    "stock.count.of", reader.number(load.progress.counted), reader.number(load.progress.all))),
            load.progress.second == 0
                ? nil : Fact(label: words("stock.count.second"), value: reader.number(load.progress.second)),
            count.hander.isEmpty ? nil : Fact(label: words("stock.count.hander"), value: count.hander),
            count.closer.isEmpty ? nil : Fact(label: words("stock.count.closer"), value: count.closer),
            count.closedOn.map { Fact(label: words("stock.count.closed_on"), value: reader.day($0)) },
            context.actor.roles.meet(.seesStockWorth)
                ? count.charged.map {
                    Fact(
                        label: words("stock.count.charged"),
                        value: reader.money(Money($0, context.company.currency)))
                } : nil,
            count.note.isEmpty ? nil : Fact(label: words("stock.note"), value: count.note),
        ]
        return facts.compactMap(\.self)
    }
}

extension CountPage.Counting {
    fileprivate init(
        _ load: CountLoad, _ typed: [ID<CountLine>: CountLineInput], _ refused: [ID<CountLine>: Complaint],
        _ context: CompanyContext
    ) {
        let count = load.count
        let round = count.state == .second ? 2 : 1
        action = context.paths(CountRoutes.lines, count.number)
        (tab, self.typed) = (load.filter.tab?.rawValue ?? "", load.filter.typed)
        // A page of what is left grows shorter as it is counted: it begins anew.
        next = load.filter.tab == .left ? "" : load.slice.next?.description ?? ""
        scan = context.paths(CountScanRoutes.page, count.number)
        let lines = load.slice.lines
        let inputs = lines.map { typed[$0.id] ?? .known($0, round: round) }
        let focus = inputs.firstIndex { $0.complaint != nil } ?? 0
        items = inputs.enumerated().map { index, input in
            CountItem(
                input, refused[input.line.id], hasMoved: load.moved[input.line.key] != nil, isFirst: index == focus,
                context)
        }
        hasItems = !items.isEmpty
    }
}
