import Domain
import Ground
import Web

/// The catalogue, what was entered last first.
struct PartListPage: Page {
    struct Item: Sendable {
        let href: String
        let code: String
        let name: String
        let group: String
        let unit: String
        let maker: String
        let badge: Badge?
    }

    static let template = "parts/list"
    let titleKey = "parts.title"
    let action: String
    let typed: String
    let model: String
    let group: Pick
    let state: Pick
    let files: [FileLink]
    let imports: String?
    let prices: String?
    let coding: String?
    let free: String?
    let groups: String?
    let addition: String?
    let items: [Item]
    let hasItems: Bool
    let pager: Pager?
    let empty: EmptyNote?

    init(
        _ slice: Slice<PartLine, ID<SparePart>>, _ filter: PartFilter,
        _ groups: [(id: ID<PartGroup>, names: BothNames)],
        _ context: CompanyContext
    ) {
        let (reader, paths, words) = (context.reader, context.paths, context.words)
        let list = paths(PartRoutes.list)
        (action, typed, model) = (list, filter.typed, filter.model)
        group = Pick(
            "group", words("parts.group"), blank: words("parts.any_group"),
            groups.map { (value: $0.id.description, label: $0.names.shown(reader)) }.inPersianOrder { $0.label },
            chosen: filter.group?.description)
        state = Pick(
            "state", words("parts.state"), blank: words("parts.state.used"),
            [(value: "retired", label: words("parts.state.retired"))], chosen: filter.isRetired ? "retired" : nil)
        let fits = FileLink(label: words("parts.fit.file"), href: filter.file(paths(PartFitRoutes.export), as: "xlsx"))
        files =
            context.may(PartRoutes.export)
            ? context.files(of: filter, at: paths(PartRoutes.export)) + [fits] : []
        imports = context.importPath(.parts)
        prices = context.pathIfAllowed(PartPriceRoutes.list)
        self.groups = context.pathIfAllowed(PartGroupRoutes.list)
        free = context.pathIfAllowed(PartRoutes.free)
        coding = context.pathIfAllowed(CodingRoutes.list)
        addition = context.pathIfAllowed(PartEditRoutes.form)
        items = slice.lines.map { line in
            Item(
                href: paths(PartRoutes.one, line.id), code: line.code, name: line.names.shown(reader),
                group: line.group?.shown(reader) ?? "", unit: words("parts.unit.\(line.unit.rawValue)"),
                maker: line.makerNumber,
                badge: line.mustReturn == .never
                    ? nil : Badge(kind: "warning", label: words("parts.return.badge.\(line.mustReturn.rawValue)")))
        }
        hasItems = !items.isEmpty
        pager = slice.next == nil ? nil : Pager(slice, of: filter, at: list)
        empty =
            hasItems
            ? nil
            : EmptyNote(
                title: words(filter.isNarrowed ? "parts.none_found" : "parts.none"),
                text: words(filter.isNarrowed ? "parts.none_found_hint" : "parts.none_hint"),
                action: filter.isNarrowed ? .clear(list, words) : nil)
    }
}

/// One part: what it is, what it is called, and what other rooms know of it.
struct PartPage: Page {
    static let template = "parts/one"
    let titleKey = "parts.page_title"
    let titleValues: [String]
    let list: String
    let code: String
    let name: String
    let badges: [Badge]
    let change: String?
    /// The page of the part that it turned out to be.
    let mergedInto: String?
    let facts: [Fact]
    let note: String?
    let cards: PageCards

    init(_ part: PartSheet, _ cards: PageCards, _ context: CompanyContext) {
        let (reader, words) = (context.reader, context.words)
        titleValues = [part.code.isolatedLeftToRight]
        list = context.paths(PartRoutes.list)
        (code, name) = (part.code, part.names.shown(reader))
        badges = Self.badges(part, words)
        change = part.mergedInto == nil ? context.pathIfAllowed(PartEditRoutes.changeForm, part.id) : nil
        mergedInto = part.mergedInto.map { context.paths(PartRoutes.one, $0) }
        facts = Self.facts(part, context)
        note = part.facts.note.isEmpty ? nil : part.facts.note
        self.cards = cards
    }

    private static func badges(_ part: PartSheet, _ words: Words) -> [Badge] {
        var badges: [Badge] = []
        if part.isRetired { badges.append(Badge(kind: "neutral", label: words("parts.state.retired"))) }
        if part.facts.mustReturn != .never {
            let label = words("parts.return.badge.\(part.facts.mustReturn.rawValue)")
            badges.append(Badge(kind: "warning", label: label))
        }
        return badges
    }

    private static func facts(_ part: PartSheet, _ context: CompanyContext) -> [Fact] {
        let (reader, words, facts) = (context.reader, context.words, part.facts)
        let other = part.names.shown(reader) == facts.nameFa ? facts.nameEn : facts.nameFa
        func text(_ label: String, _ value: String, isLtr: Bool = false) -> Fact? {
            value.isEmpty ? nil : Fact(label: words(label), value: value, isLtr: isLtr)
        }
        return [
            Fact(label: words("parts.code"), value: part.code, isLtr: true),
            text("parts.other_name", other),
            text("parts.group", part.group?.shown(reader) ?? ""),
            Fact(label: words("parts.unit"), value: words("parts.unit.\(facts.unit.rawValue)")),
            Fact(label: words("parts.tracking"), value: words("parts.tracking.\(facts.tracking.rawValue)")),
            Fact(label: words("parts.return"), value: words("parts.return.\(facts.mustReturn.rawValue)")),
            Fact(
                label: words("parts.repairable"), value: words(facts.isRepairable ? "parts.yes" : "parts.no")),
            facts.shelfLifeDays.map {
                Fact(label: words("parts.shelf_life"), value: words("parts.days", reader.number($0)))
            },
            facts.weightGrams.map {
                Fact(label: words("parts.weight"), value: words("parts.grams", reader.number($0)))
            },
            text("parts.maker_number", facts.makerNumber, isLtr: true),
            text("parts.barcode", facts.barcode, isLtr: true),
        ].compactMap(\.self)
    }
}
