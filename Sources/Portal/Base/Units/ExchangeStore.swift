import Database
import Domain
import Ground
import Web

/// A machine goes, another comes: marked, asked for, confirmed by another person, undone.
package enum ExchangeStore {
    /// The rule says that it is to be exchanged. One that waits already, or stands apart, stays as it is.
    package static func mark(
        _ unit: ID<Unit>, _ cause: ExchangeCause, amount: Int, job: String, by person: ID<Person>?, _ tx: Transaction
    ) throws {
        let known: Int? = try tx.value(
            """
            SELECT 1 FROM unit_exchange WHERE unit_id = \(unit) AND (state IN ('due', 'asked') OR job = \(job))
            UNION ALL SELECT 1 FROM unit WHERE id = \(unit) AND quarantined_on IS NOT NULL
            """)
        guard known == nil else { return }
        let owner = try UnitStore.owner(of: unit, tx)
        try tx.later(
            """
            INSERT INTO unit_exchange (unit_id, customer_id, state, cause, amount, job, made_at)
            VALUES (\(unit), \(owner), 'due', \(cause), \(amount), \(job), \(tx.now))
            """)
        let detail = [cause.rawValue: String(amount), "job": job]
        try tell("exchange_due", unit, detail, by: person, tx)
    }

    /// The job that it was marked for was of another machine, or of another kind. What somebody has asked for stays.
    package static func unmark(
        _ unit: ID<Unit>, job: String, because reason: String, by person: ID<Person>?, _ tx: Transaction
    ) throws {
        let gone = try tx.execute(
            "DELETE FROM unit_exchange WHERE unit_id = \(unit) AND job = \(job) AND state = 'due'")
        if gone > 0 { try tell("exchange_declined", unit, ["job": job, "reason": reason], by: person, tx) }
    }

    /// With a customer who turns out to be another.
    static let move = CustomerMove("unit_exchange") { customer, tx in
        try tx.list("SELECT id FROM unit_exchange WHERE customer_id = \(customer) ORDER BY id")
    } move: { ids, customer, tx in
        _ = try tx.execute("UPDATE unit_exchange SET customer_id = \(customer) WHERE id IN (\(ids))")
    }

    /// With a machine that turns out to be another.
    static let moves: [UnitMove] = [
        UnitMove("unit_exchange.unit_id") { unit, tx in
            try tx.list("SELECT id FROM unit_exchange WHERE unit_id = \(unit) ORDER BY id")
        } move: { ids, unit, tx in
            _ = try tx.execute("UPDATE unit_exchange SET unit_id = \(unit) WHERE id IN (\(ids))")
        },
        UnitMove("unit_exchange.new_unit_id") { unit, tx in
            try tx.list("SELECT id FROM unit_exchange WHERE new_unit_id = \(unit) ORDER BY id")
        } move: { ids, unit, tx in
            _ = try tx.execute("UPDATE unit_exchange SET new_unit_id = \(unit) WHERE id IN (\(ids))")
        },
    ]

    struct Asked: Sendable {
        let serial: String
        let model: String
        let reason: String
    }

    /// - Throws: `Refusal.hidden`, `FieldRefusal`, `units.quarantined` where it stands apart already.
    static func ask(
        _ asked: Asked, for serial: String, by person: ID<Person>, _ tx: Transaction
    ) throws -> ID<Exchange> {
        let unit = try UnitList.find(serial, tx)
        guard unit.mergedInto == nil else { throw Complaint("units.merge.is_gone") }
        if let quarantine = unit.quarantine { throw Complaint("units.quarantined", unit.serial, quarantine.reason) }
        let model = try checkNew(asked, in: unit, tx)
        let open = try tx.row(
            "SELECT id, state FROM unit_exchange WHERE unit_id = \(unit.id) AND state IN ('due', 'asked')")
        let id: ID<Exchange>
        if let open {
            let state: ExchangeState = try open("state")
            guard state.after(.ask) != nil else { throw Complaint("units.exchange.asked_already") }
            id = try open("id")
        } else {
            id = try tx.insert(
                """
                INSERT INTO unit_exchange (unit_id, state, cause, made_at) VALUES (\(unit.id), 'due', 'asked', \(tx.now))
                """)
        }
        try tx.execute(
            """
            UPDATE unit_exchange SET state = 'asked', customer_id = \(unit.owner), serial = \(asked.serial), model_id = \(model),
                reason = \(asked.reason), asked_by = \(person), asked_at = \(tx.now), version = version + 1
            WHERE id = \(id)
            """)
        let detail = ["serial": asked.serial, "reason": asked.reason]
        try tell("exchange_asked", unit.id, detail, by: person, tx)
        return id
    }

    /// The machine that comes is nobody's yet, or its owner has it already.
    private static func checkNew(_ asked: Asked, in unit: UnitSheet, _ tx: Transaction) throws -> ID<ProductModel> {
        guard let model: ID<ProductModel> = try tx.value("SELECT id FROM product_model WHERE code = \(asked.model)")
        else { throw FieldRefusal(field: "model", complaint: Complaint("warranty.model_unknown", asked.model)) }
        func refuse(_ complaint: Complaint) -> FieldRefusal { FieldRefusal(field: "serial", complaint: complaint) }
        guard asked.serial != unit.serial else { throw refuse(Complaint("units.exchange.itself")) }
        do { try UnitStore.check(asked.serial, model, tx) } catch let complaint as Complaint { throw refuse(complaint) }
        guard let known = try UnitList.known(asked.serial, tx) else { return model }
        guard known.mergedInto == nil else { throw refuse(Complaint("units.merge.is_gone")) }
        guard known.owner == unit.owner else { throw refuse(Complaint("units.card.owner_other", asked.serial)) }
        guard known.quarantine == nil, known.coverUnit == nil else {
            throw refuse(Complaint("units.exchange.used", asked.serial))
        }
        return model
    }

    /// The new machine is the owner's from now on with what is left of the cover, and the old one stands apart.
    /// - Throws: `Refusal.hidden`, `Refusal.stale`, also where the old one became somebody else's since, the complaints of
    ///   `MayConfirmExchange` and of the new machine.
    static func confirm(_ id: ID<Exchange>, at version: Int, by actor: Actor, on today: CalendarDay, _ tx: Transaction)
        throws
    {
        let item = try find(id, at: version, .confirm, tx)
        guard let model = item.newModel else { throw Refusal.hidden }
        let hasAsked = item.askedBy == actor.person
        let easing = hasAsked ? try Easing.now(tx) : nil
        let permit = try MayConfirmExchange(actor, hasAsked: hasAsked, isEased: easing != nil)
        let old = try UnitList.find(item.serial, tx)
        guard item.askedFor == old.owner else { throw Refusal.stale(Complaint("units.exchange.owner_changed")) }
        let asked = Asked(serial: item.newSerial, model: try ProductStore.code(model, tx), reason: item.reason)
        do { _ = try checkNew(asked, in: old, tx) } catch let field as FieldRefusal { throw field.complaint }
        let new = try UnitStore.findOrAdd(item.newSerial, model, old.owner, nil, by: actor.person, tx)
        try UnitStore.carryCover(of: old, to: new, tx)
        try UnitStore.setApart(old.id, on: today, item.reason, tx)
        try tx.execute(
            """
            UPDATE unit_exchange SET state = 'done', new_unit_id = \(new), decided_by = \(permit.actor.person),
                decided_at = \(tx.now), eased = \(easing?.reason ?? ""), version = version + 1
            WHERE id = \(id)
            """)
        var detail = ["serial": item.newSerial, "reason": item.reason]
        detail["eased"] = easing?.reason
        try tell("exchanged", old.id, detail, by: actor.person, tx)
        try tell("came_for", new, ["serial": item.serial], by: actor.person, tx)
    }

    static func decline(
        _ id: ID<Exchange>, at version: Int, because reason: String, by person: ID<Person>, _ tx: Transaction
    ) throws {
        let item = try find(id, at: version, .decline, tx)
        try tx.execute(
            """
            UPDATE unit_exchange SET state = 'declined', decided_by = \(person), decided_at = \(tx.now),
                answer = \(reason), version = version + 1
            WHERE id = \(id)
            """)
        try tell("exchange_declined", item.unit, ["reason": reason], by: person, tx)
    }

    /// The old machine is in service again with its own cover; the new one stays its owner's, with a cover of its own.
    /// - Throws: `Refusal.stale`, `units.exchange.onward` where the new one was exchanged in its turn.
    static func undo(
        _ id: ID<Exchange>, at version: Int, because reason: String, by person: ID<Person>, _ tx: Transaction
    ) throws {
        let item = try find(id, at: version, .undo, tx)
        guard let new = item.newUnit else { throw Refusal.hidden }
        guard try UnitList.known(item.newSerial, tx)?.quarantine == nil else {
            throw Complaint("units.exchange.onward", item.newSerial)
        }
        try UnitStore.giveBackCover(new, tx)
        try UnitStore.takeBack(item.unit, tx)
        try tx.execute(
            """
            UPDATE unit_exchange SET state = 'undone', undone_by = \(person), undone_at = \(tx.now),
                undo_reason = \(reason), version = version + 1
            WHERE id = \(id)
            """)
        try tell("exchange_undone", item.unit, ["serial": item.newSerial, "reason": reason], by: person, tx)
        try tell("exchange_undone", new, ["serial": item.serial, "reason": reason], by: person, tx)
    }

    private static func find(
        _ id: ID<Exchange>, at version: Int, _ step: ExchangeState.Step, _ tx: Transaction
    ) throws -> ExchangeItem {
        let item = try ExchangeList.find(id, tx)
        guard item.version == version, item.state.after(step) != nil else {
            throw Refusal.stale(Complaint("error.stale"))
        }
        return item
    }

    private static func tell(
        _ kind: String, _ unit: ID<Unit>, _ detail: [String: String], by person: ID<Person>?, _ tx: Transaction
    ) throws {
        try EventStore.add(Event(kind, of: .unit(unit), in: "units", detail: detail), by: person, tx)
    }
}
