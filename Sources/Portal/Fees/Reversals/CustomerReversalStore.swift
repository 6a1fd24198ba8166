import Base
import Database
import Domain

/// What was written of a customer where a claim for his job was taken back.
enum CustomerReversalStore {
    static let erasing = Erasing { erasure, tx in
        try erasure.takeOut(tx) { without in
            """
            UPDATE claim_reversal SET text = \(without("text"))
            WHERE claim_id IN
                (SELECT c.id FROM claim c JOIN job j ON j.id = c.job_id WHERE j.customer_id = \(erasure.customer))
            """
        }
        return []
    }
}
