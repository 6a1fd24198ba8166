import Database
import Domain
import Ground
import Web

package enum UnitStore {
    /// The unit with this serial, added where there is none, with what its card says. Who asks for service has the machine: a
    /// known unit goes over to him. A day of purchase that is already known stays.
    /// - Parameter reason: why it goes over, for its history.
    /// - Throws: `unit.model.other` where the serial is known as another model.
    package static func findOrAdd(
        _ serial: String, _ model: ID<ProductModel>, _ customer: ID<Customer>, _ purchasedOn: CalendarDay?,
        by person: ID<Person>?, because reason: String = "", _ tx: Transaction
    ) throws -> ID<Unit> {
        let serial = try SerialText.parse(serial)
        guard let known = try resolved(serial, "u.customer_id, u.purchased_on", tx)
        else { return try addNew(serial, model, customer, purchasedOn, tx) }
        let id: ID<Unit> = try known("id")
        let holder: ID<Customer> = try known("customer_id")
        try check(serial, model, tx)
        let purchase: CalendarDay? = try known.optional("purchased_on")
        if holder != customer || (purchase == nil && purchasedOn != nil) {
            try tx.execute(
                """
                UPDATE unit SET customer_id = \(customer), purchased_on = \(purchase ?? purchasedOn),
                    version = version + 1
                WHERE id = \(id)
                """)
            try UnitCoverEndStore.stale(id, in: tx)
            let names = try [holder, customer].map { try CustomerStore.called($0, tx) }
            let changes = [
                "owner": (before: names[0], after: names[1]),
                "purchased_on": (before: purchase?.isoText ?? "", after: (purchase ?? purchasedOn)?.isoText ?? ""),
            ]
            let detail = reason.isEmpty ? [:] : ["text": reason]
            try EventStore.add(
                Event("changed", of: .unit(id), in: "units", changes: changes, detail: detail), by: person, tx)
            if holder != customer { try move(serial, from: holder, to: customer, by: person, tx) }
        }
        return id
    }

    private static func addNew(
        _ serial: String, _ model: ID<ProductModel>, _ customer: ID<Customer>, _ purchasedOn: CalendarDay?,
        _ tx: Transaction
    ) throws -> ID<Unit> {
        let dates = UnitDates(sale: purchasedOn)
        guard let waiting = try WarrantyCardStore.waiting(serial, tx) else {
            let card = RegisteredCard(serial: serial, model: model, number: "", dates: dates)
            return try add(card, customer, nil, tx)
        }
        var card = waiting.card
        guard card.model == model else {
            throw Complaint("unit.model.other", serial, try ProductStore.code(card.model, tx))
        }
        card.dates = card.dates.filled(from: dates)
        let id = try add(card, customer, waiting.city, tx)
        try WarrantyCardStore.link(waiting.id, to: id, of: customer, tx)
        return id
    }

    /// A machine that is new to the company, as its card has it.
    static func add(
        _ card: RegisteredCard, _ customer: ID<Customer>, _ city: ID<City>?, _ tx: Transaction
    ) throws -> ID<Unit> {
        let dates = card.dates
        let id: ID<Unit> = try tx.insert(
            """
            INSERT INTO unit (serial, look, model_id, customer_id, purchased_on, installed_on, activated_on, produced_on,
                              city_id)
            VALUES (\(card.serial), \(SerialText.look(card.serial)), \(card.model), \(customer), \(dates.sale),
                    \(dates.installation), \(dates.activation), \(dates.production), \(city))
            """)
        try addParts(of: card.serial, id, tx)
        return id
    }

    /// What a card tells of a machine that did not know it.
    static func fill(
        _ unit: ID<Unit>, from before: UnitDates, to dates: UnitDates, _ city: ID<City>?, by person: ID<Person>?,
        _ tx: Transaction
    ) throws {
        if let city { try tx.later("UPDATE unit SET city_id = \(city) WHERE id = \(unit) AND city_id IS NULL") }
        guard dates != before else { return }
        try tx.later(
            """
            UPDATE unit SET purchased_on = \(dates.sale), installed_on = \(dates.installation),
                activated_on = \(dates.activation), produced_on = \(dates.production),
                version = version + 1
            WHERE id = \(unit)
            """)
        try UnitCoverEndStore.stale(unit, in: tx)
        let days = CoverDay.allCases.map { day in
            (CardRecord.column(of: day), (before: before[day]?.isoText ?? "", after: dates[day]?.isoText ?? ""))
        }
        let changes = Dictionary(uniqueKeysWithValues: days)
        try EventStore.add(Event("changed", of: .unit(unit), in: "units", changes: changes), by: person, tx)
    }

    /// A job was taken for it there.
    package static func setCity(_ unit: ID<Unit>, _ city: ID<City>, _ tx: Transaction) throws {
        try tx.later("UPDATE unit SET city_id = \(city) WHERE id = \(unit) AND (city_id IS NULL OR city_id <> \(city))")
    }

    /// - Throws: `FieldRefusal` where another unit has the serial, or it is not written as those of the model, or there is no such
    ///   model, or it is kept apart and would be called otherwise; `Refusal.stale`.
    static func correct(_ known: UnitSheet, to facts: UnitFacts, _ tx: Transaction) throws {
        guard let model: ID<ProductModel> = try tx.value("SELECT id FROM product_model WHERE code = \(facts.model)")
        else { throw FieldRefusal(field: "model", complaint: Complaint("warranty.model_unknown", facts.model)) }
        guard known.mergedInto == nil else { throw Complaint("units.merge.no_more") }
        try checkApart(known, facts)
        if facts.serial != known.serial, facts.serial.hasPrefix(unmarked) {
            throw FieldRefusal(field: "serial", complaint: Complaint("units.serial.sign", facts.serial))
        }
        let other: Int? = try tx.value("SELECT 1 FROM unit WHERE serial = \(facts.serial) AND id <> \(known.id)")
        if other != nil {
            throw FieldRefusal(field: "serial", complaint: Complaint("units.serial.taken", facts.serial))
        }
        if facts.serial != known.serial {
            do { try ProductStore.checkSerial(facts.serial, model, tx) } catch let complaint as Complaint {
                throw FieldRefusal(field: "serial", complaint: complaint)
            }
        }
        let voidedOf: SQL =
            facts.void == known.facts.void ? "void_customer_id" : facts.void == nil ? "NULL" : "customer_id"
        let changed = try tx.execute(
            """
            UPDATE unit SET serial = \(facts.serial), look = \(SerialText.look(facts.serial)), model_id = \(model),
                purchased_on = \(facts.dates.sale), installed_on = \(facts.dates.installation),
                activated_on = \(facts.dates.activation), produced_on = \(facts.dates.production),
                voided_on = \(facts.void?.day), void_reason = \(facts.void?.reason ?? ""), void_customer_id = \(voidedOf),
                version = version + 1,
                is_unmarked = CASE WHEN serial = \(facts.serial) THEN is_unmarked ELSE 0 END
            WHERE id = \(known.id) AND version = \(known.version)
            """)
        guard changed == 1 else { throw Refusal.stale(Complaint("error.stale")) }
        try UnitCoverEndStore.stale(known.id, in: tx)
        guard facts.serial != known.serial else { return }
        try rewrite(partsOf: known.id, tx)
    }

    /// By its serial one that is kept apart is known again: were that another, the old one would be a machine that nobody knows.
    private static func checkApart(_ known: UnitSheet, _ facts: UnitFacts) throws {
        guard known.quarantine != nil else { return }
        let complaint = Complaint("units.quarantined_stays")
        if facts.serial != known.serial { throw FieldRefusal(field: "serial", complaint: complaint) }
        if facts.model != known.modelCode { throw FieldRefusal(field: "model", complaint: complaint) }
    }

    /// A machine whose serial nobody could read yet: it goes by a sign of ours.
    package static func addUnmarked(
        _ model: ID<ProductModel>, _ customer: ID<Customer>, _ purchasedOn: CalendarDay?, _ tx: Transaction
    ) throws -> ID<Unit> {
        let last: Int64 = try tx.value("SELECT max(id) FROM unit") ?? 0
        return try tx.insert(
            """
            INSERT INTO unit (serial, model_id, customer_id, purchased_on, is_unmarked)
            VALUES (\("\(unmarked)\(last + 1)"), \(model), \(customer), \(purchasedOn), 1)
            """)
    }

    static let unmarked = "NOSERIAL-"

    static func owner(of unit: ID<Unit>, _ tx: Transaction) throws -> ID<Customer> {
        try tx.one("SELECT customer_id FROM unit WHERE id = \(unit)")("customer_id")
    }

    /// With a customer who turns out to be another.
    static let move = CustomerMove("unit") { customer, tx in
        try tx.list("SELECT id FROM unit WHERE customer_id = \(customer) ORDER BY id")
    } move: { ids, customer, tx in
        _ = try tx.execute("UPDATE unit SET customer_id = \(customer) WHERE id IN (\(ids))")
    }

    /// Why its warranty is void was written when it was his.
    static let moveVoids = CustomerMove("unit.void_customer_id") { customer, tx in
        try tx.list("SELECT id FROM unit WHERE void_customer_id = \(customer) ORDER BY id")
    } move: { ids, customer, tx in
        _ = try tx.execute("UPDATE unit SET void_customer_id = \(customer) WHERE id IN (\(ids))")
    }

    /// Whoever does the same in another transaction waits until this one is over.
    package static func hold(_ unit: ID<Unit>, _ tx: Transaction) throws {
        _ = try tx.execute("UPDATE unit SET version = version WHERE id = \(unit)")
    }

    /// With a machine that turns out to be another.
    static let moveFiles = UnitMove("file") { unit, tx in
        try AttachmentStore.ids(of: .unit(unit), tx)
    } move: { ids, unit, tx in
        try AttachmentStore.move(ids, to: .unit(unit), tx)
    }

    /// In the history of both customers.
    private static func move(
        _ serial: String, from holder: ID<Customer>, to customer: ID<Customer>, by person: ID<Person>?,
        _ tx: Transaction
    ) throws {
        for (kind, who) in [("unit_left", holder), ("unit_came", customer)] {
            let event = Event(kind, of: .customer(who), in: "customers", detail: ["serial": serial])
            try EventStore.add(event, by: person, tx)
        }
    }

    /// For whoever opens its page: the office.
    static let files = AttachmentKind("unit", addedBy: .intake) { id, actor, tx in
        try actor.dealer == nil && tx.value("SELECT 1 FROM unit WHERE id = \(id)", as: Int.self) != nil
    }

    static let naming = SubjectNaming("unit") { ids, context, tx in
        guard context.may(UnitRoutes.one) else { return [] }
        return try tx.rows("SELECT id, serial FROM unit WHERE id IN (\(ids))")
    } link: { row, context in
        let serial: String = try row("serial")
        return SubjectLink(label: serial, href: context.paths(UnitRoutes.one, serial))
    }

    /// The job that was taken for its installation was of another machine, or of another kind.
    package static func takeBackInstallation(
        of unit: ID<Unit>, on day: CalendarDay, by person: ID<Person>?, _ tx: Transaction
    ) throws {
        let changed = try tx.execute(
            """
            UPDATE unit SET installed_on = NULL, version = version + 1
            WHERE id = \(unit) AND installed_on = \(day)
            """)
        guard changed == 1 else { return }
        try UnitCoverEndStore.stale(unit, in: tx)
        let changes = ["installed_on": (before: day.isoText, after: "")]
        try EventStore.add(Event("changed", of: .unit(unit), in: "units", changes: changes), by: person, tx)
    }

    /// The day stays once it is known.
    package static func setInstalled(
        _ unit: ID<Unit>, on day: CalendarDay, by person: ID<Person>?, _ tx: Transaction
    ) throws {
        let changed = try tx.execute(
            """
            UPDATE unit SET installed_on = \(day), version = version + 1
            WHERE id = \(unit) AND installed_on IS NULL
            """)
        guard changed == 1 else { return }
        try UnitCoverEndStore.stale(unit, in: tx)
        let changes = ["installed_on": (before: "", after: day.isoText)]
        try EventStore.add(Event("changed", of: .unit(unit), in: "units", changes: changes), by: person, tx)
    }
}

extension WarrantyStart: ColumnValue {}
extension Warranty: ColumnValue {}
