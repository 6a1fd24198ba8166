import Database
import Domain
import Ground
import Web

/// Marks the ids of exams that somebody sits.
package enum Exam {}

/// Exams of people of dealers: the system asks and marks, and who passes has his certificate with the same deed.
package enum ExamStore {
    struct Sat: Sendable {
        let id: ID<Exam>
        let course: ID<Course>
        let names: BothNames
        let passPercent: Int
        let isOver: Bool
        let mark: ExamMark
        let items: [ExamQuestionStore.Item]
    }

    /// The exam that he has begun, or another with questions drawn anew.
    /// - Throws: `Refusal.hidden` where there is no such course; `Refusal.stale` with `training.exam.none`,
    ///   `training.exam.waits`.
    package static func begin(
        _ course: ID<Course>, by actor: Actor, in company: OpenCompany, _ tx: Transaction
    ) throws -> ID<Exam> {
        guard let dealer = actor.dealer else { throw Refusal.hidden }
        let begun: ID<Exam>? = try tx.value(
            "SELECT id FROM exam WHERE course_id = \(course) AND person_id = \(actor.person) AND ended_at IS NULL")
        if let begun { return begun }
        let today = company.clock.day(of: tx.now)
        guard let item = try tx.row("SELECT * FROM course WHERE id = \(course) AND is_retired = 0") else {
            throw Refusal.hidden
        }
        let rules = try Course(item)
        if let day = try waits(course, rules.waitDays, of: actor.person, on: today, tx) {
            throw Refusal.stale(Complaint("training.exam.waits", company.clock.calendar.text(day)))
        }
        let pool = try tx.list(
            "SELECT id FROM exam_question WHERE course_id = \(course) AND is_retired = 0 ORDER BY id",
            as: ID<ExamQuestion>.self)
        guard rules.asked > 0, pool.count >= rules.asked else { throw Refusal.stale(Complaint("training.exam.none")) }
        let id: ID<Exam> = try tx.insert(
            """
            INSERT INTO exam (course_id, person_id, dealer_id, begun_at, pass_percent, asked)
            VALUES (\(course), \(actor.person), \(dealer), \(tx.now), \(rules.passPercent), \(rules.asked))
            """)
        for (position, question) in pool.shuffled().prefix(rules.asked).enumerated() {
            try tx.later(
                "INSERT INTO exam_item (exam_id, position, question_id) VALUES (\(id), \(position), \(question))")
        }
        return id
    }

    /// The first day on which he may sit it again; nil where that is today.
    static func waits(
        _ course: ID<Course>, _ days: Int, of person: ID<Person>, on today: CalendarDay, _ tx: Transaction
    ) throws -> CalendarDay? {
        let failed: CalendarDay? = try tx.value(
            """
            SELECT max(ended_on) FROM exam
            WHERE course_id = \(course) AND person_id = \(person) AND ended_at IS NOT NULL AND certificate_id IS NULL
            """)
        guard let day = failed?.adding(days: days), day > today else { return nil }
        return day
    }

    /// Marks it. - Parameter chosen: the place of each chosen answer, in the order of the questions.
    /// - Returns: whether he has passed. - Throws: `Refusal.hidden`; `Refusal.stale` where it is over.
    package static func end(
        _ id: ID<Exam>, chosen: [Int], by actor: Actor, in company: OpenCompany, _ tx: Transaction
    ) throws -> Bool {
        let exam = try find(id, of: actor.person, tx)
        guard !exam.isOver else { throw Refusal.stale(Complaint("training.exam.over")) }
        guard chosen.count == exam.items.count, let dealer = actor.dealer else { throw Refusal.hidden }
        for (position, choice) in chosen.enumerated() {
            try tx.later(
                "UPDATE exam_item SET chosen = \(choice) WHERE exam_id = \(id) AND position = \(position)")
        }
        let right = zip(exam.items, chosen).filter { $0.answer == $1 }.count
        let hasPassed = ExamMark(right: right, of: exam.items.count).passes(exam.passPercent)
        let today = company.clock.day(of: tx.now)
        let certificate: ID<Certificate>? =
            hasPassed
            ? try CertificateStore.insert(
                .init(course: exam.course, person: actor.person, dealer: dealer, from: today, note: ""),
                by: actor.person, in: company, tx) : nil
        try tx.execute(
            """
            UPDATE exam SET ended_at = \(tx.now), ended_on = \(today), answered_right = \(right),
                certificate_id = \(certificate)
            WHERE id = \(id) AND ended_at IS NULL
            """)
        return hasPassed
    }

    /// His own. - Throws: `Refusal.hidden`.
    static func find(_ id: ID<Exam>, of person: ID<Person>, _ tx: Transaction) throws -> Sat {
        let row = try tx.row(
            """
            SELECT e.course_id, c.title_fa, c.title_en, e.pass_percent, e.asked, e.answered_right
            FROM exam e JOIN course c ON c.id = e.course_id WHERE e.id = \(id) AND e.person_id = \(person)
            """)
        guard let row else { throw Refusal.hidden }
        let items = try tx.rows(
            """
            SELECT q.id, q.body, q.choices, q.answer FROM exam_item i JOIN exam_question q ON q.id = i.question_id
            WHERE i.exam_id = \(id) ORDER BY i.position
            """
        ).map(ExamQuestionStore.Item.init)
        let right: Int? = try row.optional("answered_right")
        return Sat(
            id: id, course: try row("course_id"),
            names: BothNames(fa: try row("title_fa"), en: try row("title_en")), passPercent: try row("pass_percent"),
            isOver: right != nil, mark: ExamMark(right: right ?? 0, of: try row("asked")), items: items)
    }
}
