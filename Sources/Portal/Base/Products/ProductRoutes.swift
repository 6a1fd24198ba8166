import Database
import Domain
import Ground
import HTTPTypes
import Hummingbird
import Web

/// The catalogue: groups of products and their models.
package enum ProductRoutes: RoomRoutes {
    package static let list = PlainPage(
        "products", for: .office, menu: .init("products", icon: "box", order: 100))
    static let export = PlainPage("products/export", for: .office, watched: .export)
    package static let one = PageRoute<String>("products/:model", for: .office)

    package static var all: [Mounted] {
        [
            list.to { request, context in
                let models = try await context.company.read { try ProductList.all($0) }
                return try context.show(ProductsPage(models, ProductFilter(request.asked), context))
            },
            export.to { request, context in
                try await ProductSheet.sheet(ProductFilter(request.asked), context).response(to: request, context)
            },
            one.to { _, context, code in try await show(code, context) },
        ]
    }

    static func show(
        _ code: String, _ context: CompanyContext, status: HTTPResponse.Status = .ok, warning: Complaint? = nil
    ) async throws -> Response {
        let today = context.today
        let (model, rule, cards) = try await context.company.read { tx in
            let model = try ProductList.find(code, tx)
            let rule = try WarrantyRuleList.deciding(model.id, in: model.group, on: today, tx)
            return (model, rule, try context.cards(ProductSlots.cards, of: model, tx))
        }
        return try context.show(ProductPage(model, rule: rule, cards, context), status: status, warning: warning)
    }
}

/// What the catalogue is narrowed to.
struct ProductFilter: Filter {
    let typed: String

    init(_ asked: Asked) { typed = asked.text("q") }

    var fields: [Address.Field] { [("q", typed)] }

    func shown(_ models: [ModelItem]) -> [ModelItem] {
        let key = SearchText.squeezed(typed)
        return models.filter { model in
            key.isEmpty
                || [model.code, model.name, model.groupFa, model.groupEn].contains {
                    SearchText.squeezed($0).contains(key)
                }
        }
    }
}

struct ProductsPage: Page {
    struct Model: Sendable {
        let href: String
        let code: String
        let name: String
        let warranty: String
        /// nil where the model has no service of its own accord.
        let periodic: String?
        let units: String
        /// Its machines in the list of units.
        let machines: String
        let badge: Badge?
    }

    struct Group: Sendable {
        let name: String
        let count: String
        let badge: Badge?
        var models: [Model]
    }

    static let template = "products/list"
    let titleKey = "products.title"
    let action: String
    let typed: String
    let groups: [Group]
    let empty: EmptyNote?
    let imports: String?
    let files: [FileLink]
    /// nil for those who may not change the catalogue.
    let addition: String?
    let groupList: String?

    init(_ models: [ModelItem], _ filter: ProductFilter, _ context: CompanyContext) {
        let reader = context.reader
        let (shown, isAll) = (filter.shown(models), SearchText.squeezed(filter.typed).isEmpty)
        action = context.paths(ProductRoutes.list)
        typed = filter.typed
        files = context.files(of: filter, at: context.paths(ProductRoutes.export))
        let byGroup = Dictionary(grouping: shown, by: \.groupCode)
        var seen: Set<String> = []
        groups = shown.filter { seen.insert($0.groupCode).inserted }.map { first in
            let models = byGroup[first.groupCode]!
            return Group(
                name: reader.name(fa: first.groupFa, en: first.groupEn),
                count: reader.words("products.count", reader.number(models.count)),
                badge: Retirement.badge(first.isGroupRetired, reader.words),
                models: models.map { Self.model($0, context) })
        }
        empty =
            groups.isEmpty
            ? EmptyNote(
                title: reader.words(isAll ? "products.none" : "products.none_found"),
                text: reader.words(isAll ? "products.none_hint" : "products.none_found_hint"),
                action: isAll ? nil : .clear(action, reader.words)) : nil
        imports = context.importPath(.products)
        addition = context.pathIfAllowed(ModelRoutes.form)
        groupList = context.pathIfAllowed(ProductGroupRoutes.list)
    }

    private static func model(_ model: ModelItem, _ context: CompanyContext) -> Model {
        let reader = context.reader
        return Model(
            href: context.paths(ProductRoutes.one, model.code), code: model.code, name: model.name,
            warranty: reader.words("products.warranty.\(model.warrantyFrom)", reader.number(model.warrantyMonths)),
            periodic: model.periodicMonths.map { reader.words("products.periodic.every", reader.number($0)) },
            units: reader.number(model.units),
            machines: Address.of(context.paths(UnitListRoutes.list), [("model", model.code)]),
            badge: Retirement.badge(model.isRetired, reader.words))
    }
}
