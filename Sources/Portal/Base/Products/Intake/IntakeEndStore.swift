import Database
import Domain
import Web

/// Calls that ended with a question, without a job.
package enum IntakeEndStore {
    /// - Throws: `Refusal.stale` where no such question is asked any more.
    package static func add(_ question: ID<IntakeItem>, by person: ID<Person>, _ tx: Transaction) throws {
        let known: Int? = try tx.value(
            "SELECT 1 FROM intake_item WHERE id = \(question) AND kind = 'question' AND is_retired = 0")
        guard known != nil else { throw Refusal.stale(Complaint("error.stale")) }
        _ = try tx.execute(
            "INSERT INTO intake_end (item_id, made_by, made_at) VALUES (\(question), \(person), \(tx.now))")
    }

    /// How many each question of a group has ended.
    static func counts(of group: ID<ProductGroup>, _ tx: Transaction) throws -> [ID<IntakeItem>: Int] {
        try tx.rows(
            """
            SELECT e.item_id, count(*) AS calls FROM intake_end e JOIN intake_item i ON i.id = e.item_id
            WHERE i.group_id = \(group) GROUP BY e.item_id
            """
        ).reduce(into: [:]) { counts, row in counts[try row("item_id")] = try row("calls") as Int }
    }
}
