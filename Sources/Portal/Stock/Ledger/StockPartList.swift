import Database
import Domain
import Ground

/// A part, as far as moving it must know.
package struct StockPart: Sendable {
    let id: ID<SparePart>
    let code: String
    let names: BothNames
    let unit: String
    let tracking: PartTracking
    let mustReturn: PartReturn
    let isRetired: Bool

    static let columns: SQL =
        "s.id, s.code, s.name_fa, s.name_en, s.unit, s.tracking, s.must_return, s.is_retired, s.code_key"

    init(_ row: Row) throws {
        (id, code) = (try row("id"), try row("code"))
        names = BothNames(fa: try row("name_fa"), en: try row("name_en"))
        (unit, tracking, mustReturn) = (try row("unit"), try row("tracking"), try row("must_return"))
        isRetired = try row("is_retired")
    }
}

enum StockPartList {
    /// By any of their codes, its own, an old one, an alias; of one that turned out to be another, the other.
    /// - Parameter codes: as they were typed. - Returns: by the keys of the codes.
    static func find(_ codes: some Sequence<String>, _ tx: Transaction) throws -> [String: StockPart] {
        let keys = Set(codes.map(PartCode.key)).subtracting([""]).sorted()
        return try tx.rows(
            """
            SELECT \(StockPart.columns), a.code_key AS asked FROM spare_part a
            JOIN spare_part s ON s.id = coalesce(a.merged_into_id, a.id) WHERE a.code_key IN (\(keys))
            UNION ALL
            SELECT \(StockPart.columns), c.code_key AS asked FROM part_code c JOIN spare_part s ON s.id = c.part_id
            WHERE c.code_key IN (\(keys))
            """
        ).reduce(into: [:]) { all, row in all[try row("asked")] = try StockPart(row) }
    }

    /// The one part that a scanner means: by any of its codes, by its barcode, by its maker's number; nil where there is none,
    /// and where several bear it.
    static func scanned(_ typed: String, _ tx: Transaction) throws -> StockPart? {
        let key = PartCode.key(typed)
        if let part = try find([typed], tx)[key] { return part }
        let word = PartWords.code(typed)
        guard !word.isEmpty else { return nil }
        let rows = try tx.rows(
            """
            SELECT \(StockPart.columns), s.barcode, s.maker_number FROM part_word w JOIN spare_part s ON s.id = w.part_id
            WHERE w.word = \(word) AND s.merged_into_id IS NULL ORDER BY s.id LIMIT 50
            """
        ).filter { row in
            try [row("barcode") as String, row("maker_number") as String].contains { PartCode.key($0) == key }
        }
        return rows.count == 1 ? try StockPart(rows[0]) : nil
    }

    /// In the journey of the next question.
    static func ask(
        _ ids: some Sequence<ID<SparePart>>, _ tx: Transaction
    ) throws -> Reply<[ID<SparePart>: StockPart]> {
        try tx.ask("SELECT \(StockPart.columns) FROM spare_part s WHERE s.id IN (\(Set(ids).sorted()))") { rows in
            try rows.reduce(into: [:]) { all, row in all[try row("id")] = try StockPart(row) }
        }
    }

    private static let most = 500
    /// So many are offered while a code is typed: the page stays small.
    private static let mostOffered = 60
    private static let lately = 500

    /// What a keeper is likely to mean: what moved last; a dealer's person, what lies in his own stores.
    static func offered(
        _ sight: Actor.Sight, _ tx: Transaction
    ) throws -> [(code: String, names: BothNames)] {
        let likely: SQL =
            sight == .company
            ? "(SELECT part_id FROM (SELECT part_id FROM stock_movement ORDER BY id DESC LIMIT \(literal: lately)) l)"
            : """
            (SELECT b.part_id FROM stock_balance b JOIN stock_place p ON p.id = b.place_id
             WHERE b.quantity > 0 AND \(StockPlaceList.within(sight)))
            """
        return try tx.rows(
            """
            SELECT s.code, s.name_fa, s.name_en FROM spare_part s WHERE s.id IN \(likely) AND s.is_retired = 0
            ORDER BY s.code LIMIT \(literal: mostOffered)
            """
        ).map { (try $0("code"), BothNames(fa: try $0("name_fa"), en: try $0("name_en"))) }
    }

    private static let words = WordList("part_word", id: "part_id")

    /// By what was typed: the beginning of one of their codes, or words of their names.
    static func search(_ typed: String, _ tx: Transaction) throws -> [ID<SparePart>] {
        for words in [[PartWords.code(typed)], PartWords.typed(typed)] where !words.isEmpty && words != [""] {
            let found = try Self.words.condition(words, of: "s.id", below: Int64.max, limit: most, tx)
            guard let found else { continue }
            return try tx.list("SELECT s.id FROM spare_part s WHERE \(found) ORDER BY s.id LIMIT \(literal: most)")
        }
        return []
    }

    /// Those that a keeper labels: what lies in a place and its shelves, or the whole catalogue.
    static func labels(
        at place: ID<StockPlace>?, after last: Int64, limit: Int, _ tx: Transaction
    ) throws -> [StockPart] {
        var condition: SQL = "s.id > \(last) AND s.is_retired = 0 AND s.merged_into_id IS NULL"
        if let place {
            condition += """
                AND s.id IN (SELECT b.part_id FROM stock_balance b JOIN stock_place p ON p.id = b.place_id
                             WHERE b.quantity > 0 AND (p.id = \(place) OR p.parent_id = \(place)))
                """
        }
        return try tx.rows(
            "SELECT \(StockPart.columns) FROM spare_part s WHERE \(condition) ORDER BY s.id LIMIT \(literal: limit)"
        ).map(StockPart.init)
    }

    /// Whether anything of it has moved, is to move, or is missing.
    static func isInStock(_ part: ID<SparePart>, _ tx: Transaction) throws -> Bool {
        let tables: [SQL] = [
            "stock_movement", "stock_line", "stock_gap", "part_debt", "part_request_line", "stock_reservation",
            "stock_count_line", "stock_loan", "purchase_line", "part_swap",
        ]
        return try tables.contains { table in
            try tx.row("SELECT 1 FROM \(table) WHERE part_id = \(part) LIMIT 1") != nil
        }
    }

    static func all(_ ids: some Sequence<ID<SparePart>>, _ tx: Transaction) throws -> [ID<SparePart>: StockPart] {
        try ask(ids, tx).value()
    }
}
