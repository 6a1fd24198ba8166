import Base
import Database
import Domain

/// Rows of imported files that were refused hold what stood in them.
enum CustomerRefusalStore {
    static let erasing = Erasing { erasure, tx in
        let blank = erasure.without("cells")
        try tx.execute("UPDATE import_refusal SET cells = \(blank) WHERE cells <> \(blank)")
        return []
    }
}
