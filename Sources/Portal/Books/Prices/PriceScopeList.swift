import Database
import Domain
import Ground
import Web

/// Groups and models that prices name.
enum PriceScopeList {
    private static let most = 500

    static func groups(_ ids: Set<ID<ProductGroup>>, _ tx: Transaction) throws -> [ID<ProductGroup>: BothNames] {
        try tx.rows("SELECT id, name_fa, name_en FROM product_group WHERE id IN (\(ids.sorted()))")
            .reduce(into: [:]) { $0[try $1("id")] = try BothNames($1) }
    }

    static func models(_ ids: Set<ID<ProductModel>>, _ tx: Transaction) throws -> [ID<ProductModel>: String] {
        try tx.rows("SELECT id, code, name FROM product_model WHERE id IN (\(ids.sorted()))")
            .reduce(into: [:]) { $0[try $1("id")] = "\(try $1("code") as String) \(try $1("name") as String)" }
    }

    /// What a row may be for, each by the code that is typed: groups first.
    struct Choice: Sendable {
        let code: String
        let name: String
        let group: ID<ProductGroup>?
        let model: ID<ProductModel>?
    }

    static func choices(_ reader: Reader, _ tx: Transaction) throws -> [Choice] {
        let groups = try tx.rows("SELECT id, code, name_fa, name_en FROM product_group ORDER BY id").map { row in
            Choice(code: try row("code"), name: try BothNames(row).shown(reader), group: try row("id"), model: nil)
        }
        let models = try tx.rows("SELECT id, code, name FROM product_model ORDER BY code LIMIT \(literal: most)")
            .map { row in Choice(code: try row("code"), name: try row("name"), group: nil, model: try row("id")) }
        return groups + models
    }
}
