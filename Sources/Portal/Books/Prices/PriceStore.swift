import Database
import Domain
import Ground
import Synchronization

extension PriceKind: ColumnValue {}

/// A list of prices as it stands among the others.
struct DatedPrices: Sendable {
    let id: ID<PriceList>
    let from: CalendarDay
    let maker: String
    let rows: Int
}

/// A rate of value added tax as it stands among the others.
struct DatedRate: Sendable {
    let rate: ValueAddedTax.Rate
    let maker: String
}

/// What customers pay: lists from a day on, and the rates of value added tax. Rows are only ever added.
package enum PriceStore {
    private static let shown = 30

    @discardableResult
    package static func add(
        _ prices: PriceRows, from day: CalendarDay, by person: ID<Person>, _ tx: Transaction
    ) throws -> ID<PriceList> {
        let list: ID<PriceList> = try tx.insert(
            "INSERT INTO price_list (valid_from, made_by, made_at) VALUES (\(day), \(person), \(tx.now))")
        for (index, row) in prices.rows.enumerated() {
            let service = row.service.isEmpty ? nil : row.service
            try tx.later(
                """
                INSERT INTO price_row (list_id, position, kind, service_type, group_id, model_id, name, km, amount, is_exempt)
                VALUES (\(list), \(index + 1), \(row.kind), \(service), \(row.group), \(row.model), \(row.name), \(row.km),
                        \(row.amount), \(row.isExempt))
                """)
        }
        for (role, hundredths) in prices.discounts.sorted(by: { $0.key < $1.key }) {
            try tx.later(
                "INSERT INTO price_discount (list_id, role, hundredths) VALUES (\(list), \(role), \(hundredths))")
        }
        return list
    }

    package static func add(_ rate: ValueAddedTax.Rate, by person: ID<Person>, _ tx: Transaction) throws {
        _ = try tx.execute(
            """
            INSERT INTO vat_rate (valid_from, hundredths, made_by, made_at)
            VALUES (\(rate.from), \(rate.hundredths), \(person), \(tx.now))
            """)
    }

    /// The latest first.
    static func lists(_ tx: Transaction) throws -> [DatedPrices] {
        try tx.rows(
            """
            SELECT l.id, l.valid_from, p.name AS maker,
                   (SELECT count(*) FROM price_row r WHERE r.list_id = l.id) AS lines
            FROM price_list l JOIN person p ON p.id = l.made_by
            ORDER BY l.valid_from DESC, l.id DESC LIMIT \(literal: shown)
            """
        ).map { row in
            DatedPrices(
                id: try row("id"), from: try row("valid_from"), maker: try row("maker"), rows: try row("lines"))
        }
    }

    /// - Returns: nil where no list is in force on that day.
    static func list(on day: CalendarDay, _ tx: Transaction) throws -> ID<PriceList>? {
        try tx.value(
            "SELECT id FROM price_list WHERE valid_from <= \(day) ORDER BY valid_from DESC, id DESC LIMIT 1")
    }

    static func rows(of list: ID<PriceList>, _ tx: Transaction) throws -> PriceRows {
        let rows = try tx.rows(
            """
            SELECT kind, service_type, group_id, model_id, name, km, amount, is_exempt FROM price_row
            WHERE list_id = \(list) ORDER BY position
            """
        ).map { row in
            PriceRow(
                try row("kind"), service: try row.optional("service_type") ?? "", group: try row.optional("group_id"),
                model: try row.optional("model_id"), name: try row("name"), km: try row("km"),
                amount: try row("amount"), isExempt: try row("is_exempt"))
        }
        let discounts = try tx.rows("SELECT role, hundredths FROM price_discount WHERE list_id = \(list)")
            .reduce(into: [String: Int]()) { $0[try $1("role")] = try $1("hundredths") }
        return try PriceRows(rows, discounts: discounts)
    }

    /// The latest first.
    static func rates(_ tx: Transaction) throws -> [DatedRate] {
        try tx.rows(
            """
            SELECT v.valid_from, v.hundredths, p.name AS maker FROM vat_rate v JOIN person p ON p.id = v.made_by
            ORDER BY v.valid_from DESC, v.id DESC LIMIT \(literal: shown)
            """
        ).map { row in
            DatedRate(
                rate: ValueAddedTax.Rate(from: try row("valid_from"), hundredths: try row("hundredths")),
                maker: try row("maker"))
        }
    }

    /// In hundredths of a percent; nil where none is written down for that day.
    static func rate(on day: CalendarDay, _ tx: Transaction) throws -> Int? {
        try tx.value(
            "SELECT hundredths FROM vat_rate WHERE valid_from <= \(day) ORDER BY valid_from DESC, id DESC LIMIT 1")
    }
}

/// One company's lists of prices, kept in memory: what is in one never changes, and a dealer's day asks for it job by job.
final class PriceShelf: Shelf {
    private let lists = Mutex<[ID<PriceList>: PriceRows]>([:])

    init() {}

    func rows(of list: ID<PriceList>, _ tx: Transaction) throws -> PriceRows {
        if let known = lists.withLock({ $0[list] }) { return known }
        let rows = try PriceStore.rows(of: list, tx)
        lists.withLock { $0[list] = rows }
        return rows
    }
}

extension OpenCompany {
    /// - Returns: nil where no list is in force on that day.
    func prices(on day: CalendarDay, _ tx: Transaction) throws -> PriceRows? {
        try PriceStore.list(on: day, tx).map { try shelf(PriceShelf.self).rows(of: $0, tx) }
    }
}
