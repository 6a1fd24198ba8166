import Database
import Domain
import Ground
import Web

extension Course.Kind: ColumnValue {}

/// Courses as they are written. One that is not taught any more is set aside: certificates of it count until their day.
package enum CourseStore {
    /// - Throws: `FieldRefusal` where the code is taken.
    @discardableResult
    package static func add(_ course: Course, by person: ID<Person>, _ tx: Transaction) throws -> ID<Course> {
        let known: Int? = try tx.value("SELECT 1 FROM course WHERE code = \(course.code)")
        guard known == nil else {
            throw FieldRefusal(field: "code", complaint: Complaint("training.code.taken", course.code))
        }
        let id: ID<Course> = try tx.insert(
            """
            INSERT INTO course (code, title_fa, title_en, kind, link, body, months, pass_percent, asked, wait_days)
            VALUES (\(course.code), \(course.titleFa), \(course.titleEn), \(course.kind), \(course.link), \(course.text),
                    \(course.months), \(course.passPercent), \(course.asked), \(course.waitDays))
            """)
        let changes = course.values.mapValues { (before: "", after: $0) }
        try EventStore.add(Event("added", of: .course(id), in: "training", changes: changes), by: person, tx)
        return id
    }

    /// Its code stays. - Throws: `Refusal.hidden`, `Refusal.stale` where it is another version by now.
    static func change(
        _ id: ID<Course>, at version: Int, to course: Course, by person: ID<Person>, _ tx: Transaction
    ) throws {
        let before = try find(id, at: version, tx).course
        let event = Event("changed", of: .course(id), in: "training", from: before.values, to: course.values)
        guard event.changesSomething else { return }
        try tx.execute(
            """
            UPDATE course SET title_fa = \(course.titleFa), title_en = \(course.titleEn), kind = \(course.kind),
                link = \(course.link), body = \(course.text), months = \(course.months),
                pass_percent = \(course.passPercent), asked = \(course.asked), wait_days = \(course.waitDays),
                version = version + 1
            WHERE id = \(id)
            """)
        try EventStore.add(event, by: person, tx)
    }

    /// Nobody learns one that is set aside, and it keeps no work from anybody.
    /// - Throws: `Refusal.hidden`, `Refusal.stale`.
    static func setRetired(
        _ isRetired: Bool, _ id: ID<Course>, at version: Int, by person: ID<Person>, _ tx: Transaction
    ) throws {
        guard try find(id, at: version, tx).isRetired != isRetired else { return }
        try tx.execute("UPDATE course SET is_retired = \(isRetired), version = version + 1 WHERE id = \(id)")
        try EventStore.add(Event(isRetired ? "retired" : "restored", of: .course(id), in: "training"), by: person, tx)
    }

    /// As somebody knows it who has seen this version.
    private static func find(
        _ id: ID<Course>, at version: Int, _ tx: Transaction
    ) throws -> (course: Course, isRetired: Bool) {
        guard let row = try tx.row("SELECT * FROM course WHERE id = \(id)") else { throw Refusal.hidden }
        guard try row("version") == version else { throw Refusal.stale(Complaint("error.stale")) }
        return (try Course(row), try row("is_retired"))
    }

    static let naming = SubjectNaming("course") { ids, context, tx in
        guard context.may(CourseRoutes.one) else { return [] }
        return try tx.rows("SELECT id, title_fa, title_en FROM course WHERE id IN (\(ids))")
    } link: { row, context in
        let title = BothNames(fa: try row("title_fa"), en: try row("title_en")).shown(context.reader)
        return SubjectLink(label: title, href: context.paths(CourseRoutes.one, try row("id")))
    }
}

extension Course {
    init(_ row: Row) throws {
        try self.init(
            code: try row("code"), titleFa: try row("title_fa"), titleEn: try row("title_en"), kind: try row("kind"),
            link: try row("link"), text: try row("body"), months: try row("months"),
            passPercent: try row("pass_percent"), asked: try row("asked"), waitDays: try row("wait_days"))
    }

    /// By the names under which its history shows them.
    fileprivate var values: [String: String] {
        [
            "title_fa": titleFa, "title_en": titleEn, "course_kind": kind.rawValue, "link": link, "body": text,
            "months": String(months), "pass_percent": String(passPercent), "asked": String(asked),
            "wait_days": String(waitDays),
        ]
    }
}
