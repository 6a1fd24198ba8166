import Database
import Domain

/// What people of the company have said of files' heads.
enum ImportHeadStore {
    static func known(_ kind: ImportKind, _ tx: Transaction) throws -> [String: String] {
        let rows = try tx.rows("SELECT head, column_name FROM import_head WHERE kind = \(kind)")
        return Dictionary(try rows.map { (try $0("head"), try $0("column_name")) }) { first, _ in first }
    }

    /// As a plan has it: what was said otherwise before holds no longer.
    static func learn(_ plan: ImportPlan, _ kind: ImportKind, _ words: ImportWords, _ tx: Transaction) throws {
        for (head, column) in plan.map(kind).said(of: plan.header, words: words).sorted(by: { $0.key < $1.key }) {
            try tx.execute("DELETE FROM import_head WHERE kind = \(kind) AND head = \(head)")
            guard let column else { continue }
            try tx.execute(
                "INSERT INTO import_head (kind, head, column_name) VALUES (\(kind), \(head), \(column))")
        }
    }
}
