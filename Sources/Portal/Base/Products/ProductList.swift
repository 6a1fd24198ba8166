import Database
import Domain
import Ground
import Web

/// A model as the list shows it.
package struct ModelItem: Sendable {
    package let id: ID<ProductModel>
    package let code: String
    let name: String
    let groupFa: String
    let groupEn: String
    let groupCode: String
    let warrantyMonths: Int
    let warrantyFrom: String
    let periodicMonths: Int?
    /// How many of it are known by serial.
    let units: Int
    let group: ID<ProductGroup>
    let isRetired: Bool
    let isGroupRetired: Bool
    let version: Int

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
        group = try row("group_id")
        isRetired = try row("is_retired")
        isGroupRetired = try row("is_group_retired")
        version = try row("version")
    }
}

/// A group as pages show it.
struct GroupItem: Sendable {
    let id: ID<ProductGroup>
    let code: String
    let names: BothNames
    /// How the serials of its machines are written; empty: anyhow.
    let serialPattern: String
    let isRetired: Bool
    let version: Int
    /// How many models are in it.
    let models: Int
}

/// A model as a form offers it.
struct ModelChoice: Sendable {
    let code: String
    let name: String
}

enum ProductList {
    /// As many as a form can offer.
    private static let mostChoices = 500

    /// Those that are still sold, for a form to offer.
    static func choices(_ tx: Transaction) throws -> [ModelChoice] {
        try tx.rows(
            "SELECT code, name FROM product_model WHERE is_retired = 0 ORDER BY code LIMIT \(literal: mostChoices)"
        ).map { ModelChoice(code: try $0("code"), name: try $0("name")) }
    }

    /// By group, then by code.
    static func all(_ tx: Transaction) throws -> [ModelItem] {
        try tx.rows("\(columns) ORDER BY g.id, m.code").map(ModelItem.init)
    }

    /// - Throws: `Refusal.hidden` where there is none of this code.
    static func find(_ code: String, _ tx: Transaction) throws -> ModelItem {
        guard let row = try tx.row("\(columns) WHERE m.code = \(code)") else { throw Refusal.hidden }
        return try ModelItem(row)
    }

    /// In the order in which they were added.
    static func groups(_ tx: Transaction) throws -> [GroupItem] {
        try tx.rows("\(groupColumns) ORDER BY g.id").map(group)
    }

    /// - Throws: `Refusal.hidden` where there is none.
    static func group(_ id: ID<ProductGroup>, _ tx: Transaction) throws -> GroupItem {
        guard let row = try tx.row("\(groupColumns) WHERE g.id = \(id)") else { throw Refusal.hidden }
        return try group(row)
    }

    private static func group(_ row: Row) throws -> GroupItem {
        GroupItem(
            id: try row("id"), code: try row("code"), names: try BothNames(row),
            serialPattern: try row("serial_pattern"), isRetired: try row("is_retired"),
            version: try row("version"), models: try row("models"))
    }

    private static let groupColumns: SQL = """
        SELECT g.id, g.code, g.name_fa, g.name_en, g.serial_pattern, g.is_retired, g.version,
               (SELECT count(*) FROM product_model m WHERE m.group_id = g.id) AS models
        FROM product_group g
        """

    private static let columns: SQL = """
        SELECT m.id, m.code, m.name, g.name_fa AS group_fa, g.name_en AS group_en, g.code AS group_code, m.warranty_months,
               m.warranty_from, m.periodic_months, m.group_id, m.is_retired, m.version,
               g.is_retired AS is_group_retired,
               (SELECT count(*) FROM unit u WHERE u.model_id = m.id AND u.merged_into IS NULL) AS units
        FROM product_model m JOIN product_group g ON g.id = m.group_id
        """
}
