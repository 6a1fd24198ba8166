import Base
import Database
import Domain
import Work

/// The facts of a calculation tell by the address which jobs were of one household.
enum CustomerFactsStore {
    static let erasing = Erasing(rewriting: ["calculation"]) { erasure, tx in
        let left = try CustomerDataStore.jobs(correctedAwayFrom: erasure.customer, tx)
        try erasure.takeOut(tx) { without in
            """
            UPDATE calculation SET facts = \(without("facts"))
            WHERE job_id IN (SELECT id FROM job WHERE customer_id = \(erasure.customer)) OR job_id IN (\(left))
            """
        }
        return []
    }
}
