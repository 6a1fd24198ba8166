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
                    is_cover_stale = 1, version = version + 1
                WHERE id = \(id)
                """)
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

    static func rows(of serials: [String], or ids: [ID<Unit>], _ tx: Transaction) throws -> [Row] {
        try tx.rows(
            """
            SELECT n.serial, u.id, u.model_id, u.customer_id, u.purchased_on, u.installed_on, u.activated_on, u.produced_on
            FROM \(called) WHERE n.serial IN (\(serials)) OR n.id IN (\(ids))
            """)
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
                activated_on = \(dates.activation), produced_on = \(dates.production), is_cover_stale = 1,
                version = version + 1
            WHERE id = \(unit)
            """)
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
    ///   model; `Refusal.stale`.
    static func correct(_ known: UnitSheet, to facts: UnitFacts, _ tx: Transaction) throws {
        guard let model: ID<ProductModel> = try tx.value("SELECT id FROM product_model WHERE code = \(facts.model)")
        else { throw FieldRefusal(field: "model", complaint: Complaint("warranty.model_unknown", facts.model)) }
        guard known.mergedInto == nil else { throw Complaint("units.merge.no_more") }
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
        let changed = try tx.execute(
            """
            UPDATE unit SET serial = \(facts.serial), look = \(SerialText.look(facts.serial)), model_id = \(model),
                purchased_on = \(facts.dates.sale), installed_on = \(facts.dates.installation),
                activated_on = \(facts.dates.activation), produced_on = \(facts.dates.production),
                voided_on = \(facts.void?.day), void_reason = \(facts.void?.reason ?? ""), is_cover_stale = 1,
                version = version + 1,
                is_unmarked = CASE WHEN serial = \(facts.serial) THEN is_unmarked ELSE 0 END
            WHERE id = \(known.id) AND version = \(known.version)
            """)
        guard changed == 1 else { throw Refusal.stale(Complaint("error.stale")) }
        guard facts.serial != known.serial else { return }
        try rewrite(partsOf: known.id, tx)
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

    /// Machines of before looks were written, a part of them; one without a serial looks like no other.
    package static func withoutLook(_ tx: Transaction) throws -> [(id: ID<Unit>, serial: String)] {
        try tx.rows("SELECT id, serial FROM unit WHERE look = '' AND is_unmarked = 0 ORDER BY id LIMIT 500").map {
            (id: try $0("id"), serial: try $0("serial"))
        }
    }

    package static func writeLooks(_ units: [(id: ID<Unit>, serial: String)], _ tx: Transaction) throws {
        for unit in units {
            let look = SerialText.look(unit.serial)
            try tx.later("UPDATE unit SET look = \(look.isEmpty ? unit.serial : look) WHERE id = \(unit.id)")
        }
    }

    /// Whose machine it is, where the serial is known.
    package static func owner(of serial: String, _ tx: Transaction) throws -> ID<Customer>? {
        try resolved(serial, "u.customer_id", tx).map { try $0("customer_id") }
    }

    /// The machine that goes by this serial; where it turned out to be another, that other.
    package static func id(of serial: String, _ tx: Transaction) throws -> ID<Unit>? {
        try resolved(serial, "u.serial", tx).map { try $0("id") }
    }

    package static func model(of serial: String, _ tx: Transaction) throws -> ID<ProductModel>? {
        try resolved(serial, "u.model_id", tx).map { try $0("model_id") }
    }

    private static func resolved(_ serial: String, _ columns: SQL, _ tx: Transaction) throws -> Row? {
        guard let serial = try? SerialText.parse(serial) else { return nil }
        return try tx.row("SELECT u.id, \(columns) FROM \(called) WHERE n.serial = \(serial)")
    }

    /// Machines by what they are called (n): those that turned out to be another lead to that one (u).
    private static let called: SQL = "unit n JOIN unit u ON u.id = coalesce(n.merged_into, n.id)"

    /// With a customer who turns out to be another.
    static let move = CustomerMove("unit") { customer, tx in
        try tx.list("SELECT id FROM unit WHERE customer_id = \(customer) ORDER BY id")
    } move: { ids, customer, tx in
        _ = try tx.execute("UPDATE unit SET customer_id = \(customer) WHERE id IN (\(ids))")
    }

    /// With a machine that turns out to be another.
    static let moveFiles = UnitMove("file") { unit, tx in
        try AttachmentStore.ids(of: .unit(unit), tx)
    } move: { ids, unit, tx in
        try AttachmentStore.move(ids, to: .unit(unit), tx)
    }

    /// After a change of its serial, or of those that turned out to be this one: it is found by theirs too.
    static func rewrite(partsOf id: ID<Unit>, _ tx: Transaction) throws {
        let serial: String = try tx.one("SELECT serial FROM unit WHERE id = \(id)")("serial")
        try tx.execute("DELETE FROM unit_part WHERE unit_id = \(id)")
        try addParts(of: serial, also: serials(mergedInto: id, tx), id, tx)
    }

    private static func serials(mergedInto id: ID<Unit>, _ tx: Transaction) throws -> [String] {
        try tx.list("SELECT serial FROM unit WHERE merged_into = \(id)")
    }

    private static func addParts(
        of serial: String, also others: [String] = [], _ id: ID<Unit>, _ tx: Transaction
    ) throws {
        let parts = Set(SerialParts.of(serial) + others + others.flatMap(SerialParts.of)).sorted()
        guard let first = parts.first else { return }
        let rows = parts.dropFirst().reduce(into: "(\(first), \(id))" as SQL) { $0 += ", (\($1), \(id))" }
        try tx.later("INSERT INTO unit_part (part, unit_id) VALUES \(rows)")
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

    /// - Throws: what `SerialText` says of it; `unit.model.other` where the serial is known as another model, `products.retired`
    ///   where it is not known and the model is set aside, `units.serial.sign` where it looks like a sign of ours and is none,
    ///   or what `SerialPattern` says of it.
    package static func check(_ serial: String, _ model: ID<ProductModel>, _ tx: Transaction) throws {
        let serial = try SerialText.parse(serial)
        guard let known = try self.model(of: serial, tx) ?? WarrantyCardStore.waiting(serial, tx)?.card.model else {
            if serial.hasPrefix(unmarked) { throw Complaint("units.serial.sign", serial) }
            try ProductStore.checkChoice(model, tx)
            return try ProductStore.checkSerial(serial, model, tx)
        }
        guard known != model else { return }
        throw Complaint("unit.model.other", serial, try ProductStore.code(known, tx))
    }

    /// A serial of which nobody knows the model: whether it is written as those of any group.
    /// - Throws: `units.serial.look_alike` with the serial that was likely meant, `units.serial.strange`.
    package static func checkStrange(_ serial: String, _ tx: Transaction) throws {
        let patterns = try ProductStore.allSerialPatterns(tx)
        guard !patterns.isEmpty, !patterns.contains(where: { $0.accepts(serial) }) else { return }
        if let meant = patterns.lazy.compactMap({ $0.meant(by: serial) }).first {
            throw Complaint("units.serial.look_alike", serial, meant)
        }
        throw Complaint("units.serial.strange", serial)
    }

    /// The job that was taken for its installation was of another machine, or of another kind.
    package static func takeBackInstallation(
        of unit: ID<Unit>, on day: CalendarDay, by person: ID<Person>?, _ tx: Transaction
    ) throws {
        let changed = try tx.execute(
            "UPDATE unit SET installed_on = NULL, version = version + 1 WHERE id = \(unit) AND installed_on = \(day)")
        guard changed == 1 else { return }
        let changes = ["installed_on": (before: day.isoText, after: "")]
        try EventStore.add(Event("changed", of: .unit(unit), in: "units", changes: changes), by: person, tx)
    }

    /// The day stays once it is known.
    package static func setInstalled(
        _ unit: ID<Unit>, on day: CalendarDay, by person: ID<Person>?, _ tx: Transaction
    ) throws {
        let changed = try tx.execute(
            """
            UPDATE unit SET installed_on = \(day), is_cover_stale = 1, version = version + 1
            WHERE id = \(unit) AND installed_on IS NULL
            """)
        guard changed == 1 else { return }
        let changes = ["installed_on": (before: "", after: day.isoText)]
        try EventStore.add(Event("changed", of: .unit(unit), in: "units", changes: changes), by: person, tx)
    }
}

extension WarrantyStart: ColumnValue {}
extension Warranty: ColumnValue {}
