import Base
import Database
import Domain

/// What was written of a customer about claims for his jobs.
enum CustomerClaimStore {
    private static let undecided: [ClaimState] = [.draft, .submitted, .sentBack]

    /// Whoever decides looks at photos and addresses.
    static func obstacle(for customer: ID<Customer>, _ tx: Transaction) throws -> Complaint? {
        let number: String? = try tx.value(
            """
            SELECT j.number FROM claim c JOIN job j ON j.id = c.job_id
            WHERE j.customer_id = \(customer) AND c.state IN (\(undecided)) ORDER BY c.id LIMIT 1
            """)
        return number.map { Complaint("privacy.open_claim", $0.isolatedLeftToRight) }
    }

    static let erasing = Erasing(rewriting: ["claim_event"]) { erasure, tx in
        let claims: SQL = """
            SELECT c.id FROM claim c JOIN job j ON j.id = c.job_id WHERE j.customer_id = \(erasure.customer)
            """
        try erasure.takeOut(tx) { "UPDATE claim SET reason_text = \($0("reason_text")) WHERE id IN (\(claims))" }
        try erasure.takeOut(tx) { "UPDATE claim_event SET detail = \($0("detail")) WHERE claim_id IN (\(claims))" }
        return []
    }
}
