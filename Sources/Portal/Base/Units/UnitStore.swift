import Database
import Domain

package enum UnitStore {
    /// The unit with this serial (in capitals), added where there is none. Who asks for service has the machine: a known
    /// unit goes over to him. A day of purchase that is already known stays.
    /// - Throws: `unit.model.other` where the serial is known as another model.
    package static func findOrAdd(
        _ serial: String, _ model: ID<ProductModel>, _ customer: ID<Customer>, _ purchasedOn: CalendarDay?,
        _ tx: Transaction
    ) throws -> ID<Unit> {
        let serial = serial.uppercased()
        guard let known = try tx.row("SELECT id, customer_id, purchased_on FROM unit WHERE serial = \(serial)")
        else {
            return try tx.insert(
                """
                INSERT INTO unit (serial, model_id, customer_id, purchased_on)
                VALUES (\(serial), \(model), \(customer), \(purchasedOn))
                """)
        }
        let id: ID<Unit> = try known("id")
        let holder: ID<Customer> = try known("customer_id")
        try check(serial, model, tx)
        let purchase: CalendarDay? = try known.optional("purchased_on")
        if holder != customer || (purchase == nil && purchasedOn != nil) {
            try tx.execute(
                "UPDATE unit SET customer_id = \(customer), purchased_on = \(purchase ?? purchasedOn) WHERE id = \(id)")
        }
        return id
    }

    /// - Throws: `unit.model.other` where the serial is known as another model.
    package static func check(_ serial: String, _ model: ID<ProductModel>, _ tx: Transaction) throws {
        let serial = serial.uppercased()
        let row = try tx.row(
            """
            SELECT u.model_id, m.code FROM unit u JOIN product_model m ON m.id = u.model_id WHERE u.serial = \(serial)
            """)
        guard let row, try row("model_id") != model else { return }
        throw Complaint("unit.model.other", serial, try row("code"))
    }

    /// The day stays once it is known.
    package static func setInstalled(_ unit: ID<Unit>, on day: CalendarDay, _ tx: Transaction) throws {
        try tx.execute("UPDATE unit SET installed_on = \(day) WHERE id = \(unit) AND installed_on IS NULL")
    }

    /// From when and how long the unit is covered.
    package static func cover(of unit: ID<Unit>, _ tx: Transaction) throws -> UnitCover {
        let row = try tx.one(
            """
            SELECT m.warranty_months, m.warranty_from, u.purchased_on, u.installed_on,
                   (SELECT value FROM setting WHERE name = 'commitment_years') AS commitment_years
            FROM unit u JOIN product_model m ON m.id = u.model_id WHERE u.id = \(unit)
            """)
        let years: String? = try row.optional("commitment_years")
        return UnitCover(
            months: try row("warranty_months"), from: try row("warranty_from"),
            purchasedOn: try row.optional("purchased_on"), installedOn: try row.optional("installed_on"),
            commitmentYears: years.flatMap { Int($0) } ?? UnitCover.usualCommitmentYears)
    }
}

extension WarrantyStart: ColumnValue {}
extension Warranty: ColumnValue {}

/// What the warranty of one unit is counted from.
package struct UnitCover: Sendable {
    /// Parts and service of home appliances are promised for ten years (DOMAIN §6).
    package static let usualCommitmentYears = 10

    package let months: Int
    package let from: WarrantyStart
    package let purchasedOn: CalendarDay?
    package let installedOn: CalendarDay?
    package let commitmentYears: Int
}
