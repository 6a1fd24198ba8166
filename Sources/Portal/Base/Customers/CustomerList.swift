import Database
import Domain
import Web

/// A customer with his machines.
package struct CustomerSheet: Sendable {
    struct Machine: Sendable {
        let serial: String
        let model: String
        let purchasedOn: CalendarDay?
    }

    package let id: ID<Customer>
    package let name: String
    package let mobile: String
    package let since: Instant
    let machines: [Machine]
}

enum CustomerList {
    private static let mostMachines = 100

    /// - Throws: `Refusal.hidden` where there is none.
    static func find(_ id: ID<Customer>, _ tx: Transaction) throws -> CustomerSheet {
        guard let row = try tx.row("SELECT name, mobile, made_at FROM customer WHERE id = \(id)") else {
            throw Refusal.hidden
        }
        let machines = try tx.rows(
            """
            SELECT u.serial, m.name, u.purchased_on FROM unit u JOIN product_model m ON m.id = u.model_id
            WHERE u.customer_id = \(id) ORDER BY u.id DESC LIMIT \(literal: mostMachines)
            """)
        return CustomerSheet(
            id: id, name: try row("name"), mobile: try row("mobile"), since: try row("made_at"),
            machines: try machines.map {
                .init(
                    serial: try $0("serial"), model: try $0("name"), purchasedOn: try $0.optional("purchased_on"))
            })
    }
}
