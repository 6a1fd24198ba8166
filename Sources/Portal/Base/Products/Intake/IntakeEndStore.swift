import Database
import Domain
import Web

/// Calls that ended with a question, without a job.
package enum IntakeEndStore {
    /// How many calls a question or an answer has ended, ever and since a moment.
    struct Count: Sendable {
        var all = 0
        var lately = 0
    }

    struct Counts: Sendable {
        var questions: [ID<IntakeItem>: Count] = [:]
        var answers: [ID<IntakeAnswer>: Count] = [:]
        var sum = Count()
    }

    /// - Parameter answer: to it, where one was given.
    /// - Throws: `Refusal.stale` where no such question is asked any more.
    package static func add(
        _ question: ID<IntakeItem>, answer: ID<IntakeAnswer>? = nil, by person: ID<Person>, _ tx: Transaction
    ) throws {
        let known: Int? = try tx.value(
            "SELECT 1 FROM intake_item WHERE id = \(question) AND kind = 'question' AND is_retired = 0")
        guard known != nil else { throw Refusal.stale(Complaint("error.stale")) }
        if let answer {
            let isOffered = try IntakeAnswerStore.all(of: [question], tx).contains { $0.id == answer }
            guard isOffered else { throw Refusal.stale(Complaint("error.stale")) }
        }
        _ = try tx.execute(
            """
            INSERT INTO intake_end (item_id, answer_id, made_by, made_at)
            VALUES (\(question), \(answer), \(person), \(tx.now))
            """)
    }

    /// How many each question of a group has ended, and each answer to it.
    static func counts(of group: ID<ProductGroup>, since moment: Instant, _ tx: Transaction) throws -> Counts {
        try tx.rows(
            """
            SELECT e.item_id, e.answer_id, count(*) AS calls, sum(CASE WHEN e.made_at >= \(moment) THEN 1 ELSE 0 END) AS lately
            FROM intake_end e JOIN intake_item i ON i.id = e.item_id
            WHERE i.group_id = \(group) GROUP BY e.item_id, e.answer_id
            """
        ).reduce(into: Counts()) { counts, row in
            let (question, answer): (ID<IntakeItem>, ID<IntakeAnswer>?) = (
                try row("item_id"), try row.optional("answer_id")
            )
            let (calls, lately): (Int, Int) = (try row("calls"), try row("lately"))
            func more(_ count: inout Count) { (count.all, count.lately) = (count.all + calls, count.lately + lately) }
            more(&counts.questions[question, default: Count()])
            if let answer { more(&counts.answers[answer, default: Count()]) }
            more(&counts.sum)
        }
    }
}
