import Database
import Domain

/// What whoever has a serial may know of its machine, on a page or by a text message.
package enum SerialCheckList {
    /// What it is and how long it is covered, and nothing of whose it is.
    package struct Checked: Sendable {
        package let model: String
        package let cover: UnitCover
    }

    /// - Returns: nil for what is no machine of the company's.
    package static func check(_ serial: String, _ tx: Transaction) throws -> Checked? {
        let unit = try UnitStore.id(of: serial, tx)
        let row = try unit.flatMap { unit in
            try tx.row(
                """
                SELECT m.name FROM unit u JOIN product_model m ON m.id = u.model_id WHERE u.id = \(unit)
                AND NOT EXISTS (SELECT 1 FROM unit WHERE serial = \(serial) AND is_unmarked = 1)
                """)
        }
        guard let unit, let row else {
            return try WarrantyCardList.check(serial, tx).map { Checked(model: $0.model, cover: $0.cover) }
        }
        return Checked(model: try row("name"), cover: try UnitStore.cover(of: unit, tx))
    }
}
