import Base
import Database
import Domain

/// What was written of a customer in appeals about his jobs.
enum CustomerAppealStore {
    static let erasing = Erasing { erasure, tx in
        try erasure.takeOut(tx) { without in
            """
            UPDATE claim_appeal SET text = \(without("text")), answer = \(without("answer"))
            WHERE claim_id IN
                (SELECT c.id FROM claim c JOIN job j ON j.id = c.job_id WHERE j.customer_id = \(erasure.customer))
            """
        }
        return []
    }
}
