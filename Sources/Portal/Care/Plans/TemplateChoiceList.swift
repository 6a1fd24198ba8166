import Database
import Domain
import Ground
import Web

/// What the form of a template chooses from.
struct TemplateChoices: Sendable {
    struct Model: Sendable {
        let id: ID<ProductModel>
        let label: String
    }

    let groups: [(id: ID<ProductGroup>, names: BothNames)]
    let models: [Model]
    let names: CommonNames

    static func read(_ names: CommonNames, _ tx: Transaction) throws -> TemplateChoices {
        TemplateChoices(
            groups: try tx.rows("SELECT id, name_fa, name_en FROM product_group WHERE is_retired = 0 ORDER BY id")
                .map { (id: try $0("id"), names: try BothNames($0)) },
            models: try tx.rows("SELECT id, code, name FROM product_model WHERE is_retired = 0 ORDER BY code")
                .map { Model(id: try $0("id"), label: "\(try $0("code") as String) – \(try $0("name") as String)") },
            names: names)
    }

    func has(_ target: PlanTarget) -> Bool {
        switch target {
        case .group(let id): groups.contains { $0.id == id }
        case .model(let id): models.contains { $0.id == id }
        }
    }
}
