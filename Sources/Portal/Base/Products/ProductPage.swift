import Domain
import Ground
import Web

/// One model, with what has become of it.
struct ProductPage: Page {
    static let template = "products/one"
    let titleKey = "products.page_title"
    let titleValues: [String]
    let list: String
    let name: String
    let badge: Badge?
    /// nil for those who may not change it.
    let change: String?
    let retirement: Retirement?
    let facts: [Fact]
    let cards: PageCards

    init(_ model: ModelItem, rule: WarrantyRuleItem?, _ cards: PageCards, _ context: CompanyContext) {
        let (paths, words) = (context.paths, context.words)
        titleValues = [model.code]
        list = paths(ProductRoutes.list)
        name = model.name
        badge = Retirement.badge(model.isRetired || model.isGroupRetired, words)
        change = context.pathIfAllowed(ModelRoutes.changeForm, model.code)
        retirement =
            context.may(ModelRoutes.retirement)
            ? Retirement(
                paths(ModelRoutes.retirement, model.code), version: model.version, isRetired: model.isRetired,
                of: "model", words) : nil
        facts = Self.facts(model, rule, context)
        self.cards = cards
    }

    private static func facts(
        _ model: ModelItem, _ rule: WarrantyRuleItem?, _ context: CompanyContext
    ) -> [Fact] {
        let (reader, words, paths) = (context.reader, context.words, context.paths)
        return [
            Fact(label: words("products.model"), value: model.code, isLtr: true),
            Fact(
                label: words("jobs.group"), value: reader.name(fa: model.groupFa, en: model.groupEn),
                href: context.pathIfAllowed(ProductGroupRoutes.one, model.group)),
            Fact(
                label: words("products.warranty"),
                value: words("products.warranty.\(model.warrantyFrom)", reader.number(model.warrantyMonths))),
            Fact(
                label: words("products.warranty_decides"),
                value: rule.map { words("products.warranty_rule", $0.called(reader), reader.number($0.version)) }
                    ?? words("products.warranty_row"),
                href: rule.map { paths(WarrantyRuleRoutes.one, $0.id) }),
            model.periodicMonths.map {
                Fact(label: words("products.periodic"), value: words("products.periodic.every", reader.number($0)))
            },
            Fact(label: words("products.units"), value: reader.number(model.units)),
        ].compactMap(\.self)
    }
}
