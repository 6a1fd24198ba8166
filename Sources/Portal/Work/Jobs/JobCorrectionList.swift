import Base
import Database
import Domain
import Ground

/// What a correction must know of a job beside its row: where it is, and how it ended.
struct JobEndFacts: Sendable {
    let address: String
    let statedFault: String
    /// nil as long as it is not done.
    let day: CalendarDay?
    let outcome: VisitOutcome?
    let faultCode: String?
}

enum JobCorrectionList {
    /// What its form begins with and chooses from.
    static func facts(_ number: String, _ context: CompanyContext, _ tx: Transaction) throws -> JobCorrectionFacts {
        let job = try JobStore.find(number, context.actor.sight, tx)
        let names = try context.company.names.names(tx)
        let row = try tx.one(
            """
            SELECT j.address, j.stated_fault, k.mobile, u.serial FROM job j
            JOIN customer k ON k.id = j.customer_id JOIN unit u ON u.id = j.unit_id WHERE j.id = \(job.id)
            """)
        let known = try NewJobList.facts(nil, names, tx)
        var obstacle: Complaint?
        for look in context.company.fittings[JobSlots.uncorrectable] where obstacle == nil {
            obstacle = try look(job, tx)
        }
        return JobCorrectionFacts(
            job: job, address: try row("address"), statedFault: try row("stated_fault"),
            mobile: MobileNumber.local(stored: try row("mobile")),
            serial: try row("serial"), names: names, places: known.places, models: known.models, obstacle: obstacle)
    }

    static func end(of job: ID<Job>, _ tx: Transaction) throws -> JobEndFacts {
        let row = try tx.one(
            "SELECT address, stated_fault, completed_on, outcome, fault_code FROM job WHERE id = \(job)")
        let outcome: String? = try row.optional("outcome")
        return JobEndFacts(
            address: try row("address"), statedFault: try row("stated_fault"), day: try row.optional("completed_on"),
            outcome: outcome.flatMap(VisitOutcome.init), faultCode: try row.optional("fault_code"))
    }

    static func serial(of unit: ID<Unit>, _ tx: Transaction) throws -> String {
        try tx.one("SELECT serial FROM unit WHERE id = \(unit)")("serial")
    }

    /// Whether the dealer who has it covers the city and does the group as they will be; nil where nobody has it.
    static func fits(_ job: JobRow, _ new: JobParticulars, _ tx: Transaction) throws -> Bool? {
        guard let dealer = job.dealer else { return nil }
        let row = try tx.row(
            """
            SELECT 1 AS one FROM dealer_city c JOIN dealer_group g ON g.dealer_id = c.dealer_id
            JOIN product_model m ON m.group_id = g.group_id JOIN unit u ON u.model_id = m.id
            WHERE c.dealer_id = \(dealer) AND c.city_id = \(new.city) AND u.id = \(new.unit)
            """)
        return row != nil
    }
}
