import Database
import Domain
import Ground

package enum ProductStore {
    /// Adds the model, or brings the one with this code up to what the record says; either is in the history.
    /// - Returns: whether it was added.
    package static func set(
        _ product: ProductRecord, _ words: ImportWords, by person: ID<Person>?, _ tx: Transaction
    ) throws -> Bool {
        let group = try ProductGroupStore.findOrAdd(product.group, words, tx)
        let known: ID<ProductModel>? = try tx.value("SELECT id FROM product_model WHERE code = \(product.code)")
        guard let known else {
            let id: ID<ProductModel> = try tx.insert(
                """
                INSERT INTO product_model (code, name, group_id, warranty_months, warranty_from, periodic_months)
                VALUES (\(product.code), \(product.name), \(group), \(product.warrantyMonths), \(product.warrantyFrom),
                        \(product.periodicMonths))
                """)
            try EventStore.add(Event("added", of: .product(id), in: "products"), by: person, tx)
            return true
        }
        let before = try facts(known, tx)
        try tx.execute(
            """
            UPDATE product_model SET name = \(product.name), group_id = \(group),
                warranty_months = \(product.warrantyMonths), warranty_from = \(product.warrantyFrom),
                periodic_months = \(product.periodicMonths)
            WHERE id = \(known)
            """)
        let event = Event("changed", of: .product(known), in: "products", from: before, to: try facts(known, tx))
        if event.changesSomething { try EventStore.add(event, by: person, tx) }
        return false
    }

    /// As the history keeps them.
    private static func facts(_ id: ID<ProductModel>, _ tx: Transaction) throws -> [String: String] {
        let row = try tx.one(
            """
            SELECT m.name, g.name_fa, m.warranty_months, m.warranty_from, m.periodic_months
            FROM product_model m JOIN product_group g ON g.id = m.group_id WHERE m.id = \(id)
            """)
        let (months, periodic): (Int, Int?) = (try row("warranty_months"), try row.optional("periodic_months"))
        return [
            "name": try row("name"), "group": try row("name_fa"), "warranty_months": String(months),
            "warranty_from": try row("warranty_from"), "periodic_months": periodic.map { String($0) } ?? "",
        ]
    }

    /// For whoever opens its page: the office.
    static let files = AttachmentKind("product", addedBy: .managers) { id, actor, tx in
        try actor.dealer == nil && tx.value("SELECT 1 FROM product_model WHERE id = \(id)", as: Int.self) != nil
    }

    static let naming = SubjectNaming("product") { ids, context, tx in
        guard context.may(ProductRoutes.one) else { return [] }
        return try tx.rows("SELECT id, code FROM product_model WHERE id IN (\(ids))")
    } link: { row, context in
        let code: String = try row("code")
        return SubjectLink(label: code, href: context.paths(ProductRoutes.one, code))
    }
}
