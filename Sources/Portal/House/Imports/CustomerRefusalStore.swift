import Base
import Database
import Domain

/// Rows of imported files that were refused hold what stood in them.
enum CustomerRefusalStore {
    static let erasing = Erasing { erasure, tx in
        try erasure.takeOut(tx) { without in
            "UPDATE import_refusal SET cells = \(without("cells")) WHERE cells <> \(without("cells"))"
        }
        return []
    }
}
