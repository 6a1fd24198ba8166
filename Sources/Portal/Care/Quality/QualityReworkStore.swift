import Base
import Database
import Domain
import Ground
import Web
import Work

/// A job that makes good another one.
struct QualityRework: Sendable {
    let number: String
    let state: JobState
}

/// Jobs that make good others.
enum QualityReworkStore {
    /// The job that this one makes good; nil where it makes good none.
    static func first(of job: ID<Job>, _ tx: Transaction) throws -> ID<Job>? {
        try tx.value("SELECT first_id FROM quality_rework WHERE job_id = \(job)")
    }

    /// Its number, where somebody sees it.
    static func firstNumber(of job: ID<Job>, _ sight: Actor.Sight, _ tx: Transaction) throws -> String? {
        try tx.value(
            """
            SELECT j.number FROM quality_rework r JOIN job j ON j.id = r.first_id
            WHERE r.job_id = \(job) AND \(JobStore.within(sight))
            """)
    }

    /// The last job that makes good this one, of those that somebody sees.
    static func last(of job: ID<Job>, _ sight: Actor.Sight, _ tx: Transaction) throws -> QualityRework? {
        try tx.row(
            """
            SELECT j.number, j.state FROM quality_rework r JOIN job j ON j.id = r.job_id
            WHERE r.first_id = \(job) AND \(JobStore.within(sight)) ORDER BY r.job_id DESC LIMIT 1
            """
        ).map { QualityRework(number: try $0("number"), state: try $0("state")) }
    }

    /// Whether a job that makes good this one is under way, or was done and waits for its control or failed it.
    static func isOrdered(_ job: ID<Job>, _ tx: Transaction) throws -> Bool {
        try tx.value(
            """
            SELECT 1 FROM quality_rework r JOIN job j ON j.id = r.job_id LEFT JOIN quality_sample s ON s.job_id = j.id
            WHERE r.first_id = \(job) AND j.state NOT IN ('cancelled', 'returned')
                AND (j.state NOT IN ('done', 'closed') OR s.job_id IS NOT NULL) LIMIT 1
            """, as: Int.self) != nil
    }

    /// What failed its control and is not settled is made good by a rework, never by a job that is paid.
    static func obstacle(toFollowing job: ID<Job>, _ tx: Transaction) throws -> Complaint? {
        let isHeld = try tx.value(
            """
            SELECT 1 FROM quality_sample s JOIN quality_control c ON c.job_id = s.job_id AND c.is_current = 1
            WHERE s.job_id = \(job) AND s.state = 'held' AND c.state = 'failed'
            """, as: Int.self)
        return isHeld == nil ? nil : Complaint("jobs.follow.failed")
    }

    /// Whether work of that dealer makes good this job: it is his own, or its failure was not put to its work.
    static func isMadeGood(_ job: ID<Job>, by dealer: ID<Dealer>, _ tx: Transaction) throws -> Bool {
        try tx.value(
            """
            SELECT 1 FROM quality_control c WHERE c.job_id = \(job) AND c.is_current = 1 AND c.state = 'failed'
                AND (c.dealer_id = \(dealer) OR c.cause <> 'work')
            """, as: Int.self) != nil
    }

    static func add(
        _ job: ID<Job>, after control: QualityControlRow, _ tx: Transaction
    ) throws {
        let before: Int = try tx.value("SELECT nth FROM quality_rework WHERE job_id = \(control.job)") ?? 0
        try tx.later(
            """
            INSERT INTO quality_rework (job_id, first_id, control_id, nth, made_at)
            VALUES (\(job), \(control.job), \(control.id), \(before + 1), \(tx.now))
            """)
    }
}

/// Orders the job that makes good one which failed its control, from the dealer who has done it.
struct OrderRework: Sendable {
    let control: QualityControlRow
    let cause: ReworkCause
    /// What was found, as the dealer reads it in place of a fault.
    let what: String

    /// - Returns: its number; nil where the machine stands apart and nobody repairs it, or its customer is forgotten.
    @discardableResult
    func run(by actor: Actor, in company: OpenCompany, _ tx: Transaction) throws -> String? {
        guard let dealer = control.dealer else { return nil }
        let isServed = try tx.value(
            """
            SELECT 1 FROM unit u, job j JOIN customer k ON k.id = j.customer_id
            WHERE u.id = \(control.unit) AND u.quarantined_on IS NULL AND j.id = \(control.job) AND k.erased_at IS NULL
            """, as: Int.self)
        guard isServed != nil else { return nil }
        let first = try tx.one("SELECT service_type, customer_id, city_id, address FROM job WHERE id = \(control.job)")
        let number = try AddJob(
            serviceType: Self.service(of: try first("service_type")), customer: try first("customer_id"),
            unit: control.unit, city: try first("city_id"), address: try first("address"), statedFault: what,
            receivedAt: tx.now, receivedOn: company.clock.day(of: tx.now), by: actor.person, origin: "added"
        ).run(calendar: company.clock.calendar, in: tx)
        let job = try JobStore.find(number, .company, tx)
        try QualityReworkStore.add(job.id, after: control, tx)
        try OfferAgain(number, to: dealer, reason: control.jobNumber).run(by: actor, in: company, tx)
        try EventStore.add(
            Event(
                "rework", of: .qualityControl(control.id), in: QualityPlanStore.room,
                detail: ["job": number, "cause": cause.rawValue]), by: actor.person, tx)
        return number
    }

    /// What was installed or serviced badly is repaired: it is installed once, and its next service comes on its day.
    private static func service(of first: String) -> String {
        ["install", "periodic"].contains(first) ? "repair" : first
    }
}

/// Orders it once more, where the first one came to nothing.
package struct OrderReworkAgain: Sendable {
    let control: ID<QualityControl>
    let version: Int

    /// - Throws: `Refusal.stale`; a complaint of `MayTestWork`; `quality.rework.denied`.
    package func run(by actor: Actor, in company: OpenCompany, _ tx: Transaction) throws {
        let row = try QualityControlStore.find(control, tx)
        guard row.version == version else { throw Refusal.stale(Complaint("error.stale")) }
        _ = try MayTestWork(actor, workers: QualityControlStore.workers(on: row, tx))
        guard try Self.isOpen(row, tx) else { throw Complaint("quality.rework.denied") }
        let items = try QualityPlanStore.items(of: row.edition, tx)
        let found = items.readings(try QualityControlStore.readings(of: row.id, tx))
        guard case .failed(let places) = items.verdict(of: found) else { throw Complaint("quality.rework.denied") }
        let rework = OrderRework(control: row, cause: row.cause ?? .work, what: items.names(places))
        guard try rework.run(by: actor, in: company, tx) != nil else {
            throw Complaint("quality.rework.denied")
        }
    }

    /// Whether a dealer's job failed, its pay waits, and nothing is under way that would make it good.
    static func isOpen(_ row: QualityControlRow, _ tx: Transaction) throws -> Bool {
        guard row.dealer != nil, row.state == .failed, row.isCurrent,
            try QualitySampleStore.find(row.job, tx)?.state == .held
        else { return false }
        return try !QualityReworkStore.isOrdered(row.job, tx)
    }
}
