import Database
import Domain
import Ground
import Web

/// A list of prices, as pages show it.
package struct PriceListItem: Sendable {
    package let id: ID<PartPriceList>
    let from: CalendarDay
    let state: PartPriceStore.State
    let file: String
    package let revision: Int
    let madeBy: ID<Person>?
    let maker: String?
    let madeAt: Instant
    let activator: String?
    let activatedAt: Instant?
}

/// A price of a list, with what holds before it.
struct PriceLine: Sendable {
    let id: ID<PartPriceRow>
    let part: ID<SparePart>
    let code: String
    let names: BothNames
    let kind: PartPriceKind
    let amount: Int64
    var before: Int64?
}

package enum PartPriceRowList {
    private static let mostLists = 200
    private static let mostPrices = 200

    /// What holds on a day of a part that there is, by what it is for.
    package static func holding(
        _ part: ID<SparePart>, on day: CalendarDay, _ tx: Transaction
    ) throws -> [PartPriceKind: PartPrice] {
        PartPrice.holding(on: day, try prices(of: [part], tx)[part] ?? [])
    }

    static func has(_ part: ID<SparePart>, in list: ID<PartPriceList>, _ tx: Transaction) throws -> Bool {
        try tx.value("SELECT 1 FROM part_price WHERE list_id = \(list) AND part_id = \(part) LIMIT 1", as: Int.self)
            != nil
    }

    /// All that were ever put into force, of each part the latest day first, of one day what came later first.
    static func prices(of parts: [ID<SparePart>], _ tx: Transaction) throws -> [ID<SparePart>: [PartPrice]] {
        try tx.rows(
            """
            SELECT p.part_id, p.kind, p.amount, l.from_on FROM part_price p JOIN part_price_list l ON l.id = p.list_id
            WHERE p.part_id IN (\(parts)) AND l.state = 'active' ORDER BY l.from_on DESC, l.id DESC, p.id
            """
        ).reduce(into: [:]) { all, row in
            try all[row("part_id"), default: []].append(
                PartPrice(row("kind"), Money(row("amount")), from: row("from_on")))
        }
    }

    /// Those that wait for another person.
    package static func drafts(_ tx: Transaction) throws -> [PriceListItem] {
        try tx.rows("\(columns) WHERE l.state = 'draft' ORDER BY l.id").map(item)
    }

    /// The newest first.
    static func lists(_ tx: Transaction) throws -> [PriceListItem] {
        try tx.rows("\(columns) ORDER BY l.id DESC LIMIT \(literal: mostLists)").map(item)
    }

    /// - Throws: `Refusal.hidden` where there is none.
    static func find(_ id: ID<PartPriceList>, _ tx: Transaction) throws -> PriceListItem {
        guard let row = try tx.row("\(columns) WHERE l.id = \(id)") else { throw Refusal.hidden }
        return try item(row)
    }

    private static let columns: SQL = """
        SELECT l.id, l.from_on, l.state, l.file, l.revision, l.made_by, l.made_at, l.activated_at, m.name AS maker,
               a.name AS activator
        FROM part_price_list l LEFT JOIN person m ON m.id = l.made_by LEFT JOIN person a ON a.id = l.activated_by
        """

    private static func item(_ row: Row) throws -> PriceListItem {
        PriceListItem(
            id: try row("id"), from: try row("from_on"), state: try row("state"), file: try row("file"),
            revision: try row("revision"), madeBy: try row.optional("made_by"), maker: try row.optional("maker"),
            madeAt: try row("made_at"), activator: try row.optional("activator"),
            activatedAt: try row.optional("activated_at"))
    }

    /// The rows of a list in their order, each with what held on the day before its own.
    static func slice(
        _ list: PriceListItem, _ kinds: [PartPriceKind], _ cursor: Cursor<ID<PartPriceRow>>?, size: Int = 50,
        _ tx: Transaction
    ) throws -> Slice<PriceLine, ID<PartPriceRow>> {
        let slice = try Slice(cursor, size: size, key: { (line: PriceLine) in line.id }) { limit in
            let last = cursor?.key.value ?? 0
            return try tx.rows(
                """
                SELECT r.id, r.part_id, r.kind, r.amount, p.code, p.name_fa, p.name_en
                FROM part_price r JOIN spare_part p ON p.id = r.part_id
                WHERE r.list_id = \(list.id) AND r.id > \(last) AND r.kind IN (\(kinds)) ORDER BY r.id LIMIT \(literal: limit)
                """
            ).map { row in
                PriceLine(
                    id: try row("id"), part: try row("part_id"), code: try row("code"), names: try BothNames(row),
                    kind: try row("kind"), amount: try row("amount"))
            }
        }
        let known = try prices(of: Set(slice.lines.map(\.part)).sorted(), tx)
        return slice.map { lines in
            lines.map { line in
                var line = line
                let held = PartPrice.holding(on: list.from.adding(days: -1), known[line.part] ?? [])
                line.before = held[line.kind]?.amount.minor
                return line
            }
        }
    }

    /// What is drafted of a part and waits for another person.
    static func drafts(
        of part: ID<SparePart>, _ kinds: [PartPriceKind], _ tx: Transaction
    ) throws -> [(list: PriceListItem, PartPrice)] {
        let rows = try tx.rows(
            """
            SELECT r.list_id, r.kind, r.amount FROM part_price r JOIN part_price_list l ON l.id = r.list_id
            WHERE r.part_id = \(part) AND l.state = 'draft' AND r.kind IN (\(kinds)) ORDER BY r.id DESC LIMIT \(literal: mostPrices)
            """)
        return try rows.map { row in
            let list = try find(row("list_id"), tx)
            return (list, PartPrice(try row("kind"), Money(try row("amount")), from: list.from))
        }
    }
}
