import Base
import Database
import Domain

/// The machines among which the demo chooses.
extension DemoList {
    /// A machine with its owner, as it was seen on a job that is done.
    struct Owned: Sendable {
        let unit: ID<Unit>
        let customer: ID<Customer>
        let city: ID<City>
        let address: String
    }

    /// Each machine once, those that were done with first.
    static func units(limit: Int, _ tx: Transaction) throws -> [Owned] {
        var seen: Set<ID<Unit>> = []
        return try tx.rows(
            """
            SELECT unit_id, customer_id, city_id, address FROM job WHERE state IN ('done', 'closed') AND service_type = 'repair'
            ORDER BY id LIMIT \(literal: limit * 2)
            """
        ).map {
            Owned(
                unit: try $0("unit_id"), customer: try $0("customer_id"), city: try $0("city_id"),
                address: try $0("address"))
        }.filter { seen.insert($0.unit).inserted }.prefix(limit).map(\.self)
    }

    /// Machines that were repaired last.
    static func repaired(limit: Int, _ tx: Transaction) throws -> [(unit: ID<Unit>, job: String)] {
        try tx.rows(
            """
            SELECT unit_id, number FROM job WHERE service_type = 'repair' AND outcome = 'completed'
            ORDER BY id DESC LIMIT \(literal: limit)
            """
        ).map { (unit: try $0("unit_id"), job: try $0("number")) }
    }
}
