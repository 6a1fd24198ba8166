import Base
import Database
import Domain
import Ground
import Web

/// What plans keep of a customer: what was noted of the calls.
enum PlanDataStore {
    /// Nobody calls him any more.
    static let erasing = Erasing(rewriting: ["event"]) { erasure, tx in
        let services: [Int64] = try tx.list(
            """
            SELECT s.id FROM plan_service s JOIN unit u ON u.id = s.unit_id WHERE u.customer_id = \(erasure.customer)
            ORDER BY s.id
            """)
        _ = try tx.execute(
            """
            UPDATE plan_service SET state = 'cancelled', version = version + 1
            WHERE id IN (\(services)) AND state IN ('planned', 'due', 'called')
            """)
        try EventStore.blank("plan_service", services, tx)
        return []
    }

    static func dossier(
        _ customer: ID<Customer>, _ context: CompanyContext, _ tx: Transaction
    ) throws -> [DossierLine] {
        let (words, reader) = (context.words, context.reader)
        return try tx.rows(
            """
            SELECT s.id, s.position, s.planned_on, s.state, t.name FROM plan_service s
            JOIN unit u ON u.id = s.unit_id JOIN plan_template t ON t.id = s.template_id
            WHERE u.customer_id = \(customer) ORDER BY s.planned_on, s.id
            """
        ).map { row in
            let (number, state): (Int, PlanState) = (try row("position"), try row("state"))
            let notes = try EventStore.details(of: .planService(try row("id")), tx).compactMap { $0["note"] }
            let texts = [reader.day(try row("planned_on")), words("plans.state.\(state.rawValue)")] + notes
            return DossierLine(
                words("plans.card"), words("plans.nth", try row("name"), reader.number(number)),
                texts.joined(separator: " · "))
        }
    }
}
