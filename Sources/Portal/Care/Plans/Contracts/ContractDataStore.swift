import Base
import Database
import Domain
import Ground
import Web

/// What contracts keep of a customer.
enum ContractDataStore {
    /// As long as one holds the company owes him something.
    static func obstacle(for customer: ID<Customer>, _ tx: Transaction) throws -> Complaint? {
        let number: String? = try tx.value(
            """
            SELECT min(number) FROM service_contract
            WHERE customer_id = \(customer) AND until_on >= \(tx.now.seconds / secondsOfDay)
            """)
        return number.map { Complaint("contracts.denied.erasing", $0.isolatedLeftToRight) }
    }

    private static let secondsOfDay: Int64 = 86_400

    static func hasDealt(_ customer: ID<Customer>, since moment: Instant, _ tx: Transaction) throws -> Bool {
        try tx.row(
            """
            SELECT 1 FROM service_contract WHERE customer_id = \(customer)
            AND (made_at >= \(moment) OR until_on >= \(moment.seconds / secondsOfDay)) LIMIT 1
            """) != nil
    }

    /// That there was one, for which machines and what, stays; what was written freely goes.
    static let erasing = Erasing(rewriting: ["event"]) { erasure, tx in
        let rows = try tx.rows(
            "SELECT id, template_id FROM service_contract WHERE customer_id = \(erasure.customer) ORDER BY id")
        let (contracts, plans): ([Int64], [Int64]) = (
            try rows.map { try $0("id") }, try rows.map { try $0("template_id") }
        )
        _ = try tx.execute(
            """
            UPDATE service_contract SET note = '', cancel_reason = CASE WHEN cancel_reason = '' THEN '' ELSE '–' END
            WHERE id IN (\(contracts))
            """)
        _ = try tx.execute("UPDATE plan_template SET name = '–' WHERE id IN (\(plans))")
        _ = try tx.execute("UPDATE plan_step SET check_list = '' WHERE template_id IN (\(plans))")
        try EventStore.blank("service_contract", contracts, tx)
        return contracts.map { EventSubject("service_contract", $0) }
    }

    static func dossier(
        _ customer: ID<Customer>, _ context: CompanyContext, _ tx: Transaction
    ) throws -> [DossierLine] {
        let (words, reader) = (context.words, context.reader)
        return try ContractList.ofCustomer(customer, limit: 1_000, tx).map { row in
            let days = words("plans.from_to", reader.day(row.terms.first), reader.day(row.until))
            let texts = [
                row.name, days, reader.money(Money(row.price, context.company.currency)), row.note, row.cancelReason,
            ]
            return DossierLine(
                words("contracts.title"), row.number, texts.filter { !$0.isEmpty }.joined(separator: " · "))
        }
    }
}
