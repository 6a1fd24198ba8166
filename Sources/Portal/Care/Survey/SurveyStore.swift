import Base
import Database
import Domain
import Ground
import Web

/// What is asked about one job, and what came of it.
package struct SurveyRow: Sendable {
    let id: ID<Survey>
    let job: ID<Job>
    let jobNumber: String
    let customer: ID<Customer>
    let customerName: String
    let mobile: String
    let dealer: ID<Dealer>
    let dealerName: String
    let technician: String?
    let serviceType: String
    let model: String
    let serial: String
    let city: ID<City>
    let statedFault: String
    let completedOn: CalendarDay
    let state: SurveyState
    let omission: SurveyOmission?
    let callAt: Instant
    let untilAt: Instant
    let holder: ID<Person>?
    let holderName: String?
    let failures: Int
    let scriptVersion: ID<SurveyVersion>?
    let score: Int64?
    /// nil where nobody has answered.
    let way: SurveyWay?
    let recommendation: Int?
    let words: String
    /// Whether anything was said in words, and since when that is sorted.
    let hasText: Bool
    let sortedAt: Instant?
    let note: String
    let complaint: String?
    let endedAt: Instant?
    let ender: String?
    let reply: String?
    let repliedAt: Instant?
    package let version: Int

    static let columns: SQL = """
        SELECT s.id, s.job_id, j.number AS job, j.customer_id, k.name AS customer, k.mobile, s.dealer_id, d.name AS dealer,
               t.name AS technician, j.service_type, m.name AS model, u.serial, j.city_id, j.stated_fault, s.completed_on,
               s.state, s.omission, s.call_at, s.until_at, s.holder_id, h.name AS holder, s.failures, s.version_id, s.score,
               s.recommendation, s.words, s.note, s.complaint, s.ended_at, e.name AS ender, s.reply, s.replied_at,
               s.version, s.way, s.has_text, s.sorted_at
        FROM survey s JOIN job j ON j.id = s.job_id JOIN customer k ON k.id = j.customer_id
        JOIN dealer d ON d.id = s.dealer_id JOIN unit u ON u.id = j.unit_id JOIN product_model m ON m.id = u.model_id
        LEFT JOIN person t ON t.id = j.technician_id LEFT JOIN person h ON h.id = s.holder_id
        LEFT JOIN person e ON e.id = s.ended_by
        """

    init(_ row: Row) throws {
        (id, job, jobNumber) = (try row("id"), try row("job_id"), try row("job"))
        (customer, customerName, mobile) = (try row("customer_id"), try row("customer"), try row("mobile"))
        (dealer, dealerName, technician) = (try row("dealer_id"), try row("dealer"), try row.optional("technician"))
        (serviceType, model, serial) = (try row("service_type"), try row("model"), try row("serial"))
        (city, statedFault, completedOn) = (try row("city_id"), try row("stated_fault"), try row("completed_on"))
        (state, omission) = (try row("state"), try row.optional("omission"))
        (callAt, untilAt) = (try row("call_at"), try row("until_at"))
        (holder, holderName, failures) = (
            try row.optional("holder_id"), try row.optional("holder"), try row("failures")
        )
        (scriptVersion, score) = (try row.optional("version_id"), try row.optional("score"))
        (recommendation, words, note) = (try row.optional("recommendation"), try row("words"), try row("note"))
        (complaint, endedAt, ender) = (
            try row.optional("complaint"), try row.optional("ended_at"), try row.optional("ender")
        )
        (reply, repliedAt, version) = (try row.optional("reply"), try row.optional("replied_at"), try row("version"))
        (way, hasText, sortedAt) = (try row.optional("way"), try row("has_text"), try row.optional("sorted_at"))
    }

    /// Whether somebody has it before him now.
    func isHeld(by person: ID<Person>, at now: Instant) -> Bool {
        state == .waiting && holder == person && callAt > now
    }
}

/// The calls that are to be made, one after the other.
package enum SurveyStore {
    /// Seconds for which a customer is somebody's to call.
    static let lease: Int64 = 1_200

    /// - Throws: `Refusal.hidden` where there is none.
    package static func find(_ id: ID<Survey>, _ tx: Transaction) throws -> SurveyRow {
        guard let row = try tx.row("\(SurveyRow.columns) WHERE s.id = \(id)") else { throw Refusal.hidden }
        return try SurveyRow(row)
    }

    static func find(ofJob job: ID<Job>, _ tx: Transaction) throws -> SurveyRow? {
        try tx.row("\(SurveyRow.columns) WHERE s.job_id = \(job)").map(SurveyRow.init)
    }

    /// Who has worked on a job.
    static func workers(on job: ID<Job>, _ tx: Transaction) throws -> Set<ID<Person>> {
        Set(
            try tx.list(
                """
                SELECT technician_id FROM job WHERE id = \(job) AND technician_id IS NOT NULL
                UNION SELECT made_by FROM visit WHERE job_id = \(job)
                """, as: ID<Person>.self))
    }

    /// What a person has before him.
    static func held(by person: ID<Person>, _ tx: Transaction) throws -> ID<Survey>? {
        try tx.value(
            """
            SELECT id FROM survey WHERE holder_id = \(person) AND state = 'waiting' AND call_at > \(tx.now)
            ORDER BY id LIMIT 1
            """)
    }

    /// The one that waits longest, that is nobody's now, and of whose work and customer this person may ask. What somebody has
    /// before him has its moment after the lease, so the walk meets no more than the calls of own work and of customers in talk.
    static func next(for person: ID<Person>, at now: Instant) -> SQL {
        """
        SELECT s.id FROM survey s JOIN job j ON j.id = s.job_id JOIN customer k ON k.id = j.customer_id
        WHERE s.state = 'waiting' AND s.call_at <= \(now) AND s.until_at > \(now)
            AND (j.technician_id IS NULL OR j.technician_id <> \(person))
            AND NOT EXISTS (SELECT 1 FROM visit v WHERE v.job_id = s.job_id AND v.made_by = \(person))
            AND NOT EXISTS (SELECT 1 FROM survey o WHERE o.customer_id = s.customer_id AND o.holder_id IS NOT NULL
                AND o.call_at > \(now) AND o.id <> s.id)
            AND NOT EXISTS (SELECT 1 FROM survey_refusal r WHERE r.number = k.mobile)
        ORDER BY s.call_at, s.id LIMIT 1
        """
    }

    /// Puts the next call before a person, for as long as a lease lasts; what he has already comes first.
    /// - Returns: nil where none waits. - Throws: `surveys.denied.hours` outside of the hours, `surveys.denied.role`.
    package static func take(by actor: Actor, in company: OpenCompany, _ tx: Transaction) throws -> ID<Survey>? {
        _ = try MayAskCustomer(actor, workers: [])
        if let held = try held(by: actor.person, tx) { return held }
        guard try SurveyMoments(SurveySettings(tx).pace, company.clock).isOpen(at: tx.now) else {
            throw Complaint("surveys.denied.hours")
        }
        guard let id: ID<Survey> = try tx.value(next(for: actor.person, at: tx.now)) else { return nil }
        try tx.later(
            """
            UPDATE survey SET holder_id = \(actor.person), call_at = \(tx.now.adding(seconds: lease)),
                version = version + 1
            WHERE id = \(id) AND state = 'waiting'
            """, orThrow: Refusal.stale(Complaint("error.stale")))
        return id
    }

    /// Gives a call back that was not made.
    static func release(_ survey: SurveyRow, by person: ID<Person>, _ tx: Transaction) throws {
        try tx.later(
            """
            UPDATE survey SET holder_id = NULL, call_at = \(tx.now), version = version + 1
            WHERE id = \(survey.id) AND version = \(survey.version) AND holder_id = \(person)
            """, orThrow: Refusal.stale(Complaint("error.stale")))
    }

    /// What a dealer says to what his customer said; once. - Throws: `Refusal.stale` where he has.
    static func reply(_ text: String, to survey: SurveyRow, by person: ID<Person>, _ tx: Transaction) throws {
        try tx.later(
            """
            UPDATE survey SET reply = \(text), replied_by = \(person), replied_at = \(tx.now), version = version + 1
            WHERE id = \(survey.id) AND reply IS NULL AND state = 'done'
            """, orThrow: Refusal.stale(Complaint("error.stale")))
        try EventStore.add(Event("replied", of: .survey(survey.id), in: SurveyScriptStore.room), by: person, tx)
    }

    /// A job that turns out to be another's is not asked about.
    static func drop(_ job: ID<Job>, _ tx: Transaction) throws {
        try tx.execute(
            """
            UPDATE survey SET state = 'out', omission = 'corrected', holder_id = NULL, version = version + 1
            WHERE job_id = \(job) AND state = 'waiting'
            """)
    }

    /// With a customer who turns out to be another.
    static let move = CustomerMove("survey") { customer, tx in
        try tx.list("SELECT id FROM survey WHERE customer_id = \(customer) ORDER BY id")
    } move: { ids, customer, tx in
        _ = try tx.execute("UPDATE survey SET customer_id = \(customer) WHERE id IN (\(ids))")
    }

    static let naming = SubjectNaming("survey") { ids, context, tx in
        guard context.may(SurveyRoutes.one) else { return [] }
        return try tx.rows(
            "SELECT s.id, j.number FROM survey s JOIN job j ON j.id = s.job_id WHERE s.id IN (\(ids))")
    } link: { row, context in
        SubjectLink(
            label: context.words("surveys.of_job", try row("number")),
            href: context.paths(SurveyRoutes.one, try row("id")))
    }
}
