import Database
import Domain

package enum ProductStore {
    /// Adds the model, or brings the one with this code up to what the record says.
    /// - Returns: whether it was added.
    package static func set(_ product: ProductRecord, _ words: ImportWords, _ tx: Transaction) throws -> Bool {
        let group = try ProductGroupStore.findOrAdd(product.group, words, tx)
        let known: ID<ProductModel>? = try tx.value("SELECT id FROM product_model WHERE code = \(product.code)")
        guard let known else {
            try tx.execute(
                """
                INSERT INTO product_model (code, name, group_id, warranty_months, warranty_from, periodic_months)
                VALUES (\(product.code), \(product.name), \(group), \(product.warrantyMonths), \(product.warrantyFrom),
                        \(product.periodicMonths))
                """)
            return true
        }
        try tx.execute(
            """
            UPDATE product_model SET name = \(product.name), group_id = \(group),
                warranty_months = \(product.warrantyMonths), warranty_from = \(product.warrantyFrom),
                periodic_months = \(product.periodicMonths)
            WHERE id = \(known)
            """)
        return false
    }
}
