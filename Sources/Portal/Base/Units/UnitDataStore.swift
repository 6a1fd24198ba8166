import Database
import Domain
import Ground
import Web

/// What stands of a customer in the free texts about his machines: why one was given more, why its warranty is void, why it was
/// exchanged or merged.
enum UnitDataStore {
    static let erasing = Erasing { erasure, tx in
        let own: [Int64] = try tx.list("SELECT id FROM unit WHERE customer_id = \(erasure.customer)")
        let units = own + erasure.past.units
        try erasure.takeOut(tx) { without in
            """
            UPDATE unit SET void_reason = \(without("void_reason")), quarantine_reason = \(without("quarantine_reason"))
            WHERE (id IN (\(units)) OR void_customer_id = \(erasure.customer))
                AND (void_reason <> '' OR quarantine_reason <> '')
            """
        }
        try erasure.takeOut(tx) { without in
            """
            UPDATE unit_extension SET reason = \(without("reason"))
            WHERE unit_id IN (\(units)) OR customer_id = \(erasure.customer)
            """
        }
        try erasure.takeOut(tx) { without in
            """
            UPDATE unit_exchange SET reason = \(without("reason")), answer = \(without("answer")),
                undo_reason = \(without("undo_reason"))
            WHERE unit_id IN (\(units)) OR new_unit_id IN (\(units)) OR customer_id = \(erasure.customer)
            """
        }
        try erasure.takeOut(tx) { without in
            """
            UPDATE unit_merge SET reason = \(without("reason"))
            WHERE kept_id IN (\(units)) OR gone_id IN (\(units)) OR customer_id = \(erasure.customer)
            """
        }
        return []
    }

    /// What was written when a machine was his, though it may be another's now; and nothing of before.
    static func dossier(
        _ customer: ID<Customer>, _ context: CompanyContext, _ tx: Transaction
    ) throws -> [DossierLine] {
        let words = context.words
        let voids = try tx.rows(
            """
            SELECT serial, void_reason AS text, NULL AS at FROM unit
            WHERE void_customer_id = \(customer) AND void_reason <> ''
            """
        ).map { try line($0, words("units.void_reason")) }
        let extended = try tx.rows(
            """
            SELECT u.serial, e.reason AS text, e.made_at AS at FROM unit_extension e JOIN unit u ON u.id = e.unit_id
            WHERE e.customer_id = \(customer) ORDER BY e.id
            """
        ).map { try line($0, words("units.extension")) }
        let exchanged = try tx.rows(
            """
            SELECT u.serial, x.reason, x.answer, x.undo_reason, x.made_at AS at
            FROM unit_exchange x JOIN unit u ON u.id = x.unit_id WHERE x.customer_id = \(customer) ORDER BY x.id
            """
        ).map { row in
            let texts: [String] = [try row("reason"), try row("answer"), try row("undo_reason")]
            return DossierLine(
                words("units.exchange"), at: try row("at"), try row("serial"),
                texts.filter { !$0.isEmpty }.joined(separator: " · "))
        }
        let merged = try tx.rows(
            """
            SELECT u.serial, m.reason AS text, m.made_at AS at FROM unit_merge m
            JOIN unit u ON u.id = m.gone_id
            WHERE m.customer_id = \(customer) OR u.customer_id = \(customer) ORDER BY m.id
            """
        ).map { try line($0, words("units.merge")) }
        return voids + extended + merged + exchanged.filter { !$0.value.isEmpty }
    }

    private static func line(_ row: Row, _ part: String) throws -> DossierLine {
        DossierLine(part, at: try row.optional("at"), try row("serial"), try row("text"))
    }
}
