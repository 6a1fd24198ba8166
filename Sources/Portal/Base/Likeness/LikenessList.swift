import Database
import Domain
import Ground
import Web

/// One of a pair, as the list shows it.
struct LikenessSide: Sendable {
    let id: Int64
    let title: String
    /// What tells it from the other: a number, an owner.
    let facts: [String]
    let since: Instant?
}

struct LikenessLine: Sendable {
    let id: Int64
    let reason: LikenessReason
    let one: LikenessSide
    let other: LikenessSide
}

/// What the list is narrowed to: those that may be one, or those that somebody has told apart.
struct LikenessFilter: PagedFilter {
    static let paging = Paging(onward: "before", back: .never)
    let isSettled: Bool
    var cursor: Cursor<Int64>?

    init(_ asked: Asked) {
        isSettled = asked.text("state") == "settled"
        cursor = asked.cursor(Self.paging) { Int64($0) }
    }

    init(isSettled: Bool) { (self.isSettled, cursor) = (isSettled, nil) }

    var fields: [Address.Field] { [("state", isSettled ? "settled" : "")] }
}

/// Pairs, those that were found last first. One of which a part is gone is no pair any more.
enum LikenessList {
    static let pageSize = 50

    static func customers(_ filter: LikenessFilter, _ tx: Transaction) throws -> Slice<LikenessLine, Int64> {
        try slice(filter) { limit in
            try tx.rows(customerRows(filter, limit: limit)).map { row in
                try line(row) { side in
                    LikenessSide(
                        id: try row("\(side)_id"), title: try row("\(side)_name"), facts: [try row("\(side)_mobile")],
                        since: try row("\(side)_since"))
                }
            }
        }
    }

    static func units(_ filter: LikenessFilter, _ tx: Transaction) throws -> Slice<LikenessLine, Int64> {
        try slice(filter) { limit in
            try tx.rows(unitRows(filter, limit: limit)).map { row in
                try line(row) { side in
                    LikenessSide(
                        id: try row("\(side)_id"), title: try row("\(side)_serial"),
                        facts: [try row("\(side)_model"), try row("\(side)_owner")], since: nil)
                }
            }
        }
    }

    static func customerRows(_ filter: LikenessFilter, limit: Int) -> SQL {
        """
        SELECT l.id, l.reason, a.id AS one_id, a.name AS one_name, a.mobile AS one_mobile, a.made_at AS one_since,
               b.id AS other_id, b.name AS other_name, b.mobile AS other_mobile, b.made_at AS other_since
        FROM customer_likeness l JOIN customer a ON a.id = l.one_id JOIN customer b ON b.id = l.other_id
        WHERE \(condition(filter)) AND a.merged_into IS NULL AND b.merged_into IS NULL
            AND a.erased_at IS NULL AND b.erased_at IS NULL
        ORDER BY l.id DESC LIMIT \(literal: limit)
        """
    }

    static func unitRows(_ filter: LikenessFilter, limit: Int) -> SQL {
        """
        SELECT l.id, l.reason, a.id AS one_id, a.serial AS one_serial, am.name AS one_model, ak.name AS one_owner,
               b.id AS other_id, b.serial AS other_serial, bm.name AS other_model, bk.name AS other_owner
        FROM unit_likeness l JOIN unit a ON a.id = l.one_id JOIN unit b ON b.id = l.other_id
        JOIN product_model am ON am.id = a.model_id JOIN product_model bm ON bm.id = b.model_id
        JOIN customer ak ON ak.id = a.customer_id JOIN customer bk ON bk.id = b.customer_id
        WHERE \(condition(filter)) AND a.merged_into IS NULL AND b.merged_into IS NULL
        ORDER BY l.id DESC LIMIT \(literal: limit)
        """
    }

    private static func condition(_ filter: LikenessFilter) -> SQL {
        let state: SQL = filter.isSettled ? "l.settled_at IS NOT NULL" : "l.settled_at IS NULL"
        return state + " AND l.id < \(filter.cursor?.key ?? Int64.max)"
    }

    private static func slice(
        _ filter: LikenessFilter, _ read: (Int) throws -> [LikenessLine]
    ) throws -> Slice<LikenessLine, Int64> {
        try Slice(filter.cursor, size: pageSize, key: { $0.id }, read: read)
    }

    private static func line(_ row: Row, _ side: (String) throws -> LikenessSide) throws -> LikenessLine {
        LikenessLine(
            id: try row("id"), reason: try row("reason"), one: try side("one"), other: try side("other"))
    }
}
