import Database
import Domain
import Ground
import Web

/// Jobs, as far as a person sees.
package enum JobStore {
    /// The condition that every query of jobs (alias `j`) carries: a dealer's person sees his dealer's jobs, a
    /// technician those that were given to him.
    package static func within(_ sight: Actor.Sight) -> SQL {
        switch sight {
        case .company: "1 = 1"
        case .dealer(let dealer): "j.dealer_id = \(dealer)"
        case .technician(let dealer, let person): "j.dealer_id = \(dealer) AND j.technician_id = \(person)"
        }
    }

    /// - Throws: `Refusal.hidden` where there is none, or none that this person sees.
    package static func find(_ number: String, _ sight: Actor.Sight, _ tx: Transaction) throws -> JobRow {
        let row = try tx.row("SELECT \(JobRow.columns) FROM job j WHERE j.number = \(number) AND \(within(sight))")
        guard let row else { throw Refusal.hidden }
        return try JobRow(row)
    }

    package static func receivedOn(_ job: ID<Job>, _ tx: Transaction) throws -> CalendarDay {
        try tx.one("SELECT received_on FROM job WHERE id = \(job)")("received_on")
    }

    /// Does a deed to a job: new state, further columns, and the event, in one.
    /// - Parameters:
    ///   - change: what else of the job's row becomes another.
    ///   - detail: what the event keeps, e.g. a reason; values as they were typed.
    ///   - promise: what is promised of it, where it was asked for before; nil asks for it.
    /// - Throws: `Refusal.stale` where the job has moved on since it was read, or cannot have this done to it.
    @discardableResult
    package static func move(
        _ job: JobRow, _ deed: JobDeed, by actor: Actor?, _ change: JobChange? = nil, detail: [String: String] = [:],
        promise: PromiseCounting? = nil, _ tx: Transaction
    ) throws -> JobState {
        let next: JobState
        do { next = try job.state.after(deed) } catch { throw Refusal.stale(error) }
        var set: SQL = "state = \(next), version = version + 1"
        if next.isEnded { try EstimateStore.close(job.id, tx) }
        if job.dealer != nil, change?.takesDealer == true { try EstimateStore.closeOfDealer(job.id, tx) }
        if let change { set += "," + change.assignments }
        // Whoever is done with it waits for nothing any more.
        let waitsNoMore = next.isEnded || change?.takesDealer == true
        if waitsNoMore { set += ", waiting = NULL" }
        try tx.later(
            "UPDATE job SET \(set) WHERE id = \(job.id) AND version = \(job.version)",
            orThrow: Refusal.stale(Complaint("error.stale")))
        if waitsNoMore { try JobWaitingStore.end(of: job.id, by: actor?.person, tx) }
        try JobEventStore.add(
            job.id, kind: deed.rawValue, from: job.state, to: next, by: actor?.person, detail: detail, tx)
        let moved = MovedPromise(
            job: job, deed: deed, at: change?.moment ?? tx.now, waitsNoMore: waitsNoMore && job.isWaiting)
        try moved.count(promise, tx)
        if job.dealer != nil, change?.takesDealer == true, let company = tx.host as? OpenCompany {
            for piece in company.fittings[JobSlots.released] { try piece(job.id, tx) }
        }
        return next
    }

    /// What comes due of it next; no form that is open for it is overtaken by this.
    static func setDue(_ job: ID<Job>, at moment: Instant, _ tx: Transaction) throws {
        try tx.later("UPDATE job SET due_at = \(moment) WHERE id = \(job)")
    }

    /// A job that somebody follows by his link. - Throws: where there is none.
    package static func known(_ id: ID<Job>, _ tx: Transaction) throws -> JobRow {
        try JobRow(try tx.one("SELECT \(JobRow.columns) FROM job j WHERE j.id = \(id)"))
    }

    /// Changes facts of a job that stays in its state, on its row or beside it, and writes the event.
    /// - Throws: `Refusal.stale` where the job has moved on since it was read.
    static func amend(
        _ job: JobRow, kind: String, by actor: Actor, _ change: JobChange? = nil, detail: [String: String] = [:],
        _ tx: Transaction
    ) throws {
        var set: SQL = "version = version + 1"
        if let change { set += "," + change.assignments }
        try tx.later(
            "UPDATE job SET \(set) WHERE id = \(job.id) AND version = \(job.version)",
            orThrow: Refusal.stale(Complaint("error.stale")))
        try JobEventStore.add(job.id, kind: kind, by: actor.person, detail: detail, tx)
    }

    /// The group comes from the unit's model, the province from the city.
    package static func add(_ job: AddJob, number: String, _ tx: Transaction) throws -> ID<Job> {
        let known = try tx.one(
            """
            SELECT m.group_id, (SELECT province_id FROM city WHERE id = \(job.city)) AS province_id
            FROM unit u JOIN product_model m ON m.id = u.model_id WHERE u.id = \(job.unit)
            """)
        let (group, province): (Int64, Int64) = (try known("group_id"), try known("province_id"))
        return try tx.insert(
            """
            INSERT INTO job (number, service_type, state, customer_id, unit_id, group_id, city_id, province_id, address,
                             stated_fault, received_at, received_on, made_by, way)
            VALUES (\(number), \(job.serviceType), 'received', \(job.customer), \(job.unit), \(group), \(job.city),
                    \(province), \(job.address), \(job.statedFault), \(job.receivedAt), \(job.receivedOn), \(job.by),
                    \(job.intake.way))
            """)
    }
}

/// What a deed changes of a job's row besides its state.
package enum JobChange: Sendable {
    case offered(to: ID<Dealer>)
    /// Put right; what the warranty says of it where that became another.
    case corrected(JobParticulars, Warranty?)
    /// With no dealer any more.
    case givenBack
    /// In the company's own workshop, and with no dealer any more.
    case admitted(JobWay)
    case accepted(at: Instant)
    case appointed(Appointment)
    case given(to: ID<Person>?)
    /// How the machine comes.
    case brought(JobWay)
    /// Visited, and not at its end.
    case visited(fault: String?)
    /// What its last visit has found was put right; nil where no visit has found anything.
    case recognised(fault: String?)
    /// The visit that ended it was put right; what the warranty says of it where that became another.
    case endPutRight(at: Instant, VisitOutcome, fault: String?, Warranty?)
    case finished(at: Instant, on: CalendarDay, VisitOutcome, fault: String?, Warranty)

    /// Whether whoever had it has it no more.
    fileprivate var takesDealer: Bool {
        switch self {
        case .offered, .givenBack, .admitted: true
        default: false
        }
    }

    /// When the job was taken or done, where that is what it says.
    fileprivate var moment: Instant? {
        switch self {
        case .accepted(let moment), .endPutRight(let moment, _, _, _), .finished(let moment, _, _, _, _): moment
        default: nil
        }
    }

    fileprivate var assignments: SQL {
        switch self {
        case .offered(let dealer): "dealer_id = \(dealer)," + Self.clearedOfDealer
        case .corrected(let new, let warranty):
            """
            service_type = \(new.serviceType), customer_id = \(new.customer), unit_id = \(new.unit),
            group_id = (SELECT m.group_id FROM unit u JOIN product_model m ON m.id = u.model_id WHERE u.id = \(new.unit)),
            city_id = \(new.city), province_id = (SELECT c.province_id FROM city c WHERE c.id = \(new.city)),
            address = \(new.address), stated_fault = \(new.statedFault), warranty = coalesce(\(warranty), warranty)
            """
        case .givenBack: "dealer_id = NULL," + Self.clearedOfDealer
        case .admitted(let way): "way = \(way), dealer_id = NULL," + Self.clearedOfDealer
        case .accepted(let at): "accepted_at = \(at)"
        case .appointed(let appointment):
            """
            appointment_on = \(appointment.day), appointment_from = \(appointment.from),
            appointment_to = \(appointment.to)
            """
        case .given(let technician): "technician_id = \(technician)"
        case .brought(let way): "way = \(way)"
        case .visited(let fault):
            """
            appointment_on = NULL, appointment_from = NULL, appointment_to = NULL,
            fault_code = coalesce(\(fault), fault_code)
            """
        case .recognised(let fault): "fault_code = \(fault)"
        case .endPutRight(let moment, let outcome, let fault, let warranty):
            """
            completed_at = \(moment), outcome = \(outcome), fault_code = \(fault),
            warranty = coalesce(\(warranty), warranty)
            """
        case .finished(let moment, let day, let outcome, let fault, let warranty):
            """
            completed_at = \(moment), completed_on = \(day), outcome = \(outcome),
            fault_code = coalesce(\(fault), fault_code), warranty = \(warranty)
            """
        }
    }

    /// What belongs to the dealer who had the job, and goes with him.
    private static let clearedOfDealer: SQL = """
        technician_id = NULL, accepted_at = NULL, appointment_on = NULL, appointment_from = NULL, appointment_to = NULL
        """
}
