import Base
import Database
import Domain
import Ground
import Web
import Work

/// One planned service as its commands need it.
struct PlanServiceRow: Sendable {
    let id: ID<PlanService>
    let unit: ID<Unit>
    let customer: ID<Customer>
    let template: ID<PlanTemplate>
    let templateName: String
    let serviceType: String
    let number: Int
    /// Whether its machine's owner pays nothing for it.
    let isFree: Bool
    let state: PlanState
    let job: ID<Job>?
    let city: ID<City>?
    /// Whom the company has asked to call the customer who has the machine now, and who has asked him.
    let dealer: ID<Dealer>?
    let giver: ID<Person>?
    let calls: Int
    let late: Int
    let version: Int
}

enum PlanServiceStore {
    private static let room = "plans"

    private static let columns: SQL = """
        SELECT s.id, s.unit_id, s.template_id, s.position, s.is_free, s.state, s.job_id, s.city_id, s.given_by, s.calls, s.version,
               CASE WHEN s.given_customer_id = u.customer_id THEN s.dealer_id END AS dealer_id,
               u.customer_id, t.name, t.service_type, t.late_days
        FROM plan_service s JOIN unit u ON u.id = s.unit_id JOIN plan_template t ON t.id = s.template_id
        """

    /// - Throws: `Refusal.hidden` where there is none.
    static func find(_ id: ID<PlanService>, _ tx: Transaction) throws -> PlanServiceRow {
        guard let row = try tx.row("\(columns) WHERE s.id = \(id)") else { throw Refusal.hidden }
        return try service(row)
    }

    static func find(ofJob job: ID<Job>, _ tx: Transaction) throws -> PlanServiceRow? {
        try asked(ofJob: job, tx).value()
    }

    static func asked(ofJob job: ID<Job>, _ tx: Transaction) throws -> Reply<PlanServiceRow?> {
        try tx.ask("\(columns) WHERE s.job_id = \(job)") { try $0.first.map(service) }
    }

    private static func service(_ row: Row) throws -> PlanServiceRow {
        PlanServiceRow(
            id: try row("id"), unit: try row("unit_id"), customer: try row("customer_id"),
            template: try row("template_id"), templateName: try row("name"), serviceType: try row("service_type"),
            number: try row("position"), isFree: try row("is_free"), state: try row("state"),
            job: try row.optional("job_id"), city: try row.optional("city_id"), dealer: try row.optional("dealer_id"),
            giver: try row.optional("given_by"), calls: try row("calls"), late: try row("late_days"),
            version: try row("version"))
    }

    /// Does a deed to a service: new state, further columns, and the event, in one.
    /// - Throws: `Refusal.stale` where it has moved on since it was read, or cannot have this done to it.
    static func move(
        _ service: PlanServiceRow, _ deed: PlanDeed, by person: ID<Person>?, setting change: SQL? = nil,
        detail: [String: String] = [:], _ tx: Transaction
    ) throws {
        let next: PlanState
        do { next = try service.state.after(deed) } catch { throw Refusal.stale(error) }
        var set: SQL = "state = \(next), version = version + 1"
        if let change { set += "," + change }
        try tx.later(
            "UPDATE plan_service SET \(set) WHERE id = \(service.id) AND version = \(service.version)",
            orThrow: Refusal.stale(Complaint("error.stale")))
        var detail = detail
        // Of whom it was noted: the machine may be another's by the time that he asks.
        if detail["note"]?.isEmpty == false { detail["customer"] = service.customer.description }
        try EventStore.add(
            Event(deed.rawValue, of: .planService(service.id), in: room, detail: detail), by: person, tx)
    }

    /// - Parameter dealer: nil to take it back.
    static func give(
        _ service: PlanServiceRow, to dealer: ID<Dealer>?, called name: String, by person: ID<Person>, _ tx: Transaction
    ) throws {
        let giver: ID<Person>? = dealer == nil ? nil : person
        let customer: ID<Customer>? = dealer == nil ? nil : service.customer
        try tx.later(
            """
            UPDATE plan_service SET dealer_id = \(dealer), given_by = \(giver), given_customer_id = \(customer),
                version = version + 1
            WHERE id = \(service.id) AND version = \(service.version)
            """, orThrow: Refusal.stale(Complaint("error.stale")))
        let event = Event(
            dealer == nil ? "take_back" : "give", of: .planService(service.id), in: room, detail: ["dealer": name])
        try EventStore.add(event, by: person, tx)
    }

    /// What was given to a dealer, as long as the machine is that customer's.
    static func given(to dealer: ID<Dealer>) -> SQL {
        """
        s.dealer_id = \(dealer)
        AND s.given_customer_id = (SELECT o.customer_id FROM unit o WHERE o.id = s.unit_id)
        """
    }

    /// With a customer who turns out to be another: whom a dealer calls, he goes on calling.
    static let moveGiven = CustomerMove("plan_service.given_customer_id") { customer, tx in
        try tx.list("SELECT id FROM plan_service WHERE given_customer_id = \(customer) ORDER BY id")
    } move: { ids, customer, tx in
        _ = try tx.execute("UPDATE plan_service SET given_customer_id = \(customer) WHERE id IN (\(ids))")
    }

    /// What of a machine waited on a day for such a job, the longest waiting first.
    static func asked(
        waitingOf unit: ID<Unit>, as serviceType: String, on day: CalendarDay, _ tx: Transaction
    ) throws -> Reply<PlanServiceRow?> {
        try tx.ask(waiting(unit, serviceType, on: day)) { try $0.first.map(service) }
    }

    static func waiting(_ unit: ID<Unit>, _ serviceType: String, on day: CalendarDay) -> SQL {
        """
        \(columns) WHERE s.unit_id = \(unit) AND s.state IN ('planned', 'due', 'called') AND s.from_on <= \(day)
        AND t.service_type = \(serviceType) ORDER BY s.planned_on, s.id LIMIT 1
        """
    }

    /// One whose contract does not hold any more on its day.
    static func isPromisedNoMore(_ id: ID<PlanService>) -> SQL {
        """
        s.id = \(id) AND s.template_id IN
            (SELECT c.template_id FROM service_contract c WHERE c.cancelled_from <= s.planned_on)
        """
    }

    /// All of them that are not booked yet.
    static func cancel(_ condition: SQL, because reason: String, by person: ID<Person>, _ tx: Transaction) throws {
        let rows = try tx.rows(
            "\(columns) WHERE s.state IN ('planned', 'due', 'called') AND \(condition) ORDER BY s.id")
        for row in rows { try move(service(row), .cancel, by: person, detail: ["note": reason], tx) }
    }

    static func fallingDue(by today: CalendarDay, limit: Int) -> SQL {
        """
        SELECT id FROM plan_service WHERE state = 'planned' AND from_on <= \(today)
        ORDER BY from_on LIMIT \(literal: limit)
        """
    }

    /// Whose window is over, and nobody has made a job of it.
    static func over(before today: CalendarDay, limit: Int) -> SQL {
        """
        SELECT id FROM plan_service WHERE state IN ('planned', 'due', 'called') AND until_on < \(today)
        ORDER BY until_on LIMIT \(literal: limit)
        """
    }

    /// It is no news that a day has come: nothing is written of it.
    static func fallDue(_ ids: [ID<PlanService>], _ tx: Transaction) throws {
        try tx.later(
            "UPDATE plan_service SET state = 'due', version = version + 1 WHERE id IN (\(ids)) AND state = 'planned'")
    }

    /// One that somebody has just booked is not missed.
    static func miss(_ id: ID<PlanService>, _ tx: Transaction) throws {
        let service = try find(id, tx)
        guard service.state.allows(.miss) else { return }
        try move(service, .miss, by: nil, tx)
    }

    /// Of the machine's last job for its owner, else of his last one, else his main address: where it stood with who had it before is nobody else's business.
    static func lastPlace(of service: PlanServiceRow, _ tx: Transaction) throws -> BookServices.Place? {
        for owner in [
            "unit_id = \(service.unit) AND customer_id = \(service.customer)", "customer_id = \(service.customer)",
        ] as [SQL] {
            let row = try tx.row("SELECT city_id, address FROM job WHERE \(owner) ORDER BY id DESC LIMIT 1")
            if let row {
                return BookServices.Place(city: try row("city_id"), address: try row("address"), note: "")
            }
        }
        return try CustomerList.addresses(of: service.customer, tx).first.map {
            BookServices.Place(city: $0.city, address: $0.address, note: "")
        }
    }

    /// With a machine that turns out to be another, those that somebody has called about; what is only planned is planned
    /// anew for the one that stays. Where both have the same service, what was done or called about holds.
    static let moveServices = UnitMove("plan_service.unit_id") { unit, tx in
        try tx.list(
            "SELECT id FROM plan_service WHERE unit_id = \(unit) AND state NOT IN ('planned', 'due') ORDER BY id")
    } move: { ids, unit, tx in
        try tx.execute(
            """
            DELETE FROM plan_service WHERE unit_id = \(unit) AND state IN ('planned', 'due') AND EXISTS
                (SELECT 1 FROM plan_service o WHERE o.id IN (\(ids)) AND o.template_id = plan_service.template_id
                 AND o.position = plan_service.position)
            """)
        _ = try tx.execute(
            """
            UPDATE plan_service SET unit_id = \(unit), version = version + 1 WHERE id IN (\(ids)) AND NOT EXISTS
                (SELECT 1 FROM plan_service o WHERE o.unit_id = \(unit) AND o.template_id = plan_service.template_id
                 AND o.position = plan_service.position)
            """)
    }

    static let naming = SubjectNaming("plan_service") { ids, context, tx in
        guard context.may(ServiceRoutes.one) else { return [] }
        return try tx.rows(
            """
            SELECT s.id, s.position, t.name FROM plan_service s JOIN plan_template t ON t.id = s.template_id
            WHERE s.id IN (\(ids))
            """)
    } link: { row, context in
        let number: Int = try row("position")
        return SubjectLink(
            label: context.words("plans.nth", try row("name"), context.reader.number(number)),
            href: context.paths(ServiceRoutes.one, try row("id")))
    }
}
