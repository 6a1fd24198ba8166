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
        let begunAt: Instant
        /// Whether its course still has exams.
        let isTaught: Bool
        let isOver: Bool
        let mark: ExamMark
        let items: [ExamQuestionStore.Item]
    }

    /// Within how many seconds an exam is handed in: after that it counts as not passed.
    private static let patience: Int64 = 86_400

    /// The exam that he has begun, or another with questions drawn anew.
    /// - Throws: `Refusal.hidden` where there is no such course; `Refusal.stale` with what keeps him from it.
    package static func begin(
        _ course: ID<Course>, by actor: Actor, in company: OpenCompany, _ tx: Transaction
    ) throws -> ID<Exam> {
        guard let dealer = actor.dealer,
            let row = try tx.row("SELECT * FROM course WHERE id = \(course) AND is_retired = 0")
        else { throw Refusal.hidden }
        let (rules, today) = (try Course(row), company.clock.day(of: tx.now))
        if let begun = try begun(course, by: actor.person, on: today, tx) { return begun }
        if let complaint = try obstacle(course, rules, for: actor.person, in: company, tx) {
            throw Refusal.stale(complaint)
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

    /// One that he is at; one whose time is over ends as not passed.
    private static func begun(
        _ course: ID<Course>, by person: ID<Person>, on today: CalendarDay, _ tx: Transaction
    ) throws -> ID<Exam>? {
        let open = try tx.row(
            """
            SELECT id, begun_at FROM exam WHERE course_id = \(course) AND person_id = \(person) AND ended_at IS NULL
            """)
        guard let open else { return nil }
        let (id, moment): (ID<Exam>, Instant) = (try open("id"), try open("begun_at"))
        if tx.now < moment.adding(seconds: patience) { return id }
        try tx.execute(
            "UPDATE exam SET ended_at = \(tx.now), ended_on = \(today), answered_right = 0 WHERE id = \(id)")
        return nil
    }

    /// What keeps somebody from an exam: a certificate that counts for long yet or was withdrawn from him, or one that he has
    /// not passed lately. `training.exam.counts`, `training.exam.withdrawn`, `training.exam.waits`.
    static func obstacle(
        _ course: ID<Course>, _ rules: Course, for person: ID<Person>, in company: OpenCompany, _ tx: Transaction
    ) throws -> Complaint? {
        let (calendar, today) = (company.clock.calendar, company.clock.day(of: tx.now))
        let last = try tx.row(
            """
            SELECT c.until_on, CASE WHEN c.withdrawn_at IS NULL THEN 0 ELSE 1 END AS is_withdrawn,
                CASE WHEN p.dealer_id = c.dealer_id THEN 1 ELSE 0 END AS is_there
            FROM certificate c JOIN person p ON p.id = c.person_id
            WHERE c.person_id = \(person) AND c.course_id = \(course) ORDER BY c.id DESC LIMIT 1
            """)
        if let last {
            let (until, isWithdrawn): (CalendarDay, Bool) = (try last("until_on"), try last("is_withdrawn"))
            switch Certificate.state(until: until, isWithdrawn: isWithdrawn, on: today) {
            case .withdrawn: return Complaint("training.exam.withdrawn")
            case .valid where try last("is_there"):
                return Complaint("training.exam.counts", calendar.text(until.adding(days: -Certificate.soon)))
            default: break
            }
        }
        let failed: CalendarDay? = try tx.value(
            """
            SELECT max(ended_on) FROM exam
            WHERE course_id = \(course) AND person_id = \(person) AND ended_at IS NOT NULL AND certificate_id IS NULL
            """)
        guard let day = failed?.adding(days: rules.waitDays), day > today else { return nil }
        return Complaint("training.exam.waits", calendar.text(day))
    }

    /// Marks it. - Parameter chosen: the place of each chosen answer, in the order of the questions.
    /// - Returns: whether he has passed. - Throws: `Refusal.hidden`; `Refusal.stale` where it is over.
    package static func end(
        _ id: ID<Exam>, chosen: [Int], by actor: Actor, in company: OpenCompany, _ tx: Transaction
    ) throws -> Bool {
        let exam = try find(id, of: actor.person, tx)
        guard !exam.isOver, tx.now < exam.begunAt.adding(seconds: patience) else {
            throw Refusal.stale(Complaint("training.exam.over"))
        }
        guard exam.isTaught else { throw Refusal.stale(Complaint("training.exam.none")) }
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
            SELECT e.course_id, c.title_fa, c.title_en, e.pass_percent, e.begun_at, e.asked, e.answered_right,
                CASE WHEN c.is_retired = 0 AND c.asked > 0 THEN 1 ELSE 0 END AS is_taught
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
            begunAt: try row("begun_at"), isTaught: try row("is_taught"), isOver: right != nil,
            mark: ExamMark(right: right ?? 0, of: try row("asked")), items: items)
    }
}
