import Domain
import Ground
import Web

/// Parts that lie and that nobody uses.
struct IdlePage: Page {
    struct Item: Sendable {
        let href: String
        let code: String
        let name: String
        let quantity: String
        let places: String
        let last: String
        let value: Amount?
    }

    static let template = "stock/idle"
    let titleKey = "stock.idle"
    let back: String?
    let action: String
    let months: Pick
    let items: [Item]
    let hasItems: Bool
    let hasValues: Bool
    let unit: String
    let pager: Pager?
    let empty: EmptyNote?

    init(_ slice: Slice<IdleRow, String>, _ filter: IdleFilter, _ context: CompanyContext) {
        let (reader, words, list) = (context.reader, context.words, context.paths(SupplyRoutes.idle))
        back = context.pathIfAllowed(SupplyRoutes.page)
        action = list
        months = Pick(
            "months", words("stock.idle.months"),
            IdleFilter.months.map { (value: String($0), label: words("stock.idle.months_n", reader.number($0))) },
            chosen: String(filter.months))
        let seesValue = context.actor.roles.meet(.seesStockWorth)
        items = slice.lines.map { row in
            let value = row.worth.share(of: row.quantity)
            return Item(
                href: context.paths(StockRoutes.card, row.part.id), code: row.part.code,
                name: row.part.names.shown(reader), quantity: reader.number(row.quantity),
                places: reader.number(row.places), last: row.last.map { reader.day($0) } ?? "",
                value: seesValue ? Amount(Money(Int64(clamping: value), context.company.currency), reader) : nil)
        }
        (hasItems, hasValues, unit) = (!items.isEmpty, seesValue, reader.unitName)
        pager = slice.next == nil && filter.cursor == nil ? nil : Pager(slice, of: filter, at: list)
        empty = hasItems ? nil : EmptyNote(title: words("stock.idle.none"), text: words("stock.idle.none_hint"))
    }
}
