import Base
import Database
import Domain

/// What dealers wrote of a customer when they declined his jobs.
enum CustomerReasonStore {
    static let erasing = Erasing { erasure, tx in
        try erasure.takeOut(tx) { without in
            """
            UPDATE assignment SET reason_text = \(without("reason_text"))
            WHERE job_id IN (SELECT id FROM job WHERE customer_id = \(erasure.customer))
            """
        }
        return []
    }
}
