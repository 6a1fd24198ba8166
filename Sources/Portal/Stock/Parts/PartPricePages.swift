import Database
import Domain
import Ground
import Web

/// All lists of prices, the newest first.
struct PriceListsPage: Page {
    struct Item: Sendable {
        let href: String
        let name: String
        let file: String?
        let badge: Badge
        let people: String
    }

    static let template = "parts/prices"
    let titleKey = "parts.prices"
    let parts: String
    let files: [FileLink]
    let items: [Item]
    let hasItems: Bool
    let empty: EmptyNote?

    init(_ lists: [PriceListItem], _ context: CompanyContext) {
        let (reader, words) = (context.reader, context.words)
        parts = context.paths(PartRoutes.list)
        files = context.files(of: PartFilter(Asked()), at: context.paths(PartPriceRoutes.export))
        items = lists.map { list in
            Item(
                href: context.paths(PartPriceRoutes.one, list.id),
                name: words("parts.prices.from", reader.day(list.from)), file: list.file.isEmpty ? nil : list.file,
                badge: list.badge(words),
                people: list.people(reader))
        }
        hasItems = !items.isEmpty
        empty =
            items.isEmpty
            ? EmptyNote(title: words("parts.prices.none"), text: words("parts.prices.none_hint")) : nil
    }
}

/// One list of prices: what it says beside what holds, and who may put it into force.
struct PriceListPage: Page {
    struct Item: Sendable {
        let href: String
        let code: String
        let name: String
        let kind: String
        let before: Amount?
        let after: Amount
    }

    struct Decision: Sendable {
        let action: String
        let version: String
    }

    static let template = "parts/price_list"
    let titleKey = "parts.prices.from"
    let titleValues: [String]
    let parts: String
    let lists: String
    let badge: Badge
    let people: String
    let unit: String
    let items: [Item]
    let pager: Pager?
    let activation: Decision?
    let removal: Decision?
    let mustBeAnother: Bool
    let isPast: Bool
    let eased: String?
    let cards: PageCards

    init(
        _ list: PriceListItem, _ slice: Slice<PriceLine, ID<PartPriceRow>>, _ filter: PriceListFilter,
        easing: Easing?, history: PageCard?, _ context: CompanyContext
    ) {
        let (reader, words, paths) = (context.reader, context.words, context.paths)
        titleValues = [reader.day(list.from)]
        (parts, lists) = (paths(PartRoutes.list), paths(PartPriceRoutes.list))
        (badge, people, unit) = (list.badge(words), list.people(reader), reader.unitName)
        items = slice.lines.map { line in
            Item(
                href: paths(PartRoutes.one, line.part), code: line.code, name: line.names.shown(reader),
                kind: words("parts.price.\(line.kind.rawValue)"),
                before: line.before.map { Amount(Money($0), reader) }, after: Amount(Money(line.amount), reader))
        }
        pager =
            slice.next == nil && filter.cursor == nil
            ? nil : Pager(slice, of: filter, at: paths(PartPriceRoutes.one, list.id))
        let isDraft = list.state == .draft
        let (hasMade, version) = (list.madeBy == context.actor.person, String(list.revision))
        let may = isDraft && context.may(PartPriceRoutes.activation)
        activation =
            may && (!hasMade || easing != nil)
            ? Decision(action: paths(PartPriceRoutes.activation, list.id), version: version) : nil
        removal =
            isDraft && context.may(PartPriceRoutes.removal)
            ? Decision(action: paths(PartPriceRoutes.removal, list.id), version: version) : nil
        mustBeAnother = may && hasMade && easing == nil
        isPast = isDraft && list.from < context.today
        eased = may && hasMade ? easing.map { reader.eased($0) } : nil
        cards = PageCards([history].compactMap(\.self))
    }
}

extension PriceListItem {
    func badge(_ words: Words) -> Badge {
        let kind =
            switch state {
            case .draft: "info"
            case .active: "done"
            case .thrownAway: "neutral"
            }
        return Badge(kind: kind, label: words("parts.prices.state.\(state.rawValue)"))
    }

    func people(_ reader: Reader) -> String {
        let who = maker?.isolated ?? reader.words("history.nobody")
        let made = reader.words("warranty.made_by", who, reader.dateTime(madeAt))
        guard let activator, let activatedAt else { return made }
        let activated = reader.words("warranty.activated_by", activator.isolated, reader.dateTime(activatedAt))
        return made + reader.words("list.semicolon") + activated
    }
}

/// What a part costs, on its page (`parts/_prices`).
struct PartPricesCard: Sendable {
    struct Line: Sendable {
        let kind: String
        let amount: Amount
        let since: String
        let badge: Badge?
        let href: String?
    }

    struct Form: Sendable {
        let action: String
        let errors: FormErrors?
        let fields: [Field]
    }

    let unit: String
    let lines: [Line]
    let hasLines: Bool
    let earlier: [Line]
    let hasEarlier: Bool
    let all: String?
    let form: Form?

    private static let mostEarlier = 30

    static func card(
        _ part: PartSheet, _ context: CompanyContext, typed: PartPriceForm?, _ tx: Transaction
    ) throws -> PageCard? {
        let kinds = context.actor.partPriceKinds
        let prices = (try PartPriceRowList.prices(of: [part.id], tx)[part.id] ?? []).filter { kinds.contains($0.kind) }
        let held = PartPrice.holding(on: context.today, prices)
        let (reader, words) = (context.reader, context.words)
        func line(_ price: PartPrice, _ badge: Badge? = nil, href: String? = nil) -> Line {
            Line(
                kind: words("parts.price.\(price.kind.rawValue)"), amount: Amount(price.amount, reader),
                since: reader.day(price.from), badge: badge, href: href)
        }
        let isOffice = context.actor.dealer == nil
        let coming = prices.filter { $0.from > context.today }.map {
            line($0, Badge(kind: "info", label: words("parts.prices.coming")))
        }
        let drafts =
            isOffice
            ? try PartPriceRowList.drafts(of: part.id, kinds, tx).map { list, price in
                line(
                    price, Badge(kind: "warning", label: words("parts.prices.state.draft")),
                    href: context.paths(PartPriceRoutes.one, list.id))
            } : []
        let lines = kinds.compactMap { held[$0].map { line($0) } } + (isOffice ? coming : []) + drafts
        let past = isOffice ? prices.filter { $0.from <= context.today && held[$0.kind] != $0 } : []
        let form = context.may(PartPriceRoutes.addition) ? form(part, context, typed) : nil
        guard !lines.isEmpty || form != nil else { return nil }
        return PageCard(
            "parts/_prices", at: .main,
            PartPricesCard(
                unit: reader.unitName, lines: lines, hasLines: !lines.isEmpty,
                earlier: past.prefix(mostEarlier).map { line($0) }, hasEarlier: !past.isEmpty,
                all: context.pathIfAllowed(PartPriceRoutes.list), form: form))
    }

    private static func form(_ part: PartSheet, _ context: CompanyContext, _ typed: PartPriceForm?) -> Form {
        let (reader, calendar) = (context.reader, context.company.clock.calendar)
        let shown = typed ?? PartPriceForm(FormBody(["from_on": calendar.text(context.today)]), calendar)
        let day = Field(shown.day, label: "parts.prices.day", for: reader).asDay().with { $0.required = true }
        var fields = [day]
        for (kind, input) in shown.amounts {
            var field = Field(input, label: "parts.price.\(kind.rawValue)", for: reader).asMoney(reader)
            if typed?.isEmpty == true, kind == .cost { field.error = reader.words("parts.prices.nothing") }
            fields.append(field)
        }
        return Form(
            action: context.paths(PartPriceRoutes.addition, part.id), errors: typed.flatMap { _ in FormErrors(fields) },
            fields: fields)
    }
}
