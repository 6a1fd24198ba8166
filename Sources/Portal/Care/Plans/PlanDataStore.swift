import Base
import Database
import Domain
import Ground
import Web

/// What plans keep of a customer: what was noted of the calls.
enum PlanDataStore {
    /// Nobody calls him any more.
    static let erasing = Erasing(rewriting: ["event"]) { erasure, tx in
        let own: [Int64] = try tx.list("\(services) WHERE u.customer_id = \(erasure.customer) ORDER BY s.id")
        let left: [Int64] = try tx.list("\(services) WHERE u.id IN (\(erasure.past.units)) ORDER BY s.id")
        _ = try tx.execute(
            """
            UPDATE plan_service SET state = 'cancelled', version = version + 1
            WHERE id IN (\(own)) AND state IN ('planned', 'due', 'called')
            """)
        try VisitCheckStore.takeOut(erasure, tx)
        try ReadingStore.takeOut(erasure, tx)
        try EventStore.blank("plan_service", own + left, tx) { isNote($0, of: erasure.everyone) }
        return []
    }

    private static let services: SQL = "SELECT s.id FROM plan_service s JOIN unit u ON u.id = s.unit_id"

    /// Of one that does not say of whom it is nobody knows better.
    private static func isNote(_ detail: [String: String], of customers: [ID<Customer>]) -> Bool {
        guard detail["note"] != nil else { return false }
        return detail["customer"].map { customers.map(\.description).contains($0) } ?? true
    }

    /// Also of machines that went over to others, where something was noted of him.
    static func dossier(
        _ customer: ID<Customer>, _ context: CompanyContext, _ tx: Transaction
    ) throws -> [DossierLine] {
        let (words, reader, past) = (context.words, context.reader, try CustomerPast(of: customer, tx))
        let all = [customer] + past.merged
        return try tx.rows(
            """
            SELECT s.id, s.position, s.planned_on, s.state, t.name, u.customer_id FROM plan_service s
            JOIN unit u ON u.id = s.unit_id JOIN plan_template t ON t.id = s.template_id
            WHERE u.customer_id = \(customer) OR u.id IN (\(past.units)) ORDER BY s.planned_on, s.id
            """
        ).compactMap { row -> DossierLine? in
            let (number, state): (Int, PlanState) = (try row("position"), try row("state"))
            let isOwn = try row("customer_id") == customer
            let notes = try EventStore.details(of: .planService(try row("id")), tx)
                .filter { isNote($0, of: all) && (isOwn || $0["customer"] != nil) }.compactMap { $0["note"] }
            guard isOwn || !notes.isEmpty else { return nil }
            let texts = [reader.day(try row("planned_on")), words("plans.state.\(state.rawValue)")] + notes
            return DossierLine(
                words("plans.card"), words("plans.nth", try row("name"), reader.number(number)),
                texts.joined(separator: " · "))
        }
    }
}
