import Database
import Domain
import Work

/// Gathers what a calculation is given (FEES §2) from the rows of a job, finished or about to be.
enum FactsStore {
    /// - Throws: `DatabaseFault.noRow` where there is no such job.
    static func facts(of job: ID<Job>, clock: CompanyClock, _ tx: Transaction) throws -> FeeFacts {
        guard let facts = try facts(of: [job], clock: clock, tx)[job] else { throw DatabaseFault.noRow }
        return facts
    }

    /// In tenths; nil where its customer has said nothing that counts.
    static func score(of job: ID<Job>, _ tx: Transaction) throws -> Int64? {
        try tx.value("SELECT score FROM survey_score WHERE job_id = \(job)")
    }

    /// The jobs must be done: dealer, acceptance and completion are there.
    static func facts(of jobs: [ID<Job>], clock: CompanyClock, _ tx: Transaction) throws -> [ID<Job>: FeeFacts] {
        guard !jobs.isEmpty else { return [:] }
        let visits = try visits(of: jobs, tx)
        let rows = try rows(of: jobs, .stored, tx)
        let known = try visits.value()
        return try rows.reduce(into: [:]) { all, row in
            let job: ID<Job> = try row("id")
            all[job] = try facts(from: row, JobEnd(row), known[job] ?? Visits())
        }
    }

    /// As they would be if the job ended so. - Returns: nil where that visit does not end it.
    static func facts(of end: ForeseenEnd, clock: CompanyClock, _ tx: Transaction) throws -> FeeFacts? {
        let visits = try visits(of: [end.job], tx)
        guard let row = try rows(of: [end.job], Ending(end), tx).first else { throw DatabaseFault.noRow }
        guard let foreseen = try JobEnd(end, row) else { return nil }
        return try facts(from: row, foreseen, (visits.value()[end.job] ?? Visits()).with(end.visit))
    }

    /// Where a job's end stands: in its row, or in what is foreseen.
    private struct Ending {
        let at: SQL
        let day: SQL
        let fault: SQL

        static let stored = Ending(at: "j.completed_at", day: "j.completed_on", fault: "j.fault_code")

        private init(at: SQL, day: SQL, fault: SQL) { (self.at, self.day, self.fault) = (at, day, fault) }

        init(_ end: ForeseenEnd) {
            let fault = end.visit.faultCode.map { "\($0)" as SQL } ?? Self.stored.fault
            self.init(at: "\(end.visit.visitedAt)", day: "\(end.day)", fault: fault)
        }
    }

    private static func rows(of jobs: [ID<Job>], _ end: Ending, _ tx: Transaction) throws -> [Row] {
        try tx.rows(
            """
            SELECT j.id, j.number, j.service_type, j.outcome, j.warranty, j.city_id, j.customer_id, j.address,
                   j.fault_code, j.received_at, j.accepted_at, j.completed_at, j.completed_on,
                   d.code AS dealer, d.grade, d.city_id AS dealer_city, g.code AS product_group, m.code AS model,
                   \(end.day) IN (SELECT h.day FROM holiday h) AS is_holiday,
                   (SELECT coalesce(sum(p.quantity), 0) FROM visit_part p JOIN visit v ON v.id = p.visit_id
                    WHERE v.job_id = j.id AND v.dealer_id = j.dealer_id) AS parts,
                   \(repaired(before: end)) AS repaired_on,
                   (SELECT s.score FROM survey_score s WHERE s.job_id = j.id) AS score,
                   (SELECT w.nth FROM job_rework w WHERE w.job_id = j.id AND w.dealer_id = j.dealer_id) AS rework
            FROM job j
            JOIN dealer d ON d.id = j.dealer_id
            JOIN product_group g ON g.id = j.group_id
            JOIN unit u ON u.id = j.unit_id
            JOIN product_model m ON m.id = u.model_id
            WHERE j.id IN (\(jobs))
            """)
    }

    /// When the same dealer last completed a repair on the same serial with the same fault code. The `+` keeps the engine on
    /// the unit's few jobs: for the sake of `max` it would walk back through all that the dealer ever did.
    private static func repaired(before end: Ending) -> SQL {
        """
        (SELECT max(o.completed_on) FROM job o WHERE o.unit_id = j.unit_id AND +o.dealer_id = j.dealer_id
         AND o.service_type = 'repair' AND o.outcome = 'completed' AND o.fault_code = \(end.fault)
         AND o.completed_at <= \(end.at) AND o.number <> j.number)
        """
    }

    private struct Visits {
        var count: Int64 = 0
        var minutes: Int64 = 0
        var tenthsOfKm: Int64 = 0
        var labour: Int64 = 0
        var customerParts: Int64 = 0
        /// Of those that are not written down yet.
        var parts: Int64 = 0

        func with(_ visit: VisitFacts) -> Visits {
            var visits = self
            visits.count += 1
            visits.minutes += Int64(visit.minutes)
            visits.tenthsOfKm = max(tenthsOfKm, Int64(visit.kmTenths))
            visits.parts += visit.parts.reduce(0) { $0 + Int64($1.quantity) }
            visits.labour += visit.customerLabour
            visits.customerParts += visit.customerParts
            return visits
        }
    }

    /// Only those of the dealer who finished the job count: what an earlier one did on it is not his to be paid for.
    private static func visits(of jobs: [ID<Job>], _ tx: Transaction) throws -> Reply<[ID<Job>: Visits]> {
        try tx.ask(
            """
            SELECT v.job_id, count(*) AS visits, coalesce(sum(v.minutes), 0) AS minutes,
                   coalesce(max(v.km_tenths), 0) AS km, coalesce(sum(v.customer_labour), 0) AS labour,
                   coalesce(sum(v.customer_parts), 0) AS parts
            FROM visit v
            WHERE v.job_id IN (\(jobs)) AND v.dealer_id = (SELECT o.dealer_id FROM job o WHERE o.id = v.job_id)
            GROUP BY v.job_id
            """
        ) { rows in
            try rows.reduce(into: [:]) { all, row in
                all[try row("job_id")] = Visits(
                    count: try row("visits"), minutes: try row("minutes"), tenthsOfKm: try row("km"),
                    labour: try row("labour"), customerParts: try row("parts"))
            }
        }
    }

    private static func facts(from row: Row, _ end: JobEnd, _ visits: Visits) throws -> FeeFacts {
        let accepted: Instant = try row.optional("accepted_at") ?? row("received_at")
        let city: Int64 = try row("city_id")
        let dealerCity: Int64 = try row("dealer_city")
        let repaired: CalendarDay? = try row.optional("repaired_on")
        return FeeFacts(
            number: try row("number"), completedAt: end.at.seconds, completionDay: end.day,
            serviceType: try row("service_type"), productGroup: try row("product_group"),
            productModel: try row("model"), warranty: end.warranty, dealer: try row("dealer"),
            dealerGrade: try row("grade"), zone: city == dealerCity ? .inCity : .outOfCity,
            outcome: end.outcome, dayKind: DayKind(of: end.day, isHoliday: try row("is_holiday")),
            tenthsOfKm: visits.tenthsOfKm, minutes: visits.minutes, visits: max(1, visits.count),
            parts: try row("parts") + visits.parts, customerLabour: visits.labour, customerParts: visits.customerParts,
            tenthsOfHours: tenthsOfHours(from: accepted, to: end.at),
            repeatDays: repaired.map { Int64(end.day.number) - Int64($0.number) },
            tenthsOfScore: try row.optional("score"),
            household: household(customer: try row("customer_id"), address: try row("address")),
            rework: try row.optional("rework"))
    }

    /// One decimal, half away from zero; a completion written down before the acceptance counts as none.
    private static func tenthsOfHours(from accepted: Instant, to completed: Instant) -> Int64 {
        (max(0, completed.seconds - accepted.seconds) + 180) / 360
    }

    /// Customer and address together: two machines in one home are one household.
    static func household(customer: Int64, address: String) -> String { "\(customer):\(SearchText.squeezed(address))" }

    /// A line from a `household_day` rule of another job.
    struct Trip {
        let number: String
        let household: String
        let component: FeeComponent
    }

    /// Those of the same dealer at the same customer's on the same day. In the portal jobs are priced as they are logged, not
    /// in the order of their completion; so any job of the trip that is already priced counts, else a visit that was written
    /// down late would be paid a second time.
    /// - Parameter day: of the job's end where that is not written down yet.
    static func trips(
        beside job: ID<Job>, on day: CalendarDay? = nil, _ tx: Transaction
    ) throws -> Reply<[Trip]> {
        let day = day.map { "\($0)" as SQL } ?? "j.completed_on"
        return try tx.ask(
            """
            SELECT o.number, o.customer_id, o.address, l.component
            FROM job j
            JOIN job o ON o.customer_id = j.customer_id AND o.dealer_id = j.dealer_id
                AND o.completed_on = \(day) AND o.id <> j.id
            JOIN calculation c ON c.job_id = o.id
            JOIN fee_line l ON l.calculation_id = c.id AND l.is_household_day = 1
            WHERE j.id = \(job)
            AND NOT EXISTS (SELECT 1 FROM calculation n WHERE n.job_id = o.id AND n.replaces_id = c.id)
            ORDER BY o.completed_at, o.number
            """
        ) { rows in
            try rows.map { row in
                Trip(
                    number: try row("number"),
                    household: household(customer: try row("customer_id"), address: try row("address")),
                    component: try row("component"))
            }
        }
    }

    /// Which job of the same trip, in the same home, already has such a line, by component.
    static func earlier(_ trips: [Trip], of facts: FeeFacts) -> [FeeComponent: String] {
        trips.filter { $0.household == facts.household }
            .reduce(into: [:]) { all, trip in if all[trip.component] == nil { all[trip.component] = trip.number } }
    }
}

/// How a job ended, or would end.
private struct JobEnd {
    let at: Instant
    let day: CalendarDay
    let outcome: JobOutcome
    let warranty: Warranty

    init(_ row: Row) throws {
        (at, day, outcome) = (try row("completed_at"), try row("completed_on"), try row("outcome"))
        warranty = try row.optional("warranty") ?? .unknown
    }

    init?(_ end: ForeseenEnd, _ row: Row) throws {
        guard let outcome = JobOutcome(rawValue: end.visit.outcome.rawValue) else { return nil }
        (at, day, self.outcome, warranty) = (end.visit.visitedAt, end.day, outcome, end.warranty)
    }
}

extension FeeComponent: ColumnValue {}
extension FeePayer: ColumnValue {}
