import Database
import Domain

/// Gathers what a calculation is given (FEES §2) from the rows of a finished job.
enum FactsStore {
    /// The job must be done: dealer, acceptance and completion are there. Only the visits of the dealer who finished it
    /// count: what an earlier one did on it is not his to be paid for.
    static func facts(of job: ID<Job>, clock: CompanyClock, _ tx: Transaction) throws -> FeeFacts {
        let row = try tx.one(
            """
            SELECT j.number, j.service_type, j.outcome, j.warranty, j.city_id, j.customer_id, j.unit_id, j.dealer_id,
                   j.address, j.fault_code, j.received_at, j.accepted_at, j.completed_at, j.completed_on,
                   d.code AS dealer, d.grade, d.city_id AS dealer_city, g.code AS product_group, m.code AS model,
                   (SELECT count(*) FROM holiday h WHERE h.day = j.completed_on) AS holidays,
                   (SELECT coalesce(sum(p.quantity), 0) FROM visit_part p JOIN visit v ON v.id = p.visit_id
                    WHERE v.job_id = j.id AND v.dealer_id = j.dealer_id) AS parts,
                   v.visits, v.minutes, v.km, v.labour, v.customer_parts
            FROM job j
            JOIN dealer d ON d.id = j.dealer_id
            JOIN product_group g ON g.id = j.group_id
            JOIN unit u ON u.id = j.unit_id
            JOIN product_model m ON m.id = u.model_id
            JOIN (SELECT count(*) AS visits, coalesce(sum(minutes), 0) AS minutes, coalesce(max(km_tenths), 0) AS km,
                         coalesce(sum(customer_labour), 0) AS labour, coalesce(sum(customer_parts), 0) AS customer_parts
                  FROM visit WHERE job_id = \(job)
                  AND dealer_id = (SELECT dealer_id FROM job WHERE id = \(job))) v ON 1 = 1
            WHERE j.id = \(job)
            """)
        return try facts(from: row, repeatDays: repeatDays(row, clock, tx))
    }

    private static func facts(from row: Row, repeatDays: Int64?) throws -> FeeFacts {
        let completed: Instant = try row("completed_at")
        let accepted: Instant = try row.optional("accepted_at") ?? row("received_at")
        let day: CalendarDay = try row("completed_on")
        let city: Int64 = try row("city_id")
        let dealerCity: Int64 = try row("dealer_city")
        let holidays: Int = try row("holidays")
        return FeeFacts(
            number: try row("number"), completedAt: completed.seconds, completionDay: day,
            serviceType: try row("service_type"), productGroup: try row("product_group"),
            productModel: try row("model"), warranty: try row.optional("warranty") ?? .out, dealer: try row("dealer"),
            dealerGrade: try row("grade"), zone: city == dealerCity ? .inCity : .outOfCity,
            outcome: try row("outcome"), dayKind: DayKind(of: day, isHoliday: holidays > 0), tenthsOfKm: try row("km"),
            minutes: try row("minutes"), visits: max(1, try row("visits")), parts: try row("parts"),
            customerLabour: try row("labour"), customerParts: try row("customer_parts"),
            tenthsOfHours: tenthsOfHours(from: accepted, to: completed), repeatDays: repeatDays, tenthsOfScore: nil,
            household: household(customer: try row("customer_id"), address: try row("address")))
    }

    /// One decimal, half away from zero; a completion written down before the acceptance counts as none.
    private static func tenthsOfHours(from accepted: Instant, to completed: Instant) -> Int64 {
        (max(0, completed.seconds - accepted.seconds) + 180) / 360
    }

    /// Customer and address together: two machines in one home are one household.
    static func household(customer: Int64, address: String) -> String { "\(customer):\(SearchText.squeezed(address))" }

    /// Days since the same dealer last completed a repair on the same serial with the same fault code. The `+` keeps the
    /// engine on the unit's few jobs: for the sake of `max` it would walk back through all that the dealer ever did.
    private static func repeatDays(_ row: Row, _ clock: CompanyClock, _ tx: Transaction) throws -> Int64? {
        guard let fault: String = try row.optional("fault_code") else { return nil }
        let unit: Int64 = try row("unit_id")
        let dealer: Int64 = try row("dealer_id")
        let completed: Instant = try row("completed_at")
        let number: String = try row("number")
        let last: CalendarDay? = try tx.value(
            """
            SELECT max(completed_on) FROM job WHERE unit_id = \(unit) AND +dealer_id = \(dealer)
            AND service_type = 'repair' AND outcome = 'completed' AND fault_code = \(fault)
            AND completed_at <= \(completed) AND number <> \(number)
            """)
        let day: CalendarDay = try row("completed_on")
        return last.map { Int64(day.number) - Int64($0.number) }
    }

    /// Which job of the same trip already has a line from a `household_day` rule, by component. In the portal jobs are
    /// priced as they are logged, not in the order of their completion; so any job of the trip that is already priced
    /// counts, else a visit that was written down late would be paid a second time.
    static func earlierTrips(of facts: FeeFacts, job: ID<Job>, _ tx: Transaction) throws -> [FeeComponent: String] {
        let rows = try tx.rows(
            """
            SELECT o.number, o.customer_id, o.address, l.component
            FROM job j
            JOIN job o ON o.customer_id = j.customer_id AND o.dealer_id = j.dealer_id
                AND o.completed_on = j.completed_on AND o.id <> j.id
            JOIN calculation c ON c.job_id = o.id
            JOIN fee_line l ON l.calculation_id = c.id AND l.is_household_day = 1
            WHERE j.id = \(job)
            AND NOT EXISTS (SELECT 1 FROM calculation n WHERE n.job_id = o.id AND n.replaces_id = c.id)
            ORDER BY o.completed_at, o.number
            """)
        var trips: [FeeComponent: String] = [:]
        for row in rows {
            let component: FeeComponent = try row("component")
            let isSameHome = household(customer: try row("customer_id"), address: try row("address")) == facts.household
            if isSameHome, trips[component] == nil { trips[component] = try row("number") }
        }
        return trips
    }
}

extension FeeComponent: ColumnValue {}
extension FeePayer: ColumnValue {}
