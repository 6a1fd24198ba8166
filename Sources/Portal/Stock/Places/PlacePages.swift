import Domain
import Ground
import Web

/// All places, by their kinds.
struct PlacesPage: Page {
    struct Item: Sendable {
        let href: String
        let code: String
        let title: String
        let kind: Badge
        let holder: String
        let parts: String
    }

    static let template = "stock/places"
    let titleKey = "stock.places"
    let tabs: [Tab]
    let addition: String?
    let files: [FileLink]
    let items: [Item]
    let hasItems: Bool
    let empty: EmptyNote?

    init(_ rows: [PlaceRow], _ lines: [ID<StockPlace>: Int], _ context: CompanyContext) {
        let (reader, words) = (context.reader, context.words)
        tabs = StockTab.tabs(.places, context)
        addition = context.pathIfAllowed(PlaceRoutes.form)
        files = context.files(PlaceRoutes.export, at: context.paths(PlaceRoutes.export))
        items = rows.map { row in
            Item(
                href: context.paths(PlaceRoutes.one, row.id), code: row.code, title: row.title(reader),
                kind: Badge(row, words), holder: row.personName.isEmpty ? row.dealerName : row.personName,
                parts: reader.number(lines[row.id] ?? 0))
        }
        hasItems = !items.isEmpty
        empty =
            hasItems
            ? nil
            : EmptyNote(
                title: words("stock.places.none"),
                text: words(addition == nil ? "stock.places.none_dealer" : "stock.places.none_hint"),
                action: addition.map { .init(href: $0, label: words("stock.place.new")) })
    }
}

extension Badge {
    init(_ row: PlaceRow, _ words: Words) {
        if row.isRetired {
            self.init(kind: "neutral", label: words("stock.place.retired"))
            return
        }
        let kind =
            switch row.kind {
            case .central, .shelf: "accent"
            case .sub: "done"
            case .transit, .loan: "info"
            case .dealerDefective, .defective, .quarantine: "warning"
            case .scrap: "error"
            case .customer, .supplier, .workshop, .loss: "neutral"
            }
        self.init(kind: kind, label: words("stock.kind.\(row.kind.rawValue)"))
    }
}

/// One place: whose it is, what lies there, what of it may change.
struct PlacePage: Page {
    struct Change: Sendable {
        let action: String
        let errors: FormErrors?
        let fields: [Field]
        let retirement: String
    }

    static let template = "stock/place"
    let titleKey = "stock.place.page_title"
    let titleValues: [String]
    let list: String
    let title: String
    let code: String
    let kind: Badge
    let stock: String
    /// Where it is said how much should lie there.
    let levels: String?
    /// Of it, its shelves, and what lies there.
    let labels: [FileLink]
    let version: String
    let facts: [Fact]
    let change: Change?
    let cards: PageCards

    init(_ load: PlaceLoad, _ typed: PlaceChangeForm?, _ context: CompanyContext) {
        let (row, paths, words) = (load.row, context.paths, context.words)
        (titleValues, code, title) = ([row.code], row.code, row.title(context.reader))
        list = paths(PlaceRoutes.list)
        kind = Badge(row, words)
        stock = Address.of(paths(StockRoutes.list), [("place", row.id.description)])
        levels = row.kind.givesOut ? context.pathIfAllowed(SupplyRoutes.levels, row.id) : nil
        let ways = [("stock.labels.places", LabelRoutes.places), ("stock.labels.parts", LabelRoutes.parts)]
        labels = ways.compactMap { label, route in
            context.pathIfAllowed(route).map {
                FileLink(label: words(label), href: Address.of($0, [("place", row.id.description)]))
            }
        }
        version = String(row.version)
        facts = Self.facts(load, context)
        let mayChange = context.may(PlaceRoutes.change) && !row.isRetired && PlaceKind.byHand.contains(row.kind)
        change = mayChange ? Self.change(row, typed, context) : nil
        cards = load.cards
    }

    private static func facts(_ load: PlaceLoad, _ context: CompanyContext) -> [Fact] {
        let (row, reader, words, paths) = (load.row, context.reader, context.words, context.paths)
        func money(_ minor: Int64) -> String { reader.money(Money(minor, context.company.currency)) }
        let above = load.parent.map {
            Fact(label: words("stock.place.parent_label"), value: $0.title(reader), href: paths(PlaceRoutes.one, $0.id))
        }
        let shelves = load.shelves.map {
            Fact(label: words("stock.kind.shelf"), value: $0.title(reader), href: paths(PlaceRoutes.one, $0.id))
        }
        let own: [Fact?] = [
            row.dealerName.isEmpty ? nil : Fact(label: words("stock.place.dealer"), value: row.dealerName),
            row.personName.isEmpty ? nil : Fact(label: words("stock.place.person_label"), value: row.personName),
            above,
            Fact(label: words("stock.place.parts"), value: reader.number(load.parts)),
            load.worth.map { Fact(label: words("stock.worth"), value: money($0)) },
            row.limit.map { Fact(label: words("stock.place.limit"), value: money($0)) },
            row.countedOn.map { Fact(label: words("stock.place.counted"), value: reader.wholeDay($0)) },
        ]
        return own.compactMap(\.self) + shelves
    }

    private static func change(_ row: PlaceRow, _ typed: PlaceChangeForm?, _ context: CompanyContext) -> Change {
        let reader = context.reader
        let form = typed ?? PlaceChangeForm(row, reader)
        var fields = [
            Field(form.fa, label: "stock.place.name_fa", for: reader),
            Field(form.en, label: "stock.place.name_en", for: reader).with { $0.direction = "ltr" },
        ]
        if row.kind == .sub {
            fields.append(
                Field(form.limit, label: "stock.place.limit", for: reader).asMoney(reader).with {
                    $0.hint = context.words("stock.place.limit.hint")
                })
        }
        return Change(
            action: context.paths(PlaceRoutes.change, row.id), errors: FormErrors(fields), fields: fields,
            retirement: context.paths(PlaceRoutes.retirement, row.id))
    }
}

/// The form of a new place.
struct PlaceFormPage: Page {
    static let template = "stock/place_form"
    let titleKey = "stock.place.new"
    let list: String
    let action: String
    let errors: FormErrors?
    let kind: Field
    let code: Field
    let selects: [Field]
    let dealer: Field
    let technician: Field
    let names: [Field]
    let limit: Field
    let dealers: [Field.Option]

    init(
        _ form: PlaceForm, _ choices: PlaceChoices, isBlank: Bool, _ refused: FieldRefusal?, _ context: CompanyContext
    ) {
        let (reader, words) = (context.reader, context.words)
        func field<Value>(_ input: Input<Value>, _ label: String) -> Field {
            Field(input, label: label, for: reader).with {
                if isBlank { $0.error = nil }
                if refused?.field == input.name { $0.error = refused.map { reader.complaint($0.complaint) } }
            }
        }
        list = context.paths(PlaceRoutes.list)
        action = context.paths(PlaceRoutes.addition)
        kind = field(form.kind, "stock.place.kind").with {
            ($0.required, $0.blank) = (true, words("form.choose"))
            $0.options = PlaceKind.byHand.map {
                .init(value: $0.rawValue, label: words("stock.kind.\($0.rawValue)"), selected: $0 == form.kind.value)
            }
        }
        code = field(form.code, "stock.place.code").with { ($0.direction, $0.required) = ("ltr", true) }
        selects = [
            field(form.parent, "stock.place.parent_label").with {
                ($0.blank, $0.hint) = (words("stock.place.parent_none"), words("stock.place.parent_hint"))
                $0.options = choices.stores.map {
                    .init(value: $0.id.description, label: $0.title(reader), selected: $0.id == form.parent.value)
                }
            }
        ]
        dealer = field(form.dealer, "stock.place.dealer").with {
            ($0.hint, $0.list, $0.direction) = (words("stock.place.dealer_hint"), "dealers", "ltr")
        }
        technician = field(form.technician, "stock.place.technician").with {
            ($0.direction, $0.inputMode, $0.hint) = ("ltr", "tel", words("stock.place.technician_hint"))
        }
        names = [
            field(form.fa, "stock.place.name_fa"),
            field(form.en, "stock.place.name_en").with { $0.direction = "ltr" },
        ]
        limit = field(form.limit, "stock.place.limit").asMoney(reader).with {
            $0.hint = words("stock.place.limit.hint")
        }
        dealers = choices.dealers.map { .init(value: $0.code, label: $0.name, selected: false) }
        errors = FormErrors([kind, code] + selects + [dealer, technician] + names + [limit])
    }
}
