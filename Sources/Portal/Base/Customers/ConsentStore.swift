import Database
import Domain
import Ground

/// What a customer says himself of messages that are no news of his jobs.
package enum ConsentStore {
    /// Whoever has this number wants none any more. - Returns: the customer; nil where nobody has it.
    @discardableResult
    package static func refuse(by number: String, _ tx: Transaction) throws -> ID<Customer>? {
        guard let customer = try CustomerStore.find(stored: number, tx) else { return nil }
        let changed = try tx.execute(
            """
            UPDATE customer SET consent = \(CustomerConsent.refused.rawValue), version = version + 1
            WHERE id = \(customer) AND consent <> \(CustomerConsent.refused.rawValue)
            """)
        if changed == 1 {
            try EventStore.add(Event("opted_out", of: .customer(customer), in: "customers"), by: nil, tx)
        }
        return customer
    }
}
