import Database
import Domain
import Ground
import Web

/// Certificates of people of dealers. One is never changed: it counts until its day, or until it is withdrawn.
package enum CertificateStore {
    static let series = "certificate"

    /// Of certificates (alias `c`): that they count, as long as their holder works for the dealer.
    static func counts(on day: CalendarDay) -> SQL {
        """
        c.withdrawn_at IS NULL AND c.from_on <= \(day) AND c.until_on >= \(day) AND EXISTS (
            SELECT 1 FROM person h WHERE h.id = c.person_id AND h.dealer_id = c.dealer_id AND h.state = 'open')
        """
    }

    struct Given: Sendable {
        let course: ID<Course>
        let person: ID<Person>
        let dealer: ID<Dealer>
        let from: CalendarDay
        /// Why it was written by hand; empty where an exam was passed.
        let note: String
    }

    /// Written by hand, after a seminar or for one of somebody else's.
    /// - Throws: `FieldRefusal` where there is no such course, where that person is not of this dealer, and where a certificate
    ///   that began that day would be over today.
    @discardableResult
    package static func add(
        _ course: ID<Course>, to holder: ID<Person>, of dealer: ID<Dealer>, from day: CalendarDay, note: String,
        by person: ID<Person>, in company: OpenCompany, _ tx: Transaction
    ) throws -> ID<Certificate> {
        let works: Int? = try tx.value(
            "SELECT 1 FROM person WHERE id = \(holder) AND dealer_id = \(dealer) AND state = 'open'")
        guard works != nil else {
            throw FieldRefusal(field: "person", complaint: Complaint("form.choose"))
        }
        let isTaught: Int? = try tx.value("SELECT 1 FROM course WHERE id = \(course) AND is_retired = 0")
        guard isTaught != nil else { throw FieldRefusal(field: "course", complaint: Complaint("form.choose")) }
        let given = Given(course: course, person: holder, dealer: dealer, from: day, note: note)
        return try insert(given, by: person, in: company, tx)
    }

    static func insert(
        _ given: Given, by person: ID<Person>, in company: OpenCompany, _ tx: Transaction
    ) throws -> ID<Certificate> {
        let clock = company.clock
        let today = clock.day(of: tx.now)
        let months: Int? = try tx.value("SELECT months FROM course WHERE id = \(given.course) AND is_retired = 0")
        guard let months,
            let last = Warranty.lastDay(months: months, startedOn: given.from, calendar: clock.calendar)
        else { throw Refusal.hidden }
        guard given.from <= today else {
            throw FieldRefusal(field: "from_on", complaint: Complaint("training.day.future"))
        }
        guard last >= today else {
            throw FieldRefusal(field: "from_on", complaint: Complaint("training.certificate.over_already"))
        }
        let number = try NumberStore.next(series, year: clock.calendar.year(of: today), tx)
        let id: ID<Certificate> = try tx.insert(
            """
            INSERT INTO certificate (number, course_id, person_id, dealer_id, from_on, until_on, note, made_by, made_at)
            VALUES (\(number), \(given.course), \(given.person), \(given.dealer), \(given.from), \(last), \(given.note),
                    \(person), \(tx.now))
            """)
        try trace("certificate_given", id, given.course, number, of: given.person, given.note, by: person, tx)
        let title: BothNames = try title(of: given.course, tx)
        try OutboxStore.add(
            Notice("certificate_given", about: .certificate(id), title.fa, clock.calendar.text(last)),
            to: .people([given.person]), but: person, tx)
        return id
    }

    /// - Throws: `Refusal.hidden`; `Refusal.stale` where it is withdrawn already.
    static func withdraw(
        _ id: ID<Certificate>, at version: Int, because reason: String, by person: ID<Person>, _ tx: Transaction
    ) throws {
        let row = try tx.row("SELECT course_id, person_id, number FROM certificate WHERE id = \(id)")
        guard let row else { throw Refusal.hidden }
        let changed = try tx.execute(
            """
            UPDATE certificate SET withdrawn_by = \(person), withdrawn_at = \(tx.now), reason = \(reason),
                version = version + 1
            WHERE id = \(id) AND version = \(version) AND withdrawn_at IS NULL
            """)
        guard changed == 1 else { throw Refusal.stale(Complaint("error.stale")) }
        let holder: ID<Person> = try row("person_id")
        try trace(
            "certificate_withdrawn", id, try row("course_id"), try row("number"), of: holder, reason, by: person, tx)
        let title = try title(of: row("course_id"), tx)
        try OutboxStore.add(
            Notice("certificate_withdrawn", about: .certificate(id), title.fa, reason), to: .people([holder]),
            but: person, tx)
    }

    static func title(of course: ID<Course>, _ tx: Transaction) throws -> BothNames {
        let row = try tx.one("SELECT title_fa, title_en FROM course WHERE id = \(course)")
        return BothNames(fa: try row("title_fa"), en: try row("title_en"))
    }

    private static func trace(
        _ kind: String, _ id: ID<Certificate>, _ course: ID<Course>, _ number: String, of holder: ID<Person>,
        _ reason: String, by person: ID<Person>, _ tx: Transaction
    ) throws {
        let name: String = try tx.value("SELECT name FROM person WHERE id = \(holder)") ?? ""
        let detail = ["code": number, "who": name, "reason": reason]
        try EventStore.add(Event(kind, of: .course(course), in: "training", detail: detail), by: person, tx)
    }

    static let naming = SubjectNaming("certificate") { ids, context, tx in
        guard context.actor.dealer != nil || context.may(CertificateRoutes.one) else { return [] }
        let own: SQL = context.actor.dealer.map { "dealer_id = \($0)" } ?? "1 = 1"
        return try tx.rows("SELECT id, number FROM certificate WHERE id IN (\(ids)) AND \(own)")
    } link: { row, context in
        let href =
            context.actor.dealer == nil
            ? context.paths(CertificateRoutes.one, try row("id")) : context.paths(LearningRoutes.list)
        return SubjectLink(label: try row("number"), href: href)
    }
}
