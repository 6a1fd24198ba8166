import Database
import Domain
import Ground
import Web

/// A unit in the list.
struct UnitLine: Sendable {
    let id: ID<Unit>
    let serial: String
    let model: String
    let modelCode: String
    let group: BothNames
    let owner: ID<Customer>
    let ownerName: String
    let cover: UnitCover
}

enum UnitLineList {
    static let pageSize = 50

    /// The newest first.
    static func slice(
        _ filter: UnitFilter, size: Int = pageSize, _ tx: Transaction
    ) throws -> Slice<UnitLine, ID<Unit>> {
        let condition = try condition(filter, tx)
        return try Slice(filter.cursor, size: size, key: { $0.id }) { limit in
            guard let condition else { return [] }
            return try lines(condition, before: filter.cursor?.key, limit: limit, tx)
        }
    }

    /// - Returns: nil where nothing can meet it.
    private static func condition(_ filter: UnitFilter, _ tx: Transaction) throws -> SQL? {
        var condition: SQL = "1 = 1"
        if !filter.model.isEmpty {
            let id: ID<ProductModel>? = try tx.value("SELECT id FROM product_model WHERE code = \(filter.model)")
            guard let id else { return nil }
            condition += " AND u.model_id = \(id)"
        }
        if let group = filter.group {
            condition += " AND u.model_id IN (SELECT id FROM product_model WHERE group_id = \(group))"
        }
        let word = filter.serial
        guard !word.isEmpty else { return condition }
        let end = word + "\u{10FFFF}"
        condition += """
             AND u.id IN (SELECT id FROM unit WHERE serial >= \(word) AND serial < \(end)
                          UNION SELECT unit_id FROM unit_part WHERE part >= \(word) AND part < \(end))
            """
        return condition
    }

    private static func lines(
        _ condition: SQL, before id: ID<Unit>?, limit: Int, _ tx: Transaction
    ) throws -> [UnitLine] {
        let rows = try tx.rows(
            """
            SELECT u.id, u.serial, m.name, m.code, g.name_fa, g.name_en, k.id AS owner, k.name AS owner_name
            FROM unit u
            JOIN product_model m ON m.id = u.model_id
            JOIN product_group g ON g.id = m.group_id
            JOIN customer k ON k.id = u.customer_id
            WHERE u.id < \(id?.value ?? Int64.max) AND \(condition) ORDER BY u.id DESC LIMIT \(literal: limit)
            """)
        let covers = try UnitStore.covers(of: rows.map { try $0("id") }, tx)
        return try rows.compactMap { row in
            let id: ID<Unit> = try row("id")
            return try covers[id].map { cover in
                UnitLine(
                    id: id, serial: try row("serial"), model: try row("name"), modelCode: try row("code"),
                    group: try BothNames(row), owner: try row("owner"), ownerName: try row("owner_name"), cover: cover)
            }
        }
    }
}

/// What the list of units is narrowed to, as it stands in the address.
struct UnitFilter: PagedFilter {
    static let paging = Paging(onward: "before", back: .never)
    let typed: String
    let model: String
    let group: ID<ProductGroup>?
    var cursor: Cursor<ID<Unit>>?

    init(_ asked: Asked) {
        typed = asked.text("q")
        model = (try? CellText.code(asked.text("model"))) ?? ""
        group = asked.id("group", of: ProductGroup.self)
        cursor = asked.cursor(Self.paging) { ID($0) }
    }

    var fields: [Address.Field] { [("q", typed), ("model", model), ("group", group?.description ?? "")] }

    /// Begins a serial, or stands further on in it.
    var serial: String { (try? SerialText.parse(typed)) ?? "" }
    var isNarrowed: Bool { !typed.isEmpty || !model.isEmpty || group != nil }
}
