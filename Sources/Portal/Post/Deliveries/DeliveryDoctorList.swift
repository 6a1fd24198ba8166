import Database
import Domain
import Ground

/// What must hold of what goes out by HTTP whatever happened.
package enum DeliveryDoctorList {
    /// Seconds after which somebody should have come.
    private static let patience: Int64 = 3_600

    package static func all(_ tx: Transaction) throws -> [Complaint] {
        let lost: [Int64] = try tx.list(
            "SELECT id FROM delivery WHERE state IN ('waiting', 'sending') AND due_at IS NULL ORDER BY id LIMIT 10")
        let late: Int =
            try tx.value("SELECT count(*) FROM delivery WHERE due_at < \(tx.now.adding(seconds: -patience))") ?? 0
        let isRun = try RunStore.last(SendDeliveries.name, of: 0, tx)?.isOpen == true
        return lost.map { Complaint("doctor.delivery_lost", String($0)) }
            + (late > 0 && !isRun ? [Complaint("doctor.delivery_late", String(late))] : [])
    }
}
