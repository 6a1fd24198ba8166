import Database
import Domain
import Ground
import Web

/// What the proposals of a place are made of.
struct SupplyLoad: Sendable {
    let places: [PlaceRow]
    let place: PlaceRow?
    let rows: [SupplyRow]
    let rate: FillRate
    /// How many jobs waited for parts there, and how long.
    let wait: (jobs: Int, wait: WaitSpan)
    /// From whom each part comes, for those who may order it.
    let sources: [ID<SparePart>: OrderList.Source]

    init(_ asked: SupplyAsked, _ context: CompanyContext, _ tx: Transaction) throws {
        let places = try RequestList.places(for: nil, of: context.actor, tx)
        self.places = places
        let place = asked.place.map { id in places.first { $0.id == id } } ?? places.first
        self.place = place
        rows = try place.map { try SupplyList.proposals(for: $0, days: asked.days, on: context.today, tx) } ?? []
        sources =
            context.may(SupplyRoutes.purchase) ? try OrderList.sources(of: rows.map(\.part.id), tx) : [:]
        let since = context.reader.clock.instant(context.today.adding(days: -asked.days), hour: 0, minute: 0)
        rate = try place.map { try SupplyList.fillRate(since: since, at: $0.id, tx) } ?? FillRate(asked: 0, full: 0)
        wait = try WaitList.total(
            WaitFilter(place: place?.id, part: nil, days: asked.days), since: since, context.actor.sight, tx)
    }
}

/// What a place wants more of, each with its reason; what is chosen becomes one request.
struct SupplyPage: Page {
    struct Item: Sendable {
        let id: String
        let label: String
        let isChosen: Bool
        let code: String
        let name: String
        let cell: Field
        let why: String
        /// From whom it was ordered last; nil where it never was.
        let supplier: String?
    }

    static let template = "stock/supply"
    let titleKey = "stock.supply"
    let tabs: [Tab]
    let action: String
    /// Where what is chosen becomes orders.
    let purchase: String?
    let levels: String?
    let idle: String?
    let place: Pick
    let days: Pick
    let chosenPlace: String
    let chosenDays: String
    let rate: String
    let rateText: String
    let waits: String
    let waitsText: String
    /// By which part, and the jobs that waited.
    let waitsHref: String?
    let items: [Item]
    let hasItems: Bool
    let empty: EmptyNote?

    /// - Parameter refused: what is said of chosen lines, by their order.
    init(
        _ load: SupplyLoad, _ asked: SupplyAsked, _ typed: SupplyOrder?, _ refused: [Int: Complaint],
        _ context: CompanyContext
    ) {
        let (reader, words) = (context.reader, context.words)
        tabs = StockTab.tabs(.supply, context)
        action = context.paths(SupplyRoutes.page)
        purchase =
            load.place.map { $0.kind != .sub } ?? false && context.may(SupplyRoutes.purchase)
            ? context.paths(SupplyRoutes.purchase) : nil
        levels = load.place.flatMap { context.pathIfAllowed(SupplyRoutes.levels, $0.id) }
        idle = context.pathIfAllowed(SupplyRoutes.idle)
        place = Pick(
            "place", words("stock.place"),
            load.places.map { (value: $0.id.description, label: "\($0.title(reader)) · \($0.code)") },
            chosen: load.place?.id.description)
        days = Pick(
            "days", words("stock.supply.days"),
            Replenishment.spans.map { (value: String($0), label: words("stock.supply.days_n", reader.number($0))) },
            chosen: String(asked.days))
        (chosenPlace, chosenDays) = (load.place?.id.description ?? "", String(asked.days))
        rate =
            load.rate.percent.map { words("stock.supply.percent", reader.number($0)) } ?? words("stock.supply.no_rate")
        rateText = words(
            "stock.supply.rate_text", reader.number(asked.days), reader.number(load.rate.full),
            reader.number(load.rate.asked))
        waits = words("stock.waits.days", reader.number(load.wait.wait.days))
        waitsText = words("stock.waits.text", reader.number(asked.days), reader.number(load.wait.jobs))
        waitsHref = context.pathIfAllowed(WaitRoutes.page).map {
            WaitFilter(place: load.place?.id, part: nil, days: asked.days).address($0)
        }
        items = load.rows.map { row in
            let order = typed?.lines.firstIndex { $0.part == row.part.id }
            return Item(
                row, order.flatMap { typed?.lines[$0].quantity }, order.flatMap { refused[$0 + 1] },
                load.sources[row.part.id]?.supplier, reader)
        }
        hasItems = !items.isEmpty
        empty =
            hasItems
            ? nil
            : load.place == nil
                ? EmptyNote(title: words("stock.places.none"), text: words("stock.places.none_dealer"))
                : EmptyNote(title: words("stock.supply.none"), text: words("stock.supply.none_hint"))
    }
}

extension SupplyPage.Item {
    fileprivate init(
        _ row: SupplyRow, _ typed: Input<Int64>?, _ refused: Complaint?, _ supplier: String?, _ reader: Reader
    ) {
        self.supplier = supplier.map { reader.words("stock.order.last_supplier", $0) }
        let (need, words) = (row.need, reader.words)
        (id, code, name) = (row.part.id.description, row.part.code, row.part.names.shown(reader))
        label = words("stock.supply.choose_one", row.part.code.isolatedLeftToRight)
        isChosen = typed != nil
        let input = typed ?? Input(name: "quantity\(row.part.id)", typed: String(need.proposal), value: need.proposal)
        cell = Field(input, label: "stock.line.quantity", for: reader).with {
            $0.label = words("stock.supply.quantity_of", row.part.code.isolatedLeftToRight)
            ($0.direction, $0.inputMode, $0.autocomplete) = ("ltr", "numeric", "off")
            if let refused { $0.error = reader.complaint(refused) }
        }
        why = words(
            need.used > 0 ? "stock.supply.why" : "stock.supply.why_unused", reader.number(need.free),
            reader.number(need.coming), reader.number(need.used),
            reader.number(need.days), reader.number(need.lead), reader.number(need.leadUse),
            reader.number(need.minimum), reader.number(need.orderPoint), reader.number(need.threshold),
            reader.number(need.target))
    }
}

/// What a place should have of each part, and how long it takes until more come.
struct LevelsPage: Page {
    struct Item: Sendable {
        let href: String
        let code: String
        let name: String
        let minimum: String
        let orderPoint: String
    }

    static let template = "stock/levels"
    let titleKey = "stock.levels.title"
    let titleValues: [String]
    let place: String
    let name: String
    let proposals: String
    let action: String
    let errors: FormErrors?
    let part: Field
    let counts: [Field]
    let leadAction: String
    let lead: Field
    let items: [Item]
    let hasItems: Bool

    init(
        _ load: LevelLoad, asking code: String, _ typed: LevelForm?, _ refused: FieldRefusal?, _ context: CompanyContext
    ) {
        let (reader, words, paths, id) = (context.reader, context.words, context.paths, load.place.id)
        titleValues = [load.place.code]
        (place, name) = (paths(PlaceRoutes.one, id), load.place.title(reader))
        proposals = Address.of(paths(SupplyRoutes.page), [("place", id.description)])
        (action, leadAction) = (paths(SupplyRoutes.level, id), paths(SupplyRoutes.lead, id))
        let known = load.rows.first { $0.part.code == code }
        let form =
            typed
            ?? LevelForm(
                FormBody([
                    "part": code, "minimum": known.map { String($0.minimum) } ?? "",
                    "order_point": known.map { String($0.orderPoint) } ?? "",
                ]))
        func field<Value>(_ input: Input<Value>, _ label: String) -> Field {
            Field(input, label: label, for: reader).with {
                ($0.direction, $0.autocomplete) = ("ltr", "off")
                if typed == nil { $0.error = nil }
                if refused?.field == input.name { $0.error = refused.map { reader.complaint($0.complaint) } }
            }
        }
        let part = field(form.code, "stock.part").with { $0.required = true }
        let counts = [
            field(form.minimum, "stock.levels.minimum").with {
                ($0.inputMode, $0.hint) = ("numeric", words("stock.levels.minimum_hint"))
            },
            field(form.orderPoint, "stock.levels.order_point").with {
                ($0.inputMode, $0.hint) = ("numeric", words("stock.levels.order_point_hint"))
            },
        ]
        (self.part, self.counts, errors) = (part, counts, FormErrors([part] + counts))
        lead = Field(name: "lead", label: words("stock.levels.lead"), value: String(load.lead)).with {
            ($0.direction, $0.inputMode, $0.required) = ("ltr", "numeric", true)
            ($0.unit, $0.hint) = (words("stock.unit.days"), words("stock.levels.lead_hint"))
        }
        items = load.rows.map { row in
            Item(
                href: Address.of(paths(SupplyRoutes.levels, id), [("part", row.part.code)]), code: row.part.code,
                name: row.part.names.shown(reader), minimum: reader.number(row.minimum),
                orderPoint: reader.number(row.orderPoint))
        }
        hasItems = !items.isEmpty
    }
}
