import Database
import Domain

/// What a model is, whoever says it: a file or a form.
struct ModelFacts: Hashable, Sendable {
    let name: String
    let group: ID<ProductGroup>
    let warrantyMonths: Int
    let warrantyFrom: WarrantyStart
    let periodicMonths: Int?

    init(
        name: String, group: ID<ProductGroup>, warrantyMonths: Int, warrantyFrom: WarrantyStart, periodicMonths: Int?
    ) {
        (self.name, self.group, self.warrantyMonths) = (name, group, warrantyMonths)
        (self.warrantyFrom, self.periodicMonths) = (warrantyFrom, periodicMonths)
    }

    init(_ record: ProductRecord, group: ID<ProductGroup>) {
        self.init(
            name: record.name, group: group, warrantyMonths: record.warrantyMonths, warrantyFrom: record.warrantyFrom,
            periodicMonths: record.periodicMonths)
    }

    init(_ row: Row) throws {
        self.init(
            name: try row("name"), group: try row("group_id"), warrantyMonths: try row("warranty_months"),
            warrantyFrom: try row("warranty_from"), periodicMonths: try row.optional("periodic_months"))
    }
}
