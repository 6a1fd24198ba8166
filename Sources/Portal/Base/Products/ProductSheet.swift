import Ground
import Web

/// The catalogue as a file, behind the same filter as the page.
enum ProductSheet {
    static func sheet(_ filter: ProductFilter, _ context: CompanyContext) -> Sheet<ModelItem, Never> {
        let (reader, words) = (context.reader, context.words)
        let columns: [SheetColumn<ModelItem>] = [
            .init(words("products.model")) { .text($0.code) }, .init(words("products.name")) { .text($0.name) },
            .init(words("jobs.group")) { .text(reader.name(fa: $0.groupFa, en: $0.groupEn)) },
            .init(words("products.file.warranty")) { .number(Int64($0.warrantyMonths)) },
            .init(words("products.file.from")) { .text(words("products.file.from.\($0.warrantyFrom)")) },
            .init(words("products.file.periodic")) { $0.periodicMonths.map { .number(Int64($0)) } ?? .text("") },
            .init(words("products.units")) { .number(Int64($0.units)) },
        ]
        return Sheet("products", title: "products.title", columns: columns) { _, _, tx in
            Slice(all: filter.shown(try ProductList.all(tx)))
        }
    }
}
