import Database
import Domain
import Ground

/// Cards as they are registered, before and after there is a machine with an owner.
enum WarrantyCardStore {
    struct Values: Sendable {
        let card: RegisteredCard
        let customer: ID<Customer>?
        let unit: ID<Unit>?
        let city: ID<City>?
    }

    /// Of these serials, and of these numbers.
    static func rows(of serials: [String], or numbers: [String], _ tx: Transaction) throws -> [Row] {
        try rows("serial IN (\(serials))", tx) + rows("number IN (\(numbers))", tx)
    }

    private static func rows(_ condition: SQL, _ tx: Transaction) throws -> [Row] {
        try tx.rows(
            """
            SELECT id, serial, number, model_id, purchased_on, installed_on, activated_on, produced_on, city_id,
                   customer_id, unit_id, file, record
            FROM warranty_card WHERE \(condition)
            """)
    }

    /// All in one statement.
    static func add(_ cards: [Values], by person: ID<Person>?, _ tx: Transaction) throws {
        let rows = cards.map { new -> SQL in
            let (card, dates) = (new.card, new.card.dates)
            return """
                (\(card.serial), \(card.number), \(card.model), \(dates.sale), \(dates.installation), \(dates.activation),
                 \(dates.production), \(new.city), \(new.customer), \(new.unit), \(card.file), \(card.record), \(person),
                 \(tx.now))
                """
        }
        guard let first = rows.first else { return }
        var all = first
        for row in rows.dropFirst() { all += ", " + row }
        try tx.execute(
            """
            INSERT INTO warranty_card (serial, number, model_id, purchased_on, installed_on, activated_on, produced_on,
                                       city_id, customer_id, unit_id, file, record, made_by, made_at)
            VALUES \(all)
            """)
    }

    static func set(_ id: ID<WarrantyCard>, to new: Values, _ tx: Transaction) throws {
        let dates = new.card.dates
        try tx.later(
            """
            UPDATE warranty_card SET number = \(new.card.number), purchased_on = \(dates.sale),
                installed_on = \(dates.installation), activated_on = \(dates.activation),
                produced_on = \(dates.production), city_id = \(new.city), customer_id = \(new.customer),
                unit_id = \(new.unit)
            WHERE id = \(id)
            """)
    }

    /// The card of this serial that has no machine yet.
    static func waiting(_ serial: String, _ tx: Transaction) throws -> (
        id: ID<WarrantyCard>, card: RegisteredCard, city: ID<City>?
    )? {
        try rows("serial = \(serial) AND unit_id IS NULL", tx).first.map { row in
            (id: try row("id"), card: try RegisteredCard(row), city: try row.optional("city_id"))
        }
    }

    /// Its machine has come to light.
    static func link(_ id: ID<WarrantyCard>, to unit: ID<Unit>, of customer: ID<Customer>, _ tx: Transaction) throws {
        try tx.later(
            "UPDATE warranty_card SET unit_id = \(unit), customer_id = \(customer) WHERE id = \(id) AND unit_id IS NULL"
        )
    }

    /// With a machine that turns out to be another.
    static let moveUnit = UnitMove("warranty_card.unit_id") { unit, tx in
        try tx.list("SELECT id FROM warranty_card WHERE unit_id = \(unit) ORDER BY id")
    } move: { ids, unit, tx in
        _ = try tx.execute("UPDATE warranty_card SET unit_id = \(unit) WHERE id IN (\(ids))")
    }

    static let naming = SubjectNaming("warranty_card") { ids, context, tx in
        guard context.may(UnitRoutes.one) else { return [] }
        return try tx.rows("SELECT id, serial FROM warranty_card WHERE id IN (\(ids))")
    } link: { row, context in
        let serial: String = try row("serial")
        return SubjectLink(label: serial, href: context.paths(UnitRoutes.one, serial))
    }

    /// With a customer who turns out to be another.
    static let move = CustomerMove("warranty_card") { customer, tx in
        try tx.list("SELECT id FROM warranty_card WHERE customer_id = \(customer) ORDER BY id")
    } move: { ids, customer, tx in
        _ = try tx.execute("UPDATE warranty_card SET customer_id = \(customer) WHERE id IN (\(ids))")
    }
}

extension RegisteredCard {
    init(_ row: Row) throws {
        self.init(
            serial: try row("serial"), model: try row("model_id"), number: try row("number"),
            dates: try UnitDates(row), file: try row("file"), record: try row("record"))
    }
}
