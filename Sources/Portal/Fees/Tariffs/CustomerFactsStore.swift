import Base
import Database
import Domain

/// The facts of a calculation tell by the address which jobs were of one household.
enum CustomerFactsStore {
    static let erasing = Erasing(rewriting: ["calculation"]) { erasure, tx in
        try erasure.takeOut(tx) { without in
            """
            UPDATE calculation SET facts = \(without("facts"))
            WHERE job_id IN (SELECT id FROM job WHERE customer_id = \(erasure.customer))
            """
        }
        return []
    }
}
