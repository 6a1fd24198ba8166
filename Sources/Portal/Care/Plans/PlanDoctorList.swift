import Database
import Domain

/// What the doctor reads of periodic services, beside what the engine holds itself (a machine, one number each, a job of what
/// is done). Each list is of things that do not hold.
package enum PlanDoctorList {
    package static func problems(_ tx: Transaction) throws -> [Complaint] {
        try jobs("booked", "j.state IN ('done', 'closed', 'cancelled')", tx)
            + jobs("done", "j.state NOT IN ('done', 'closed')", tx) + ownerless(tx)
    }

    /// A booked service has a job under way, a done one a job that is done.
    private static func jobs(_ state: String, _ isWrong: SQL, _ tx: Transaction) throws -> [Complaint] {
        let numbers: [String] = try tx.list(
            """
            SELECT j.number FROM plan_service s JOIN job j ON j.id = s.job_id WHERE s.state = \(state) AND \(isWrong)
            ORDER BY j.number
            """)
        return numbers.map { Complaint("doctor.plan.\(state)", $0) }
    }

    /// A plan is for a model, for a group or a contract's own.
    private static func ownerless(_ tx: Transaction) throws -> [Complaint] {
        let names: [String] = try tx.list(
            """
            SELECT t.name FROM plan_template t WHERE t.group_id IS NULL AND t.model_id IS NULL
            AND NOT EXISTS (SELECT 1 FROM service_contract c WHERE c.template_id = t.id) ORDER BY t.id
            """)
        return names.map { Complaint("doctor.plan.ownerless", $0) }
    }
}
