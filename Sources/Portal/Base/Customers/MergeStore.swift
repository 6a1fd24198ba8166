import Database
import Domain
import Ground
import Web

enum MergeStore {
    struct Merge: Sendable {
        let id: ID<CustomerMerge>
        let kept: ID<Customer>
        let gone: ID<Customer>
        let mobile: String
        let moved: [String: [Int64]]
        /// What the one who stayed was and became, by the names of its values.
        let changed: [String: [String]]
        let madeAt: Instant
        let undoneAt: Instant?
    }

    static func join(
        _ merge: MayMergeCustomers, mobile: String, moved: [String: [Int64]], by person: ID<Person>, _ tx: Transaction
    ) throws {
        let (kept, gone) = (merge.kept, merge.gone)
        try tx.execute(
            """
            INSERT INTO customer_merge (kept_id, gone_id, mobile, reason, moved, made_by, made_at)
            VALUES (\(kept), \(gone), \(mobile), \(merge.reason), \(JSONText.of(moved)), \(person), \(tx.now))
            """)
        let line: String = try tx.one("SELECT line FROM customer WHERE id = \(gone)")("line")
        // The number is unique; in the row of the one who went a sign stands for it.
        try tx.execute(
            """
            UPDATE customer SET mobile = \("~\(gone)"), merged_into = \(kept), version = version + 1 WHERE id = \(gone)
            """)
        try tx.execute("INSERT INTO customer_number (customer_id, number, line) VALUES (\(kept), \(mobile), \(line))")
        try tx.execute("UPDATE customer SET version = version + 1 WHERE id = \(kept)")
        try tx.execute("DELETE FROM customer_word WHERE customer_id = \(gone)")
        try CustomerStore.rewrite(wordsOf: kept, tx)
    }

    /// What he is now that he is both, remembered for the undo.
    static func take(
        _ new: CustomerParticulars, from old: CustomerParticulars, of merge: MayMergeCustomers, _ tx: Transaction
    ) throws {
        let before = old.texts
        let changed = new.texts.filter { before[$0.key] != $0.value }.map { name, text in
            (name, [before[name] ?? "", text])
        }
        try set(new, of: merge.kept, tx)
        try tx.execute(
            """
            UPDATE customer_merge SET changed = \(JSONText.of(Dictionary(uniqueKeysWithValues: changed)))
            WHERE kept_id = \(merge.kept) AND gone_id = \(merge.gone) AND undone_at IS NULL
            """)
    }

    /// What somebody has changed since stays as it is.
    static func giveBack(_ merge: Merge, _ now: CustomerParticulars, _ tx: Transaction) throws {
        let texts = now.texts
        func old(_ name: String) -> String? {
            guard let change = merge.changed[name], change.count == 2, change[1] == texts[name] else { return nil }
            return change[0]
        }
        var new = now
        new.consent = old("consent").flatMap { CustomerConsent(rawValue: $0) } ?? now.consent
        new.nationalID = old("national_id") ?? now.nationalID
        new.email = old("email") ?? now.email
        new.note = old("note") ?? now.note
        new.tags = old("tags") ?? now.tags
        try set(new, of: merge.kept, tx)
    }

    private static func set(_ new: CustomerParticulars, of id: ID<Customer>, _ tx: Transaction) throws {
        try tx.execute(
            """
            UPDATE customer SET consent = \(new.consent), national_id = \(new.nationalID), email = \(new.email), note = \(new.note),
                tags = \(new.tags) WHERE id = \(id)
            """)
    }

    /// With whom one of these was one for a time, and when it began.
    static func partners(
        of all: [ID<Customer>], _ tx: Transaction
    ) throws -> [(id: ID<Customer>, since: Instant)] {
        try tx.rows(
            """
            SELECT kept_id AS id, made_at FROM customer_merge WHERE gone_id IN (\(all)) AND kept_id NOT IN (\(all))
            UNION SELECT gone_id AS id, made_at FROM customer_merge WHERE kept_id IN (\(all)) AND gone_id NOT IN (\(all))
            """
        ).map { (id: try $0("id"), since: try $0("made_at")) }
    }

    static func find(_ id: ID<CustomerMerge>, _ tx: Transaction) throws -> Merge? {
        try tx.row(
            "SELECT kept_id, gone_id, mobile, moved, changed, made_at, undone_at FROM customer_merge WHERE id = \(id)"
        ).map { row in
            Merge(
                id: id, kept: try row("kept_id"), gone: try row("gone_id"), mobile: try row("mobile"),
                moved: try JSONText.read(try row("moved")), changed: try JSONText.read(try row("changed")),
                madeAt: try row("made_at"),
                undoneAt: try row.optional("undone_at"))
        }
    }

    /// - Throws: `Refusal.stale` where the number has become somebody else's meanwhile.
    static func part(_ merge: Merge, by person: ID<Person>, _ tx: Transaction) throws {
        try tx.execute(
            "DELETE FROM customer_number WHERE customer_id = \(merge.kept) AND number = \(merge.mobile)")
        guard try CustomerStore.find(stored: merge.mobile, tx) == nil else {
            throw Complaint("customers.merge.number_gone", MobileNumber.shown(stored: merge.mobile).isolatedLeftToRight)
        }
        try tx.execute(
            """
            UPDATE customer SET mobile = \(merge.mobile), merged_into = NULL, version = version + 1
            WHERE id = \(merge.gone)
            """)
        try tx.execute("UPDATE customer SET version = version + 1 WHERE id = \(merge.kept)")
        try tx.execute(
            "UPDATE customer_merge SET undone_by = \(person), undone_at = \(tx.now) WHERE id = \(merge.id)")
        for customer in [merge.kept, merge.gone] { try CustomerStore.rewrite(wordsOf: customer, tx) }
    }

    /// He, and all who turned out to be him, one through another too.
    static func everyone(_ id: ID<Customer>, _ tx: Transaction) throws -> [ID<Customer>] {
        let others: [ID<Customer>] = try tx.list(
            """
            WITH RECURSIVE gone (id) AS (
                SELECT id FROM customer WHERE merged_into = \(id)
                UNION SELECT c.id FROM customer c JOIN gone g ON c.merged_into = g.id
            ) SELECT id FROM gone ORDER BY id
            """)
        return [id] + others
    }

    /// Who he is now.
    static func living(_ id: ID<Customer>, _ tx: Transaction) throws -> ID<Customer> {
        let last: ID<Customer>? = try tx.value(
            """
            WITH RECURSIVE kept (id, into_id) AS (
                SELECT id, merged_into FROM customer WHERE id = \(id)
                UNION SELECT c.id, c.merged_into FROM customer c JOIN kept k ON c.id = k.into_id
            ) SELECT id FROM kept WHERE into_id IS NULL
            """)
        return last ?? id
    }

    /// Those that can still be taken back, the newest first; none of one who has become another himself.
    static func undoable(of kept: ID<Customer>, _ tx: Transaction) throws -> [(id: ID<CustomerMerge>, name: String)] {
        let since = tx.now.adding(seconds: -Int64(MayMergeCustomers.daysToUndo) * 86_400)
        return try tx.rows(
            """
            SELECT m.id, c.name FROM customer_merge m JOIN customer c ON c.id = m.gone_id
                JOIN customer k ON k.id = m.kept_id AND k.merged_into IS NULL
            WHERE m.kept_id = \(kept) AND m.undone_at IS NULL AND m.made_at >= \(since) AND c.erased_at IS NULL
            ORDER BY m.id DESC LIMIT 10
            """
        ).map { (id: try $0("id"), name: try $0("name")) }
    }
}
