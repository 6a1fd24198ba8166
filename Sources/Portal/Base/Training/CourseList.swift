import Database
import Domain
import Ground
import Web

/// A course as pages show it.
struct CourseItem: Sendable {
    let id: ID<Course>
    let course: Course
    let isRetired: Bool
    let version: Int
    /// People with a certificate of it that counts today.
    let certificates: Int
    /// Questions that its exam draws from.
    let questions: Int

    /// Whether its exam can be sat: there are as many questions as it asks.
    var hasExam: Bool { course.asked > 0 && questions >= course.asked }

    var names: BothNames { BothNames(fa: course.titleFa, en: course.titleEn) }

    fileprivate init(_ row: Row) throws {
        id = try row("id")
        course = try Course(row)
        isRetired = try row("is_retired")
        version = try row("version")
        certificates = try row("certificates")
        questions = try row("questions")
    }
}

enum CourseList {
    /// By their code, those that are taught first: a company has some dozens.
    static func all(today: CalendarDay, _ tx: Transaction) throws -> [CourseItem] {
        try items("1 = 1", today, tx)
    }

    static func hasAny(_ tx: Transaction) throws -> Bool {
        try tx.value("SELECT 1 FROM course LIMIT 1", as: Int.self) != nil
    }

    /// - Throws: `Refusal.hidden` where there is none.
    static func find(_ id: ID<Course>, today: CalendarDay, _ tx: Transaction) throws -> CourseItem {
        guard let item = try items("k.id = \(id)", today, tx).first else { throw Refusal.hidden }
        return item
    }

    private static func items(_ condition: SQL, _ today: CalendarDay, _ tx: Transaction) throws -> [CourseItem] {
        try tx.rows(
            """
            SELECT k.*,
                (SELECT count(DISTINCT c.person_id) FROM certificate c
                    WHERE c.course_id = k.id AND \(CertificateStore.counts(on: today))) AS certificates,
                (SELECT count(*) FROM exam_question q WHERE q.course_id = k.id AND q.is_retired = 0) AS questions
            FROM course k WHERE \(condition) ORDER BY k.is_retired, k.code
            """
        ).map(CourseItem.init)
    }
}
