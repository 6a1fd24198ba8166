import Database
import Domain
import Ground

/// What customers and machines have in common, read in the order of an index: a part of the keys that more than one has, and
/// who has them.
enum LikenessKeyList {
    typealias Keys<Thing> = (last: String, keys: [(key: String, thing: ID<Thing>)])

    static let stages: [LikenessReason] = [.serial, .name, .number, .nationalID]

    /// Keys in one reading. Names are had by hundreds, whose cities must be looked up.
    private static func together(_ reason: LikenessReason) -> Int { reason == .name ? 25 : 250 }
    /// Whoever is called as so many others would have to be looked up for nothing.
    private static let mostNamesakes = 300

    /// - Returns: nil where there are no more.
    static func units(after key: String, _ tx: Transaction) throws -> Keys<Unit>? {
        let keys: [String] = try tx.list(shared(.serial, after: key))
        guard let last = keys.last else { return nil }
        let rows = try tx.rows(
            "SELECT look AS key, id FROM unit WHERE look IN (\(keys)) AND merged_into IS NULL ORDER BY look, id")
        let held: [(key: String, thing: ID<Unit>)] = try rows.map { (key: try $0("key"), thing: try $0("id")) }
        return (last: last, keys: held)
    }

    static func customers(
        by reason: LikenessReason, after key: String, in company: OpenCompany, _ tx: Transaction
    ) throws -> Keys<Customer>? {
        let keys: [String] = try tx.list(shared(reason, after: key))
        guard let last = keys.last else { return nil }
        let rows = try tx.rows(holders(reason, of: keys))
        let held: [(key: String, thing: ID<Customer>)] = try rows.map { (key: try $0("key"), thing: try $0("id")) }
        return (last: last, keys: try reason == .name ? inCities(held, company, tx) : held)
    }

    /// Keys that more than one has. An index has them in their order, so that the engine reads on from the last one and no
    /// further than it must.
    static func shared(_ reason: LikenessReason, after key: String) -> SQL {
        let (table, column, condition): (SQL, SQL, SQL) =
            switch reason {
            case .serial: ("unit", "look", "look > \(key) AND look <> ''")
            case .name: ("customer", "name_key", "name_key > \(key) AND name_key <> ''")
            case .nationalID: ("customer", "national_id", "national_id > \(key) AND national_id <> ''")
            // Eight digits are a landline's without its area code, and nobody's name.
            case .number: ("customer_word", "word", "word > \(key) AND word >= '0' AND word < ':' AND length(word) = 8")
            }
        return """
            SELECT \(column) FROM \(table) WHERE \(condition) GROUP BY \(column) HAVING count(*) > 1
            ORDER BY \(column) LIMIT \(literal: together(reason))
            """
    }

    private static func holders(_ reason: LikenessReason, of keys: [String]) -> SQL {
        let living: SQL = "c.merged_into IS NULL AND c.erased_at IS NULL"
        return switch reason {
        case .number:
            """
            SELECT w.word AS key, c.id FROM customer_word w JOIN customer c ON c.id = w.customer_id
            WHERE w.word IN (\(keys)) AND \(living)
            """
        case .nationalID:
            "SELECT c.national_id AS key, c.id FROM customer c WHERE c.national_id IN (\(keys)) AND c.national_id <> '' AND \(living)"
        case .name, .serial:
            "SELECT c.name_key AS key, c.id FROM customer c WHERE c.name_key IN (\(keys)) AND \(living)"
        }
    }

    /// A name is a key only together with a city.
    private static func inCities(
        _ names: [(key: String, thing: ID<Customer>)], _ company: OpenCompany, _ tx: Transaction
    ) throws -> [(key: String, thing: ID<Customer>)] {
        let groups = Dictionary(grouping: names, by: \.key).values.filter { (2...mostNamesakes).contains($0.count) }
        let few = groups.flatMap(\.self)
        var cities: [ID<Customer>: Set<ID<City>>] = [:]
        for look in company.fittings[CustomerSlots.cities] {
            for (customer, city) in try look(few.map(\.thing), tx) { cities[customer, default: []].insert(city) }
        }
        return few.flatMap { name in
            (cities[name.thing] ?? []).map { (key: "\(name.key) \($0)", thing: name.thing) }
        }
    }
}
