import Database
import Domain
import Ground

/// A warranty card as it comes in, by file or by hand.
package struct NewCard: Sendable {
    let card: RegisteredCard
    let owner: CardRecord.Owner?
    let city: ID<City>?

    package init(_ card: RegisteredCard, owner: CardRecord.Owner?, city: ID<City>?) {
        (self.card, self.owner, self.city) = (card, owner, city)
    }
}

/// Cards that are registered together: what the company has of their serials and numbers is read once, what is new is written
/// at the end.
package struct CardBatch {
    private struct Known {
        var id: ID<WarrantyCard>?
        var card: RegisteredCard
        var customer: ID<Customer>?
        var unit: ID<Unit>?
        var city: ID<City>?
        /// Against what is stored.
        var isChanged = false
    }

    private struct Machine {
        let id: ID<Unit>
        let model: ID<ProductModel>
        let customer: ID<Customer>
        var dates: UnitDates
    }

    private let tx: Transaction
    private let person: ID<Person>?
    /// By serial.
    private var known: [String: Known] = [:]
    /// What stands on the machine may have been put right since, and two serials may be one machine: by that of its card as well.
    private var units: [String: ID<Unit>] = [:]
    private var machines: [ID<Unit>: Machine] = [:]
    /// The serial of each card number.
    private var serials: [String: String] = [:]
    private let patterns: [ID<ProductModel>: SerialPattern]

    package init(_ cards: [NewCard], by person: ID<Person>?, _ tx: Transaction) throws {
        (self.tx, self.person) = (tx, person)
        patterns = try ProductStore.serialPatterns(tx)
        let names = cards.map(\.card.serial)
        let numbers = cards.map(\.card.number).filter { !$0.isEmpty }
        for row in try WarrantyCardStore.rows(of: names, or: numbers, tx) {
            let card = try RegisteredCard(row)
            known[card.serial] = Known(
                id: try row("id"), card: card, customer: try row.optional("customer_id"),
                unit: try row.optional("unit_id"), city: try row.optional("city_id"))
            if !card.number.isEmpty { serials[card.number] = card.serial }
        }
        for entry in known.values { units[entry.card.serial] = entry.unit }
        for row in try UnitStore.rows(of: names, or: known.values.compactMap(\.unit), tx) {
            let (id, serial): (ID<Unit>, String) = (try row("id"), try row("serial"))
            units[serial] = units[serial] ?? id
            machines[id] = Machine(
                id: id, model: try row("model_id"), customer: try row("customer_id"), dates: try UnitDates(row))
        }
    }

    private func machine(_ serial: String) -> Machine? { units[serial].flatMap { machines[$0] } }

    private mutating func keep(_ machine: Machine, as serial: String) {
        (units[serial], machines[machine.id]) = (machine.id, machine)
    }

    /// What speaks against a card, for a preview: nothing is written, but the next are held against it too.
    /// - Throws: `FieldRefusal`, its field called as the column of a file.
    package mutating func foresee(_ new: NewCard) throws {
        let (entry, _) = try checked(new)
        note(entry)
    }

    /// - Returns: whether it brought anything that was not known.
    /// - Throws: `FieldRefusal`, its field called as the column of a file; nothing of this card is written then.
    package mutating func take(_ new: NewCard) throws -> Bool {
        var (entry, customer) = try checked(new)
        let serial = new.card.serial
        if entry.city == nil, let city = new.city { (entry.city, entry.isChanged) = (city, true) }
        if entry.unit == nil, machine(serial) == nil, let owner = new.owner {
            let customer = try customer ?? CustomerStore.findOrAdd(owner.number, owner.name, tx)
            let unit = try UnitStore.add(entry.card, customer, entry.city, tx)
            keep(Machine(id: unit, model: new.card.model, customer: customer, dates: entry.card.dates), as: serial)
        }
        if var machine = machine(serial) {
            if entry.unit == nil {
                (entry.unit, entry.customer, entry.isChanged) = (machine.id, machine.customer, true)
            }
            let dates = machine.dates.filled(from: entry.card.dates)
            if entry.isChanged {
                try UnitStore.fill(machine.id, from: machine.dates, to: dates, entry.city, by: person, tx)
            }
            machine.dates = dates
            keep(machine, as: serial)
        }
        note(entry)
        return entry.isChanged
    }

    private mutating func note(_ entry: Known) {
        let wasChanged = known[entry.card.serial]?.isChanged ?? false
        known[entry.card.serial] = entry
        if wasChanged { known[entry.card.serial]?.isChanged = true }
        if !entry.card.number.isEmpty { serials[entry.card.number] = entry.card.serial }
    }

    /// What would stand registered, and its customer where he is known already.
    private func checked(_ new: NewCard) throws -> (Known, ID<Customer>?) {
        let (card, serial) = (new.card, new.card.serial)
        let before = known[serial]
        let machine = machine(serial)
        if let model = before?.card.model ?? machine?.model, model != card.model {
            throw refusal("model", Complaint("unit.model.other", serial, try ProductStore.code(model, tx)))
        }
        guard !serial.hasPrefix(UnitStore.unmarked) else {
            throw refusal("serial", Complaint("units.serial.sign", serial))
        }
        if before == nil, machine == nil, let pattern = patterns[card.model] {
            do { try pattern.check(serial) } catch { throw refusal("serial", error) }
        }
        if let holder = serials[card.number], holder != serial, let other = known[holder] {
            throw refusal("card", other.card.taken)
        }
        var entry = before ?? Known(card: card)
        entry.isChanged = before == nil
        do {
            entry.card = try before?.card.adding(card) ?? card
        } catch { throw refusal(error.column, error.complaint) }
        if entry.card != before?.card {
            entry.isChanged = true
            if let day = machine?.dates.differing(from: entry.card.dates).first(where: { before?.card.dates[$0] == nil }
            ) {
                throw refusal(CardRecord.column(of: day), Complaint("units.card.day_other", serial))
            }
        }
        return (entry, try customer(of: new, before, machine))
    }

    /// - Throws: `FieldRefusal` where the machine is somebody else's: whose it becomes is said at reception.
    private func customer(of new: NewCard, _ before: Known?, _ machine: Machine?) throws -> ID<Customer>? {
        guard let owner = new.owner else { return nil }
        let customer = try CustomerStore.find(owner.number, tx)
        if let machine, customer != machine.customer, customer == nil || customer != before?.customer {
            throw refusal("mobile", Complaint("units.card.owner_other", new.card.serial))
        }
        return customer
    }

    private func refusal(_ column: String, _ complaint: Complaint) -> FieldRefusal {
        FieldRefusal(field: column, complaint: complaint)
    }

    /// Writes what is new.
    package func finish() throws {
        let changed = known.values.filter(\.isChanged).sorted {
            ($0.card.record, $0.card.serial) < ($1.card.record, $1.card.serial)
        }
        try WarrantyCardStore.add(changed.filter { $0.id == nil }.map(values), by: person, tx)
        for entry in changed {
            if let id = entry.id { try WarrantyCardStore.set(id, to: values(entry), tx) }
        }
    }

    private func values(_ entry: Known) -> WarrantyCardStore.Values {
        WarrantyCardStore.Values(card: entry.card, customer: entry.customer, unit: entry.unit, city: entry.city)
    }
}
