import Database
import Domain
import Ground

/// What must hold of messages whatever happened.
package enum MessageDoctorList {
    /// Seconds after which somebody should have come.
    private static let patience: Int64 = 3_600

    package static func all(_ tx: Transaction) throws -> [Complaint] { try lost(tx) + late(tx) + left(tx) }

    /// Nobody would ever come back to these.
    private static func lost(_ tx: Transaction) throws -> [Complaint] {
        let ids: [Int64] = try tx.list(
            """
            SELECT id FROM message WHERE state IN ('waiting', 'sending', 'held') AND due_at IS NULL
            OR state = 'sending' AND lease_token IS NULL ORDER BY id LIMIT 10
            """)
        return ids.map { Complaint("doctor.message_lost", String($0)) }
    }

    /// Their time has come and no run is there to see to them.
    private static func late(_ tx: Transaction) throws -> [Complaint] {
        let soon = tx.now.adding(seconds: -patience)
        return try MessageChannel.allCases.compactMap { channel in
            let count: Int =
                try tx.value("SELECT count(*) FROM message WHERE channel = \(channel) AND due_at < \(soon)") ?? 0
            guard count > 0, try RunStore.last(channel.run, of: 0, tx)?.isOpen != true else { return nil }
            return Complaint("doctor.message_late", String(count))
        }
    }

    /// What was written to somebody who was taken out.
    private static func left(_ tx: Transaction) throws -> [Complaint] {
        let ids: [Int64] = try tx.list(
            """
            SELECT m.id FROM message m JOIN customer c ON c.id = m.customer_id
            WHERE c.erased_at IS NOT NULL AND (m.number <> '' OR m.body <> '–') ORDER BY m.id LIMIT 10
            """)
        return ids.map { Complaint("doctor.message_left", String($0)) }
    }
}
