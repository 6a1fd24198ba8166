import Domain
import Ground
import Web
import Work

/// All counts.
struct CountsPage: Page {
    struct Item: Sendable {
        let href: String
        let number: String
        let state: Badge
        let place: String
        let scope: String
        let day: String
        let who: String
    }

    static let template = "stock/counts"
    let titleKey = "stock.counts"
    let tabs: [Tab]
    let narrower: [Tab]
    let addition: String?
    let limits: String?
    let items: [Item]
    let hasItems: Bool
    let pager: Pager?
    let empty: EmptyNote?

    init(_ slice: Slice<CountRow, ID<StockCount>>, _ filter: CountsFilter, _ context: CompanyContext) {
        let (reader, words, list) = (context.reader, context.words, context.paths(CountRoutes.list))
        tabs = StockTab.tabs(.counts, context)
        narrower = CountsFilter.Tab.allCases.map { tab in
            Tab(
                href: filter.with { $0.tab = tab }.address(list), label: words("stock.paper_tab.\(tab.rawValue)"),
                isCurrent: tab == filter.tab)
        }
        addition = context.pathIfAllowed(CountRoutes.form)
        limits = context.pathIfAllowed(CountRoutes.limits)
        items = slice.lines.map { row in
            Item(
                href: context.paths(CountRoutes.one, row.number), number: row.number, state: Badge(row.state, words),
                place: row.placeNames.title(reader), scope: row.told(reader), day: reader.day(of: row.openedAt),
                who: row.opener)
        }
        hasItems = !items.isEmpty
        pager = slice.next == nil && filter.cursor == nil ? nil : Pager(slice, of: filter, at: list)
        empty =
            hasItems
            ? nil
            : EmptyNote(
                title: words("stock.counts.none"), text: words("stock.counts.none_hint"),
                action: addition.map { .init(href: $0, label: words("stock.count.new")) })
    }
}

extension CountRow {
    /// What of the place is counted.
    func told(_ reader: Reader) -> String {
        switch scope {
        case .all: reader.words("stock.count.scope.all")
        case .group: groupNames.shown(reader)
        case .partClass: reader.words("stock.count.class", partClass?.rawValue ?? "")
        }
    }
}

extension Badge {
    init(_ state: StockCountState, _ words: Words) {
        let kind =
            switch state {
            case .open: "info"
            case .second: "warning"
            case .counted: "accent"
            case .closed: "done"
            case .cancelled: "neutral"
            }
        self.init(kind: kind, label: words("stock.count.state.\(state.rawValue)"))
    }
}

/// The form of a new count.
struct CountFormPage: Page {
    static let template = "stock/count_form"
    let titleKey = "stock.count.new"
    let list: String
    let action: String
    let errors: FormErrors?
    let place: Field
    let scope: Field
    let group: Field
    let partClass: Field
    let note: Field

    init(_ form: CountForm, _ choices: CountChoices, isBlank: Bool, _ context: CompanyContext) {
        let (reader, words) = (context.reader, context.words)
        func field<Value>(_ input: Input<Value>, _ label: String) -> Field {
            Field(input, label: label, for: reader).with { if isBlank { $0.error = nil } }
        }
        (list, action) = (context.paths(CountRoutes.list), context.paths(CountRoutes.opening))
        place = field(form.place, "stock.place").with {
            ($0.required, $0.blank, $0.hint) = (true, words("form.choose"), words("stock.count.place_hint"))
            $0.options = choices.places.map {
                .init(
                    value: $0.id.description, label: "\($0.title(reader)) · \($0.code.isolatedLeftToRight)",
                    selected: $0.id == form.place.value)
            }
        }
        scope = field(form.scope, "stock.count.scope").with {
            $0.options = CountScope.allCases.map {
                .init(
                    value: $0.rawValue, label: words("stock.count.scope.\($0.rawValue)"),
                    selected: $0 == form.scope.value)
            }
        }
        group = field(form.group, "stock.count.group").with {
            $0.blank = words("form.choose")
            $0.options = choices.groups.map {
                .init(value: $0.id.description, label: $0.names.shown(reader), selected: $0.id == form.group.value)
            }
        }
        partClass = field(form.partClass, "stock.count.part_class").with {
            ($0.blank, $0.hint) = (words("form.choose"), words("stock.count.class_hint"))
            $0.options = PartClass.allCases.map {
                .init(value: $0.rawValue, label: $0.rawValue, selected: $0 == form.partClass.value)
            }
        }
        note = field(form.note, "stock.note")
        errors = FormErrors([place, scope, group, partClass, note])
    }
}

/// What is to be counted, to be written on by hand: without what the books say.
struct PrintedCount: Page {
    struct Item: Sendable {
        let place: String
        let code: String
        let name: String
        let mark: String
        let condition: String
    }

    /// Lines of one sheet.
    static let size = 200
    static let template = "stock/count_print"
    let titleKey = "stock.count.title"
    let titleValues: [String]
    let back: String
    let next: String?
    let code: PaperCode?
    let facts: [Fact]
    let lines: [Item]
    let signatures: [String]

    init(_ load: CountLoad, _ context: CompanyContext) {
        let (count, words, reader) = (load.count, context.words, context.reader)
        let path = context.paths(CountRoutes.one, count.number)
        (titleValues, back) = ([count.number], path)
        let own = context.paths(CountRoutes.print, count.number)
        next = load.slice.next.map { Address.of(own, [("after", $0.description)]) }
        code = PaperCode(context.origin.map { $0 + path } ?? count.number)
        facts = [
            Fact(label: words("stock.place"), value: count.placeNames.title(reader)),
            Fact(label: words("stock.count.scope"), value: count.told(reader)),
            Fact(label: words("stock.day"), value: reader.day(of: count.openedAt)),
        ]
        lines = load.slice.lines.map { line in
            Item(
                place: line.placeCode, code: line.part.code, name: line.part.names.shown(reader), mark: line.lot,
                condition: line.told(words))
        }
        signatures = ["counter", "witness"].map { words("stock.sign.\($0)") }
    }
}

extension CountLineRow {
    /// In what state it is, and whose where it is not the company's.
    func told(_ words: Words) -> String {
        let condition = words("stock.condition.\(self.condition.rawValue)")
        return owner == .company ? condition : "\(condition) · \(words("stock.owner.\(owner.rawValue)"))"
    }
}

/// What is to be counted as a file, which comes back with its last column filled in: without what the books say.
enum CountSheet {
    static func sheet(_ count: CountRow, _ context: CompanyContext) -> Sheet<CountLineRow, ID<CountLine>> {
        let (reader, words) = (context.reader, context.words)
        let columns: [SheetColumn<CountLineRow>] = [
            .init(words("stock.count.number")) { _ in .text(count.number) },
            .init(words("stock.count.place_code")) { .text($0.placeCode) },
            .init(words("stock.count.code")) { .text($0.part.code) },
            .init(words("stock.name")) { .text($0.part.names.shown(reader)) },
            .init(words("stock.line.condition")) { .text(words("stock.condition.\($0.condition.rawValue)")) },
            .init(words("stock.line.mark")) { .text($0.lot) },
            .init(words("stock.line.quantity")) { _ in .text("") },
        ]
        var filter = CountLineFilter(Asked())
        filter.tab = .all
        let all = filter
        return Sheet("stock_count", in: "stock", title: "stock.count", columns: columns) { cursor, size, tx in
            try StockCountList.lines(of: count, all.at(cursor), size: size, tx)
        }
    }
}
