import Base
import Database
import Domain
import Ground
import Web

/// What a contract says, whoever says it.
package struct ContractFacts: Sendable {
    let name: String
    let terms: ContractTerms
    let units: [ID<Unit>]
    let serviceType: String
    /// In the smallest coin.
    let price: Int64
    let responseHours: Int?
    let rule: PlanRule
    let note: String

    package init(
        name: String, _ terms: ContractTerms, units: [ID<Unit>], serviceType: String, price: Int64, responseHours: Int?,
        rule: PlanRule, note: String
    ) {
        (self.name, self.terms, self.units, self.serviceType) = (name, terms, units, serviceType)
        (self.price, self.responseHours, self.rule, self.note) = (price, responseHours, rule, note)
    }

    /// As the history keeps it. - Parameter serials: of its machines.
    func texts(_ serials: [String]) -> [String: String] {
        [
            "name": name, "first": terms.first.isoText, "last": terms.last.isoText, "visits": String(terms.visits),
            "free": ContractTerms.Free.allCases.filter(terms.free.contains).map(\.rawValue).joined(separator: ","),
            "repairs": terms.coversRepairs ? "yes" : "no", "service": serviceType, "price": String(price),
            "response": responseHours.map(String.init) ?? "", "window": "\(rule.early)/\(rule.late)",
            "check": rule.steps.map(\.checkList).joined(separator: "\n"), "note": note,
            "units": serials.joined(separator: ", "),
        ]
    }
}

package enum ContractStore {
    private static let (room, series) = ("contracts", "contract")

    /// Draws a number, and puts its visits on the machines.
    /// - Parameter old: the one that it follows.
    /// - Throws: `contracts.denied.units`, `contracts.denied.taken`, `contracts.denied.renewed`.
    package static func add(
        _ facts: ContractFacts, for customer: ID<Customer>, after old: ID<ServiceContract>? = nil,
        by person: ID<Person>, in company: OpenCompany, _ tx: Transaction
    ) throws -> String {
        try check(facts, for: customer, nil, tx)
        if let old {
            let his: Int? = try tx.value(
                """
                SELECT 1 FROM service_contract WHERE id = \(old) AND customer_id = \(customer) AND cancelled_from IS NULL
                """)
            guard his != nil else { throw Refusal.hidden }
            let other: Int? = try tx.value("SELECT 1 FROM service_contract WHERE renews_id = \(old)")
            guard other == nil else { throw Refusal.stale(Complaint("contracts.denied.renewed")) }
        }
        let clock = company.clock
        let number = try NumberStore.next(series, year: clock.calendar.year(of: clock.day(of: tx.now)), tx)
        let template = try TemplateStore.insert(facts.name, nil, facts.serviceType, facts.rule, by: person, tx)
        let terms = facts.terms
        let id: ID<ServiceContract> = try tx.insert(
            """
            INSERT INTO service_contract (number, customer_id, template_id, first_on, last_on, until_on, visits, free_labour,
                                          free_travel, free_parts, covers_repairs, price, response_hours, note, renews_id,
                                          made_by, made_at)
            VALUES (\(number), \(customer), \(template), \(terms.first), \(terms.last), \(terms.last), \(terms.visits),
                    \(terms.free.contains(.labour)), \(terms.free.contains(.travel)), \(terms.free.contains(.parts)),
                    \(terms.coversRepairs), \(facts.price), \(facts.responseHours), \(facts.note), \(old), \(person),
                    \(tx.now))
            """)
        try setUnits(facts.units, of: id, tx)
        try EventStore.add(
            Event("added", of: .serviceContract(id), in: room, detail: ["name": facts.name]), by: person, tx)
        try ContractPlanner(company, tx).plan(ContractList.find(number, tx), tx)
        return number
    }

    /// What nobody has called about moves with it; of a machine that is no longer in it nothing stays planned.
    /// - Throws: `Refusal.stale`, and as `add`.
    static func change(
        _ old: ContractRow, at version: Int, to facts: ContractFacts, by person: ID<Person>, in company: OpenCompany,
        _ tx: Transaction
    ) throws {
        guard old.cancelledFrom == nil else { throw Refusal.stale(Complaint("contracts.denied.cancelled")) }
        try check(facts, for: old.customer, old.id, tx)
        let (terms, before) = (facts.terms, try old.facts(tx).texts(ContractList.serials(of: old.id, tx)))
        try update(
            old.id, at: version,
            setting: """
                first_on = \(terms.first), last_on = \(terms.last), until_on = \(terms.last), visits = \(terms.visits),
                free_labour = \(terms.free.contains(.labour)), free_travel = \(terms.free.contains(.travel)),
                free_parts = \(terms.free.contains(.parts)), covers_repairs = \(terms.coversRepairs),
                price = \(facts.price), response_hours = \(facts.responseHours), note = \(facts.note)
                """, tx)
        try TemplateStore.rewrite(old.template, facts.name, nil, facts.serviceType, facts.rule, tx)
        try setUnits(facts.units, of: old.id, tx)
        let after = try facts.texts(ContractList.serials(of: old.id, tx))
        let event = Event("changed", of: .serviceContract(old.id), in: room, from: before, to: after)
        if event.changesSomething { try EventStore.add(event, by: person, tx) }
        try ContractPlanner(company, tx).plan(ContractList.find(old.number, tx), tx)
        try PlanServiceStore.cancel(
            "s.template_id = \(old.template) AND s.unit_id NOT IN (\(facts.units))", because: "", by: person, tx)
    }

    /// As it stands now. - Throws: as below.
    package static func cancel(
        _ number: String, from day: CalendarDay, because reason: String, by person: ID<Person>, _ tx: Transaction
    ) throws {
        let row = try ContractList.find(number, tx)
        try cancel(row, at: row.version, from: day, because: reason, by: person, tx)
    }

    /// From that day on it does not hold: what is planned then is cancelled, what was done or is booked stays.
    /// - Throws: `Refusal.stale`, `contracts.denied.cancel_day`.
    static func cancel(
        _ old: ContractRow, at version: Int, from day: CalendarDay, because reason: String, by person: ID<Person>,
        _ tx: Transaction
    ) throws {
        guard old.cancelledFrom == nil else { throw Refusal.stale(Complaint("contracts.denied.cancelled")) }
        guard (old.terms.first...old.terms.last).contains(day) else { throw Complaint("contracts.denied.cancel_day") }
        try update(
            old.id, at: version,
            setting: """
                cancelled_from = \(day), until_on = \(old.terms.end(cancelledFrom: day)), cancel_reason = \(reason),
                cancelled_by = \(person), cancelled_at = \(tx.now)
                """, tx)
        try PlanServiceStore.cancel(
            "s.template_id = \(old.template) AND s.planned_on >= \(day)", because: reason, by: person, tx)
        let detail = ["from": day.isoText, "note": reason]
        try EventStore.add(Event("cancelled", of: .serviceContract(old.id), in: room, detail: detail), by: person, tx)
    }

    private static func update(
        _ id: ID<ServiceContract>, at version: Int, setting change: SQL, _ tx: Transaction
    ) throws {
        let changed = try tx.execute(
            "UPDATE service_contract SET \(change), version = version + 1 WHERE id = \(id) AND version = \(version)")
        guard changed == 1 else { throw Refusal.stale(Complaint("error.stale")) }
    }

    private static func setUnits(_ units: [ID<Unit>], of id: ID<ServiceContract>, _ tx: Transaction) throws {
        let units = Set(units).sorted()
        _ = try tx.execute(
            "DELETE FROM service_contract_unit WHERE contract_id = \(id) AND unit_id NOT IN (\(units))")
        for unit in units {
            try tx.later(
                """
                INSERT INTO service_contract_unit (contract_id, unit_id) VALUES (\(id), \(unit))
                ON CONFLICT (contract_id, unit_id) DO NOTHING
                """)
        }
    }

    /// Instead of one that was exchanged: what the customer has paid for goes on.
    static func carry(_ unit: ID<Unit>, serial: String, into id: ID<ServiceContract>, _ tx: Transaction) throws {
        _ = try tx.execute("INSERT INTO service_contract_unit (contract_id, unit_id) VALUES (\(id), \(unit))")
        let event = Event("carried", of: .serviceContract(id), in: room, detail: ["units": serial])
        try EventStore.add(event, by: nil, tx)
    }

    /// His own machines, none of them twice under contract on one day.
    private static func check(
        _ facts: ContractFacts, for customer: ID<Customer>, _ own: ID<ServiceContract>?, _ tx: Transaction
    ) throws {
        let units = Set(facts.units)
        let his: Int =
            try tx.value(
                """
                SELECT count(*) FROM unit
                WHERE customer_id = \(customer) AND merged_into IS NULL AND id IN (\(units.sorted()))
                """) ?? 0
        guard !units.isEmpty, his == units.count else { throw Complaint("contracts.denied.units") }
        let taken = try tx.row(
            """
            SELECT u.serial, c.number FROM service_contract_unit x JOIN service_contract c ON c.id = x.contract_id
            JOIN unit u ON u.id = x.unit_id
            WHERE x.unit_id IN (\(units.sorted())) AND c.id <> \(own?.value ?? 0) AND c.customer_id = \(customer)
              AND c.first_on <= \(facts.terms.last) AND c.until_on >= \(facts.terms.first) ORDER BY c.id, u.id LIMIT 1
            """)
        if let taken {
            let (serial, number): (String, String) = (try taken("serial"), try taken("number"))
            throw Complaint("contracts.denied.taken", serial.isolatedLeftToRight, number.isolatedLeftToRight)
        }
    }

    static let naming = SubjectNaming("service_contract") { ids, context, tx in
        guard context.may(ContractRoutes.one) else { return [] }
        return try tx.rows("SELECT id, number FROM service_contract WHERE id IN (\(ids))")
    } link: { row, context in
        let number: String = try row("number")
        return SubjectLink(label: number, href: context.paths(ContractRoutes.one, number))
    }

    /// The signed paper, for whoever opens the contract: the office.
    static let files = AttachmentKind("service_contract", addedBy: .managers) { id, actor, tx in
        try actor.dealer == nil && tx.value("SELECT 1 FROM service_contract WHERE id = \(id)", as: Int.self) != nil
    }

    /// With a customer who turns out to be another.
    static let move = CustomerMove("service_contract") { customer, tx in
        try tx.list("SELECT id FROM service_contract WHERE customer_id = \(customer) ORDER BY id")
    } move: { ids, customer, tx in
        _ = try tx.execute("UPDATE service_contract SET customer_id = \(customer) WHERE id IN (\(ids))")
    }

    /// With a machine that turns out to be another; where a contract has both, it has the one that stays once.
    static let moveUnits = UnitMove("service_contract_unit.unit_id") { unit, tx in
        try tx.list("SELECT id FROM service_contract_unit WHERE unit_id = \(unit) ORDER BY id")
    } move: { ids, unit, tx in
        _ = try tx.execute(
            """
            UPDATE service_contract_unit SET unit_id = \(unit) WHERE id IN (\(ids)) AND NOT EXISTS
                (SELECT 1 FROM service_contract_unit o
                 WHERE o.unit_id = \(unit) AND o.contract_id = service_contract_unit.contract_id)
            """)
    }
}

extension EventSubject {
    static func serviceContract(_ id: ID<ServiceContract>) -> EventSubject {
        EventSubject("service_contract", id.value)
    }
}
