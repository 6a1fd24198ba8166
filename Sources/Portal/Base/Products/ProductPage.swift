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
    let facts: [Fact]
    let cards: PageCards

    init(_ model: ModelItem, _ cards: PageCards, _ context: CompanyContext) {
        let (reader, words) = (context.reader, context.words)
        titleValues = [model.code]
        list = context.paths(ProductRoutes.list)
        name = model.name
        facts = [
            Fact(label: words("products.model"), value: model.code, isLtr: true),
            Fact(label: words("jobs.group"), value: reader.name(fa: model.groupFa, en: model.groupEn)),
            Fact(
                label: words("products.warranty"),
                value: words("products.warranty.\(model.warrantyFrom)", reader.number(model.warrantyMonths))),
            model.periodicMonths.map {
                Fact(label: words("products.periodic"), value: words("products.periodic.every", reader.number($0)))
            },
            Fact(label: words("products.units"), value: reader.number(model.units)),
        ].compactMap(\.self)
        self.cards = cards
    }
}
