import Database
import Domain
import Ground

/// By what machines are called.
extension UnitStore {
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

    static func model(of unit: ID<Unit>, _ tx: Transaction) throws -> ID<ProductModel> {
        try tx.one("SELECT model_id FROM unit WHERE id = \(unit)")("model_id")
    }

    package static func model(of serial: String, _ tx: Transaction) throws -> ID<ProductModel>? {
        try resolved(serial, "u.model_id", tx).map { try $0("model_id") }
    }

    static func sheet(of unit: ID<Unit>, _ tx: Transaction) throws -> UnitSheet {
        try UnitList.find(tx.one("SELECT serial FROM unit WHERE id = \(unit)")("serial"), tx)
    }

    /// Whether it goes by a sign of ours, since nobody could read its serial yet.
    static func isUnmarked(_ unit: ID<Unit>, _ tx: Transaction) throws -> Bool {
        try tx.one("SELECT is_unmarked FROM unit WHERE id = \(unit)")("is_unmarked")
    }

    /// What was read off it last, and at the visit of which job, where it could not be given to it.
    static func openSerial(of unit: ID<Unit>, _ tx: Transaction) throws -> (serial: String, job: String)? {
        let read = try EventStore.last(ReadSerial.event, of: .unit(unit), tx)
        guard let serial = read?["serial"], let job = read?["number"] else { return nil }
        return (serial, job)
    }

    static func resolved(_ serial: String, _ columns: SQL, _ tx: Transaction) throws -> Row? {
        guard let serial = try? SerialText.parse(serial) else { return nil }
        return try tx.row("SELECT u.id, \(columns) FROM \(called) WHERE n.serial = \(serial)")
    }

    /// Machines by what they are called (n): those that turned out to be another lead to that one (u).
    private static let called: SQL = "unit n JOIN unit u ON u.id = coalesce(n.merged_into, n.id)"

    static func rows(of serials: [String], or ids: [ID<Unit>], _ tx: Transaction) throws -> [Row] {
        try tx.rows(
            """
            SELECT n.serial, u.id, u.model_id, u.customer_id, u.purchased_on, u.installed_on, u.activated_on, u.produced_on
            FROM \(called) WHERE n.serial IN (\(serials)) OR n.id IN (\(ids))
            """)
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

    static func addParts(
        of serial: String, also others: [String] = [], _ id: ID<Unit>, _ tx: Transaction
    ) throws {
        let parts = Set(SerialParts.of(serial) + others + others.flatMap(SerialParts.of)).sorted()
        guard let first = parts.first else { return }
        let rows = parts.dropFirst().reduce(into: "(\(first), \(id))" as SQL) { $0 += ", (\($1), \(id))" }
        try tx.later("INSERT INTO unit_part (part, unit_id) VALUES \(rows)")
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

    /// Of a serial that the company does not know: whether it is written as those of any group.
    /// - Throws: `units.serial.look_alike` with the serial that was likely meant, `units.serial.strange`.
    package static func checkStrange(_ serial: String, _ tx: Transaction) throws {
        guard try model(of: serial, tx) == nil, try WarrantyCardStore.waiting(serial, tx) == nil else { return }
        let patterns = try ProductStore.allSerialPatterns(tx)
        guard !patterns.isEmpty, !patterns.contains(where: { $0.accepts(serial) }) else { return }
        if let meant = patterns.lazy.compactMap({ $0.meant(by: serial) }).first {
            throw Complaint("units.serial.look_alike", serial, meant)
        }
        throw Complaint("units.serial.strange", serial)
    }
}
