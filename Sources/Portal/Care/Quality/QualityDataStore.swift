import Base
import Database
import Domain
import Ground
import Web
import Work

/// What controls keep of a customer: what was written freely, and the photos of his machine.
enum QualityDataStore {
    static let erasing = Erasing(rewriting: ["event", "quality_reading"]) { erasure, tx in
        let ids: [Int64] = try tx.list(
            """
            SELECT c.id FROM quality_control c JOIN job j ON j.id = c.job_id
            WHERE j.customer_id = \(erasure.customer) ORDER BY c.id
            """)
        try erasure.takeOut(tx) { "UPDATE quality_control SET reason = \($0("reason")) WHERE id IN (\(ids))" }
        let jobs: SQL = "SELECT id FROM job WHERE customer_id = \(erasure.customer)"
        try erasure.takeOut(tx) {
            """
            UPDATE quality_sample SET reason = \($0("reason")), audit_reason = \($0("audit_reason"))
            WHERE job_id IN (\(jobs))
            """
        }
        try tx.execute(
            """
            UPDATE quality_reading SET value = '' WHERE control_id IN (\(ids)) AND EXISTS (SELECT 1 FROM quality_control c
                JOIN quality_item i ON i.edition_id = c.edition_id
                WHERE c.id = quality_reading.control_id AND i.position = quality_reading.position AND i.kind = 'text')
            """)
        try EventStore.blank("quality_control", ids, tx)
        return ids.map { EventSubject("quality_control", $0) }
    }

    static func dossier(
        _ customer: ID<Customer>, _ context: CompanyContext, _ tx: Transaction
    ) throws -> [DossierLine] {
        let words = context.words
        return try tx.rows(
            """
            SELECT j.number, c.state, c.made_at, c.reason FROM quality_control c JOIN job j ON j.id = c.job_id
            WHERE j.customer_id = \(customer) ORDER BY c.id
            """
        ).map { row in
            let state: QualityState = try row("state")
            let texts: [String] = [words("quality.state.\(state.rawValue)"), try row("reason")]
            return DossierLine(
                words("quality.title"), at: try row("made_at"), try row("number"),
                texts.filter { !$0.isEmpty }.joined(separator: " · "))
        }
    }
}

/// What the doctor reads of controls. Each list is of things that do not hold.
package enum QualityDoctorList {
    package static func problems(_ tx: Transaction) throws -> [Complaint] {
        let untested: [String] = try tx.list(
            """
            SELECT j.number FROM bench_item i JOIN job j ON j.id = i.job_id
            WHERE i.state = 'handed_over' AND EXISTS (SELECT 1 FROM quality_control c
                WHERE c.item_id = i.id AND c.is_current = 1 AND c.state <> 'passed')
            ORDER BY j.number
            """)
        let stray: [String] = try tx.list(
            """
            SELECT j.number FROM quality_control c JOIN bench_item i ON i.id = c.item_id JOIN job j ON j.id = i.job_id
            WHERE c.is_current = 1 AND (c.state NOT IN ('waiting', 'passed') OR i.state NOT IN ('test', 'ready', 'handed_over'))
            ORDER BY j.number
            """)
        return try dealers(tx) + untested.map { Complaint("doctor.quality.untested", $0) }
            + stray.map { Complaint("doctor.quality.stray", $0) }
    }

    /// Of dealers' jobs: what was drawn and paid all the same; what passed though no control of it did, nor of a job that makes it good;
    /// what is said to wait for a control that nobody began.
    private static func dealers(_ tx: Transaction) throws -> [Complaint] {
        let paid: [String] = try tx.list(
            """
            SELECT j.number FROM quality_breach b JOIN job j ON j.id = b.job_id ORDER BY j.number
            """)
        let unproven: [String] = try tx.list(
            """
            SELECT j.number FROM quality_sample s JOIN job j ON j.id = s.job_id WHERE s.state = 'passed'
            AND NOT EXISTS (SELECT 1 FROM quality_control c WHERE c.job_id = s.job_id AND c.dealer_id IS NOT NULL
                AND c.is_current = 1 AND c.state = 'passed')
            AND NOT EXISTS (SELECT 1 FROM quality_rework r JOIN quality_sample x ON x.job_id = r.job_id
                WHERE r.first_id = s.job_id AND x.state = 'passed')
            ORDER BY j.number
            """)
        let lost: [String] = try tx.list(
            """
            SELECT j.number FROM quality_sample s JOIN job j ON j.id = s.job_id WHERE s.state = 'held'
            AND NOT EXISTS (SELECT 1 FROM quality_control c WHERE c.job_id = s.job_id AND c.dealer_id IS NOT NULL
                AND c.is_current = 1 AND c.state IN ('waiting', 'failed'))
            ORDER BY j.number
            """)
        return paid.map { Complaint("doctor.quality.paid", $0) }
            + unproven.map { Complaint("doctor.quality.unproven", $0) }
            + lost.map { Complaint("doctor.quality.lost", $0) }
    }
}
