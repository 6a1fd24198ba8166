import Database
import Domain
import Ground
import Web

/// A card in the list.
struct WarrantyCardLine: Sendable {
    let id: ID<WarrantyCard>
    let card: RegisteredCard
    let model: String
    let modelCode: String
    let group: BothNames
    let isWaiting: Bool
}

package enum WarrantyCardList {
    static let pageSize = 50

    /// The newest first.
    static func slice(
        _ filter: WarrantyCardFilter, size: Int = pageSize, _ tx: Transaction
    ) throws -> Slice<WarrantyCardLine, ID<WarrantyCard>> {
        var conditions: [SQL] = []
        switch filter.state {
        case .waiting: conditions.append("c.unit_id IS NULL")
        case .owned: conditions.append("c.unit_id IS NOT NULL")
        case nil: break
        }
        let word = filter.word
        if !word.isEmpty {
            let end = word + "\u{10FFFF}"
            conditions.append(
                """
                c.id IN (SELECT id FROM warranty_card WHERE serial >= \(word) AND serial < \(end)
                         UNION SELECT id FROM warranty_card WHERE number >= \(word) AND number < \(end) AND number <> '')
                """)
        }
        return try Slice(filter.cursor, size: size, key: { $0.id }) { limit in
            let before = filter.cursor?.key.value ?? Int64.max
            return try lines("c.id < \(before) AND \(conditions.joinedByAnd())", limit: limit, tx)
        }
    }

    private static func lines(_ condition: SQL, limit: Int, _ tx: Transaction) throws -> [WarrantyCardLine] {
        try tx.rows(
            """
            SELECT c.id, c.serial, c.number, c.model_id, c.purchased_on, c.installed_on, c.activated_on, c.produced_on,
                   c.unit_id, c.file, c.record, m.name, m.code, g.name_fa, g.name_en
            FROM warranty_card c
            JOIN product_model m ON m.id = c.model_id
            JOIN product_group g ON g.id = m.group_id
            WHERE \(condition) ORDER BY c.id DESC LIMIT \(literal: limit)
            """
        ).map { row in
            let unit: ID<Unit>? = try row.optional("unit_id")
            return WarrantyCardLine(
                id: try row("id"), card: try RegisteredCard(row), model: try row("name"), modelCode: try row("code"),
                group: try BothNames(row), isWaiting: unit == nil)
        }
    }

    /// The card of a serial that no machine has yet.
    static func waiting(_ serial: String, _ tx: Transaction) throws -> WarrantyCardLine? {
        try lines("c.serial = \(serial.uppercased()) AND c.unit_id IS NULL", limit: 1, tx).first
    }

    /// What a serial is of that stands on a card alone, and its cover.
    static func check(_ serial: String, _ tx: Transaction) throws -> (model: String, cover: UnitCover)? {
        guard let line = try waiting(serial, tx) else { return nil }
        return (model: line.model, cover: try UnitStore.cover(ofCard: line.id, tx))
    }
}

/// What the list of cards is narrowed to, as it stands in the address.
struct WarrantyCardFilter: PagedFilter {
    static let paging = Paging(onward: "before", back: .never)

    enum State: String, CaseIterable, Sendable { case waiting, owned }

    let typed: String
    let state: State?
    var cursor: Cursor<ID<WarrantyCard>>?

    init(_ asked: Asked) {
        typed = asked.text("q")
        state = asked.word("state")
        cursor = asked.cursor(Self.paging) { ID($0) }
    }

    var fields: [Address.Field] { [("q", typed), ("state", state?.rawValue ?? "")] }

    /// Begins a serial or a card's number.
    var word: String { (try? SerialText.parse(typed)) ?? "" }
    var isNarrowed: Bool { !typed.isEmpty || state != nil }
}
