import Domain
import Ground
import Web
import Work

/// What lies where.
struct StockPage: Page {
    struct Item: Sendable {
        let href: String
        let code: String
        let name: String
        let place: String
        let condition: String
        let quantity: String
        let reserved: String
        let free: String
        let value: Amount?
    }

    static let template = "stock/list"
    let titleKey = "stock.title"
    let tabs: [Tab]
    let action: String
    let typed: String
    let place: Pick
    let files: [FileLink]
    /// Of its file: the day as of which it is.
    let dayFile: DayFile?
    let items: [Item]
    let hasItems: Bool
    let hasValues: Bool
    let unit: String
    let pager: Pager?
    let empty: EmptyNote?
    /// What the last proof of the books came to; nil before the first, and for those whom it does not concern.
    let proof: Proof?

    struct Proof: Sendable {
        let text: String
        let isWrong: Bool
        let problems: [String]
    }

    struct DayFile: Sendable {
        let action: String
        let place: String
        let typed: String
        let day: Field
    }

    init(
        _ slice: Slice<StockRow, StockKey>, _ places: [PlaceRow], _ proof: StockProof?, _ filter: StockFilter,
        _ context: CompanyContext
    ) {
        let (reader, words, list) = (context.reader, context.words, context.paths(StockRoutes.list))
        tabs = StockTab.tabs(.list, context)
        (action, typed) = (list, filter.typed)
        place = Pick(
            "place", words("stock.place"), blank: words("stock.place.all"),
            places.map { (value: $0.id.description, label: "\($0.title(reader)) · \($0.code)") },
            chosen: filter.place?.description)
        let export = context.pathIfAllowed(StockRoutes.export)
        files = export.map { context.files(of: filter, at: $0) } ?? []
        dayFile = export.map {
            DayFile(
                action: $0, place: filter.place?.description ?? "", typed: filter.typed,
                day: Field(name: "day", label: words("stock.as_of"), value: reader.day(context.today)).asDay(
                    to: context.today))
        }
        self.proof = proof.map { proof in
            let when = reader.dateTime(proof.at)
            return Proof(
                text: proof.count == 0
                    ? words("stock.proof.right", when) : words("stock.proof.wrong", when, reader.number(proof.count)),
                isWrong: proof.count > 0, problems: proof.problems.map(reader.complaint))
        }
        let seesValue = context.actor.roles.meet(.seesStockWorth)
        items = slice.lines.map { Item($0, seesValue: seesValue, context) }
        (hasItems, hasValues, unit) = (!items.isEmpty, seesValue, reader.unitName)
        pager = slice.next == nil && filter.cursor == nil ? nil : Pager(slice, of: filter, at: list)
        let isNarrowed = !filter.typed.isEmpty || filter.place != nil
        empty =
            hasItems
            ? nil
            : EmptyNote(
                title: words("stock.none"), text: words(isNarrowed ? "stock.none_found" : "stock.none_hint"),
                action: isNarrowed ? .clear(list, words) : nil)
    }
}

extension StockPage.Item {
    init(_ row: StockRow, seesValue: Bool, _ context: CompanyContext) {
        let (reader, words) = (context.reader, context.words)
        href = Address.of(context.paths(StockRoutes.card, row.part.id), [("place", row.place.description)])
        (code, name) = (row.part.code, row.part.names.shown(reader))
        place = row.title(reader)
        let condition = words("stock.condition.\(row.condition.rawValue)")
        self.condition =
            row.owner == .company ? condition : "\(condition) · \(words("stock.owner.\(row.owner.rawValue)"))"
        quantity = reader.number(row.quantity)
        reserved = row.reserved == 0 ? "" : reader.number(row.reserved)
        free = reader.number(row.free)
        value = seesValue ? row.value.map { Amount(Money($0, context.company.currency), reader) } : nil
    }
}

extension StockRow {
    func title(_ reader: Reader) -> String {
        PaperRow.PaperPlace(code: placeCode, names: placeNames, kind: placeKind, dealer: nil, dealerName: dealerName)
            .title(reader)
    }
}

/// The card of a part: each movement, with what lay there after it.
struct CardPage: Page {
    struct Item: Sendable {
        let day: String
        let why: String
        let source: Fact?
        let from: String
        let to: String
        let condition: String
        let mark: String
        let came: String
        let went: String
        let balance: String
        let value: Amount?
        let who: String
    }

    /// What is kept back of it.
    struct Reservation: Sendable {
        let href: String?
        let request: String
        let job: String
        let place: String
        let quantity: String
        let until: String

        init(_ row: ReservationRow, _ context: CompanyContext) {
            href = context.pathIfAllowed(RequestRoutes.one, row.request)
            (request, job, place) = (row.request, row.job, row.place)
            (quantity, until) = (context.reader.number(row.quantity), context.reader.day(row.until))
        }
    }

    static let template = "stock/card"
    let titleKey = "stock.card.title"
    let titleValues: [String]
    let list: String
    let name: String
    let action: String
    let place: Pick
    let facts: [Fact]
    let reservations: [Reservation]
    let hasReservations: Bool
    let files: [FileLink]
    let items: [Item]
    let hasItems: Bool
    let hasBalance: Bool
    let hasValues: Bool
    let unit: String
    let pager: Pager?

    init(_ load: CardLoad, _ context: CompanyContext) {
        let (reader, words, part) = (context.reader, context.words, load.part)
        titleValues = [part.code]
        (list, name) = (context.paths(StockRoutes.list), part.names.shown(reader))
        let path = context.paths(StockRoutes.card, part.id)
        action = path
        place = Pick(
            "place", words("stock.place"), blank: context.actor.dealer == nil ? words("stock.place.all") : nil,
            load.places.map { (value: $0.id.description, label: "\($0.title(reader)) · \($0.code)") },
            chosen: load.filter.place?.description)
        facts = Self.facts(load, context)
        reservations = load.reservations.map { Reservation($0, context) }
        hasReservations = !reservations.isEmpty
        files =
            context.may(StockRoutes.cardExport)
            ? context.files(of: load.filter, at: context.paths(StockRoutes.cardExport, part.id)) : []
        var lay = load.top
        var items: [Item] = []
        for row in load.slice.lines {
            items.append(Item(row, at: load.filter.place, lay, seesValue: load.worth != nil, context))
            if let place = load.filter.place { lay = lay.map { $0 - row.change(at: place) } }
        }
        self.items = items
        (hasItems, hasBalance) = (!items.isEmpty, load.filter.place != nil)
        (hasValues, unit) = (load.worth != nil, reader.unitName)
        pager =
            load.slice.next == nil && load.filter.cursor == nil
            ? nil : Pager(load.slice, of: load.filter, at: path)
    }

    private static func facts(_ load: CardLoad, _ context: CompanyContext) -> [Fact] {
        let (reader, words) = (context.reader, context.words)
        func money(_ minor: Int64) -> String { reader.money(Money(minor, context.company.currency)) }
        let stock = [
            Fact(label: words("stock.on_hand_new"), value: reader.number(load.stock.onHand)),
            Fact(label: words("stock.reserved"), value: reader.number(load.stock.reserved)),
            Fact(label: words("stock.free"), value: reader.number(load.stock.free)),
        ]
        guard let worth = load.worth else { return stock }
        return stock + [
            Fact(label: words("stock.own_quantity"), value: reader.number(worth.quantity)),
            Fact(label: words("stock.worth"), value: money(worth.value)),
            Fact(label: words("stock.average"), value: money(worth.average)),
        ]
    }
}

extension CardPage.Item {
    init(
        _ row: MovementRow, at place: ID<StockPlace>?, _ lay: Int64?, seesValue: Bool, _ context: CompanyContext
    ) {
        let (reader, words, paths) = (context.reader, context.words, context.paths)
        day = reader.day(row.day)
        let why = words(row.isReversal ? "stock.why.reverse" : "stock.why.\(row.why)")
        self.why =
            row.donor.isEmpty ? why : "\(why) · \(words("stock.rework.donor", row.donor.isolatedLeftToRight))"
        source =
            !row.paper.isEmpty
            ? Fact(label: "", value: row.paper, href: paths(StockPaperRoutes.one, row.paper))
            : !row.count.isEmpty
                ? Fact(label: "", value: row.count, href: paths(CountRoutes.one, row.count))
                : row.job.isEmpty ? nil : context.jobFact(row.job)
        (from, to, mark, who) = (row.fromCode, row.toCode, row.mark, row.who)
        condition = words("stock.condition.\(row.condition.rawValue)")
        let change = place.map { row.change(at: $0) } ?? row.quantity
        came = change > 0 ? reader.number(change) : ""
        went = change < 0 ? reader.number(-change) : ""
        balance = lay.map { reader.number($0) } ?? ""
        let value = row.valueIn - row.valueOut
        self.value = seesValue && value != 0 ? Amount(Money(value, context.company.currency), reader) : nil
    }
}
