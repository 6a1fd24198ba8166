import Database
import Domain
import Ground

/// Contracts as plans see them.
enum ContractPlanStore {
    /// Its machines that are still his and were neither exchanged nor merged away, each with the city of its last job; none of
    /// a customer whose data were taken out.
    static func cities(of id: ID<ServiceContract>, _ tx: Transaction) throws -> [ID<Unit>: ID<City>?] {
        try tx.rows(
            """
            SELECT u.id, (SELECT j.city_id FROM job j WHERE j.unit_id = u.id ORDER BY j.id DESC LIMIT 1) AS city_id
            FROM service_contract c JOIN customer k ON k.id = c.customer_id AND k.erased_at IS NULL
            JOIN service_contract_unit x ON x.contract_id = c.id
            JOIN unit u ON u.id = x.unit_id AND u.customer_id = c.customer_id AND u.quarantined_on IS NULL
                AND u.merged_into IS NULL
            WHERE c.id = \(id)
            """
        ).reduce(into: [:]) { cities, row in
            let city: ID<City>? = try row.optional("city_id")
            cities.updateValue(city, forKey: try row("id"))
        }
    }

    /// What came for machines of it that were exchanged, and is still his, where no contract of his has it on these days yet.
    static func replacements(_ contract: ContractRow, _ tx: Transaction) throws -> [(id: ID<Unit>, serial: String)] {
        try tx.rows(
            """
            SELECT DISTINCT n.id, n.serial FROM service_contract_unit x
            JOIN unit o ON o.id = x.unit_id AND o.quarantined_on IS NOT NULL
            JOIN unit n ON n.cover_unit_id = coalesce(o.cover_unit_id, o.id) AND n.quarantined_on IS NULL
                AND n.merged_into IS NULL
            WHERE x.contract_id = \(contract.id) AND n.customer_id = \(contract.customer) AND NOT EXISTS
                (SELECT 1 FROM service_contract_unit y JOIN service_contract c ON c.id = y.contract_id
                 WHERE y.unit_id = n.id AND (c.id = \(contract.id) OR c.customer_id = \(contract.customer)
                   AND c.first_on <= \(contract.until) AND c.until_on >= \(contract.terms.first)))
            ORDER BY n.id
            """
        ).map { (id: try $0("id"), serial: try $0("serial")) }
    }

    /// Those that still hold, or will, the first ones after a place.
    static func holding(on today: CalendarDay, after id: Int64, limit: Int, _ tx: Transaction) throws -> [ContractRow] {
        try tx.rows(
            """
            \(ContractRow.columns) WHERE c.id > \(id) AND c.until_on >= \(today) ORDER BY c.id LIMIT \(literal: limit)
            """
        ).map(ContractRow.init)
    }
}
