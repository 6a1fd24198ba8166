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
    /// By any of their codes: its own, an old one, an alias. - Parameter codes: as they were typed.
    static func find(_ codes: some Sequence<String>, _ tx: Transaction) throws -> [String: StockPart] {
        try ask(codes, tx).value()
    }

    /// The same, in the journey of the next question: by the key of the code.
    static func ask(_ codes: some Sequence<String>, _ tx: Transaction) throws -> Reply<[String: StockPart]> {
        let keys = Set(codes.map(PartCode.key)).subtracting([""]).sorted()
        return try tx.ask(
            """
            SELECT \(StockPart.columns), s.code_key AS asked FROM spare_part s WHERE s.code_key IN (\(keys))
            UNION ALL
            SELECT \(StockPart.columns), c.code_key AS asked FROM part_code c JOIN spare_part s ON s.id = c.part_id
            WHERE c.code_key IN (\(keys))
            """
        ) { try $0.reduce(into: [:]) { all, row in all[try row("asked")] = try StockPart(row) } }
    }

    private static let most = 500
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

    static func hasMoved(_ part: ID<SparePart>, _ tx: Transaction) throws -> Bool {
        try tx.row("SELECT 1 FROM stock_movement WHERE part_id = \(part) LIMIT 1") != nil
    }

    static func all(_ ids: some Sequence<ID<SparePart>>, _ tx: Transaction) throws -> [ID<SparePart>: StockPart] {
        let ids = Set(ids).sorted()
        return try tx.rows("SELECT \(StockPart.columns) FROM spare_part s WHERE s.id IN (\(ids))")
            .reduce(into: [:]) { all, row in all[try row("id")] = try StockPart(row) }
    }
}
