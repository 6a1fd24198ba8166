import Database
import Domain
import Ground
import Web

/// The questions that a course's exam draws from.
package enum ExamQuestionStore {
    struct Item: Sendable {
        let id: ID<ExamQuestion>
        let text: String
        let choices: [String]
        let answer: Int

        init(_ row: Row) throws {
            id = try row("id")
            text = try row("body")
            choices = (try row("choices") as String).split(separator: "\n").map(String.init)
            answer = try row("answer")
        }
    }

    /// - Throws: `Refusal.hidden` where there is no such course.
    package static func add(
        _ question: ExamQuestion, to course: ID<Course>, by person: ID<Person>, _ tx: Transaction
    ) throws {
        guard try tx.value("SELECT 1 FROM course WHERE id = \(course)", as: Int.self) != nil else {
            throw Refusal.hidden
        }
        try tx.execute(
            """
            INSERT INTO exam_question (course_id, body, choices, answer, made_by, made_at)
            VALUES (\(course), \(question.text), \(question.choices.joined(separator: "\n")), \(question.answer),
                    \(person), \(tx.now))
            """)
        try trace("question_added", course, question.text, by: person, tx)
    }

    /// Exams that stand on it keep it; who sits one that asks it begins anew. - Throws: `Refusal.hidden`; `Refusal.stale` where it was set aside already.
    static func retire(_ id: ID<ExamQuestion>, of course: ID<Course>, by person: ID<Person>, _ tx: Transaction) throws {
        let text: String? = try tx.value(
            "SELECT body FROM exam_question WHERE id = \(id) AND course_id = \(course)")
        guard let text else { throw Refusal.hidden }
        let changed = try tx.execute("UPDATE exam_question SET is_retired = 1 WHERE id = \(id) AND is_retired = 0")
        guard changed == 1 else { throw Refusal.stale(Complaint("error.stale")) }
        let sat = try tx.list(
            """
            SELECT e.id FROM exam e JOIN exam_item i ON i.exam_id = e.id
            WHERE i.question_id = \(id) AND e.ended_at IS NULL
            """, as: ID<Exam>.self)
        try tx.execute("DELETE FROM exam_item WHERE exam_id IN (\(sat))")
        try tx.execute("DELETE FROM exam WHERE id IN (\(sat))")
        try trace("question_retired", course, text, by: person, tx)
    }

    static func all(of course: ID<Course>, _ tx: Transaction) throws -> [Item] {
        try tx.rows(
            """
            SELECT id, body, choices, answer FROM exam_question
            WHERE course_id = \(course) AND is_retired = 0 ORDER BY id
            """
        ).map(Item.init)
    }

    private static func trace(
        _ kind: String, _ course: ID<Course>, _ text: String, by person: ID<Person>, _ tx: Transaction
    ) throws {
        try EventStore.add(
            Event(kind, of: .course(course), in: "training", detail: ["text": text]), by: person, tx)
    }
}
