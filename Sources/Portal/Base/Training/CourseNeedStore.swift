import Database
import Domain
import Ground
import Web

/// Marks the ids of what asks for a certificate.
package enum CourseNeed {}

/// Which work is given only to dealers who have somebody with a certificate.
package enum CourseNeedStore {
    struct Item: Sendable {
        let id: ID<CourseNeed>
        let group: BothNames
        /// nil: every service.
        let service: String?
        let from: CalendarDay
    }

    /// - Throws: `Refusal.hidden` where there is no such course; `FieldRefusal` where it is set aside, or asked for already.
    package static func add(
        _ course: ID<Course>, _ work: UntrainedWork, from day: CalendarDay, by person: ID<Person>, _ tx: Transaction
    ) throws {
        let isRetired: Bool? = try tx.value("SELECT is_retired FROM course WHERE id = \(course)")
        guard let isRetired else { throw Refusal.hidden }
        guard !isRetired else {
            throw FieldRefusal(field: "group", complaint: Complaint("training.need.retired"))
        }
        let service: SQL = work.service.map { "service = \($0)" } ?? "service IS NULL"
        let asked: Int? = try tx.value(
            """
            SELECT 1 FROM course_need WHERE course_id = \(course) AND group_id = \(work.group) AND \(service)
                AND ended_at IS NULL
            """)
        guard asked == nil else { throw FieldRefusal(field: "group", complaint: Complaint("training.need.twice")) }
        try tx.execute(
            """
            INSERT INTO course_need (course_id, group_id, service, from_on, made_by, made_at)
            VALUES (\(course), \(work.group), \(work.service), \(day), \(person), \(tx.now))
            """)
        try trace("need_added", course, work, by: person, tx)
    }

    /// - Returns: of which course it was. - Throws: `Refusal.hidden`; `Refusal.stale` where it has ended.
    static func end(_ id: ID<CourseNeed>, by person: ID<Person>, _ tx: Transaction) throws {
        let row = try tx.row("SELECT course_id, group_id, service FROM course_need WHERE id = \(id)")
        guard let row else { throw Refusal.hidden }
        let changed = try tx.execute(
            "UPDATE course_need SET ended_by = \(person), ended_at = \(tx.now) WHERE id = \(id) AND ended_at IS NULL")
        guard changed == 1 else { throw Refusal.stale(Complaint("error.stale")) }
        let work = UntrainedWork(try row("group_id"), service: try row.optional("service"))
        try trace("need_ended", try row("course_id"), work, by: person, tx)
    }

    static func course(of id: ID<CourseNeed>, _ tx: Transaction) throws -> ID<Course> {
        guard let course: ID<Course> = try tx.value("SELECT course_id FROM course_need WHERE id = \(id)") else {
            throw Refusal.hidden
        }
        return course
    }

    static func all(of course: ID<Course>, _ tx: Transaction) throws -> [Item] {
        try tx.rows(
            """
            SELECT n.id, g.name_fa, g.name_en, n.service, n.from_on
            FROM course_need n JOIN product_group g ON g.id = n.group_id
            WHERE n.course_id = \(course) AND n.ended_at IS NULL ORDER BY n.id
            """
        ).map { row in
            Item(
                id: try row("id"), group: BothNames(fa: try row("name_fa"), en: try row("name_en")),
                service: try row.optional("service"), from: try row("from_on"))
        }
    }

    /// What each dealer may not be given on a day, since nobody who works for him has a certificate that counts then.
    /// - Parameter dealer: this one alone.
    package static func untrained(
        on day: CalendarDay, only dealer: ID<Dealer>? = nil, _ tx: Transaction
    ) throws -> [ID<Dealer>: Set<UntrainedWork>] {
        let needs = try inForce(on: day, tx)
        guard !needs.isEmpty else { return [:] }
        let only: SQL = dealer.map { "= \($0)" } ?? "IS NOT NULL"
        let shown: [ID<Dealer>: Set<ID<Course>>] = try tx.rows(
            """
            SELECT DISTINCT c.dealer_id, c.course_id FROM certificate c WHERE c.course_id IN (\(Set(needs.map(\.course)).sorted()))
                AND c.dealer_id \(only) AND \(CertificateStore.counts(on: day))
            """
        ).reduce(into: [:]) { all, row in all[try row("dealer_id"), default: []].insert(try row("course_id")) }
        // Most dealers have shown the same, often nothing: they share what they lack.
        var lacks: [Set<ID<Course>>: Set<UntrainedWork>] = [:]
        return try tx.list("SELECT id FROM dealer WHERE id \(only)", as: ID<Dealer>.self).reduce(into: [:]) { all, id in
            let courses = shown[id] ?? []
            let lack = lacks[courses] ?? Set(needs.filter { !courses.contains($0.course) }.map(\.work))
            lacks[courses] = lack
            if !lack.isEmpty { all[id] = lack }
        }
    }

    /// Whether a dealer to whom this work was put with a certificate that counted then has none any more.
    package static func hasLost(
        _ work: ServiceWork, _ dealer: ID<Dealer>, since moment: Instant, of day: CalendarDay, on today: CalendarDay,
        _ tx: Transaction
    ) throws -> Bool {
        let lost: Int? = try tx.value(
            """
            SELECT 1 FROM course_need n JOIN course k ON k.id = n.course_id
            WHERE n.group_id = \(work.group) AND (n.service IS NULL OR n.service = \(work.service))
                AND n.ended_at IS NULL AND n.from_on <= \(today) AND k.is_retired = 0
                AND EXISTS (
                    SELECT 1 FROM certificate c WHERE c.course_id = n.course_id AND c.dealer_id = \(dealer)
                        AND c.made_at <= \(moment) AND c.from_on <= \(day) AND c.until_on >= \(day)
                        AND (c.withdrawn_at IS NULL OR c.withdrawn_at >= \(moment)))
                AND NOT EXISTS (
                    SELECT 1 FROM certificate c
                    WHERE c.course_id = n.course_id AND c.dealer_id = \(dealer) AND \(CertificateStore.counts(on: today)))
            LIMIT 1
            """)
        return lost != nil
    }

    private static func inForce(
        on day: CalendarDay, _ tx: Transaction
    ) throws -> [(course: ID<Course>, work: UntrainedWork)] {
        try tx.rows(
            """
            SELECT n.course_id, n.group_id, n.service FROM course_need n JOIN course k ON k.id = n.course_id
            WHERE n.ended_at IS NULL AND n.from_on <= \(day) AND k.is_retired = 0
            """
        ).map { row in
            (
                course: try row("course_id"),
                work: UntrainedWork(try row("group_id"), service: try row.optional("service"))
            )
        }
    }

    private static func trace(
        _ kind: String, _ course: ID<Course>, _ work: UntrainedWork, by person: ID<Person>, _ tx: Transaction
    ) throws {
        let code: String = try tx.value("SELECT code FROM product_group WHERE id = \(work.group)") ?? ""
        let detail = ["product_group": code, "service": work.service ?? ""]
        try EventStore.add(Event(kind, of: .course(course), in: "training", detail: detail), by: person, tx)
    }
}
