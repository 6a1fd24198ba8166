import Database
import Domain
import Web

/// A model as the list shows it.
struct ModelItem: Sendable {
    let id: ID<ProductModel>
    let code: String
    let name: String
    let groupFa: String
    let groupEn: String
    let groupCode: String
    let warrantyMonths: Int
    let warrantyFrom: String
    let periodicMonths: Int?
    /// How many of it are known by serial.
    let units: Int

    init(_ row: Row) throws {
        id = try row("id")
        code = try row("code")
        name = try row("name")
        groupFa = try row("group_fa")
        groupEn = try row("group_en")
        groupCode = try row("group_code")
        warrantyMonths = try row("warranty_months")
        warrantyFrom = try row("warranty_from")
        periodicMonths = try row.optional("periodic_months")
        units = try row("units")
    }
}

enum ProductList {
    /// By group, then by code.
    static func all(_ tx: Transaction) throws -> [ModelItem] {
        try tx.rows("\(columns) ORDER BY g.id, m.code").map(ModelItem.init)
    }

    /// - Throws: `Refusal.hidden` where there is none of this code.
    static func find(_ code: String, _ tx: Transaction) throws -> ModelItem {
        guard let row = try tx.row("\(columns) WHERE m.code = \(code)") else { throw Refusal.hidden }
        return try ModelItem(row)
    }

    private static let columns: SQL = """
        SELECT m.id, m.code, m.name, g.name_fa AS group_fa, g.name_en AS group_en, g.code AS group_code, m.warranty_months,
               m.warranty_from, m.periodic_months,
               (SELECT count(*) FROM unit u WHERE u.model_id = m.id) AS units
        FROM product_model m JOIN product_group g ON g.id = m.group_id
        """
}
