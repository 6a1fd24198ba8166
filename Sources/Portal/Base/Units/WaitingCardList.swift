import Database
import Domain
import Ground

/// A card that waits for its machine: what is known of one that nobody has reported yet.
package struct WaitingCard: Sendable {
    package let serial: String
    package let model: String
    package let modelCode: String
    /// Whose it is; nil where the card names nobody.
    package let customer: ID<Customer>?
    /// His name; empty with him.
    package let owner: String
    package let cover: UnitCover
}

package enum WaitingCardList {
    /// Of this very serial or number of a card, as it was typed.
    package static func find(_ typed: String, _ tx: Transaction) throws -> WaitingCard? {
        guard let word = try? SerialText.parse(typed) else { return nil }
        let row = try tx.row(
            """
            SELECT c.id, c.serial, m.name, m.code, k.id AS customer_id, k.name AS owner
            FROM (SELECT id FROM warranty_card WHERE serial = \(word)
                  UNION SELECT id FROM warranty_card WHERE number = \(word) AND number <> '') f
            JOIN warranty_card c ON c.id = f.id
            JOIN product_model m ON m.id = c.model_id
            LEFT JOIN customer k ON k.id = c.customer_id
            WHERE c.unit_id IS NULL ORDER BY c.id LIMIT 1
            """)
        return try row.map { row in
            WaitingCard(
                serial: try row("serial"), model: try row("name"), modelCode: try row("code"),
                customer: try row.optional("customer_id"), owner: try row.optional("owner") ?? "",
                cover: try UnitStore.cover(ofCard: row("id"), tx))
        }
    }

    /// Of the machine with this serial, while only its card is known.
    package static func model(of serial: String, _ tx: Transaction) throws -> ID<ProductModel>? {
        guard let serial = try? SerialText.parse(serial) else { return nil }
        return try WarrantyCardStore.waiting(serial, tx)?.card.model
    }
}
