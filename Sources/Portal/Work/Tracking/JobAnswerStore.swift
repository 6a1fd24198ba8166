import Base
import Database
import Domain
import Ground
import Web

/// What customers say by links: how the work was, and that somebody came. Each is said once.
package enum JobAnswerStore {
    struct Rating: Sendable {
        let stars: Int
        let text: String
        let madeAt: Instant
    }

    /// A visit as its customer is asked about it: the last one.
    struct Visit: Sendable {
        let id: ID<Domain.Visit>
        /// Which one of the job it is, from 1 on: a stranger learns no number of ours.
        let position: Int
        let day: CalendarDay
        let dealer: String
        /// nil where nobody has said yet that it was.
        let confirmedAt: Instant?
    }

    static func rating(of job: ID<Job>, _ tx: Transaction) throws -> Rating? {
        try tx.row("SELECT stars, text, made_at FROM job_rating WHERE job_id = \(job)").map {
            Rating(stars: try $0("stars"), text: try $0("text"), madeAt: try $0("made_at"))
        }
    }

    struct OfUnit: Sendable {
        let job: String
        let rating: Rating
    }

    /// What was said of all jobs of a machine, the newest first.
    static func ratings(of unit: ID<Unit>, limit: Int, _ tx: Transaction) throws -> [OfUnit] {
        try tx.rows(
            """
            SELECT j.number, r.stars, r.text, r.made_at FROM job j JOIN job_rating r ON r.job_id = j.id
            WHERE j.unit_id = \(unit) ORDER BY r.made_at DESC, j.id DESC LIMIT \(literal: limit)
            """
        ).map {
            OfUnit(
                job: try $0("number"),
                rating: Rating(stars: try $0("stars"), text: try $0("text"), madeAt: try $0("made_at")))
        }
    }

    static func lastVisit(of job: ID<Job>, _ tx: Transaction) throws -> Visit? {
        try tx.row(
            """
            SELECT v.id, v.visited_on, d.name, c.made_at, (SELECT count(*) FROM visit WHERE job_id = v.job_id) AS position
            FROM visit v JOIN dealer d ON d.id = v.dealer_id
            LEFT JOIN visit_confirmation c ON c.visit_id = v.id
            WHERE v.job_id = \(job) ORDER BY v.id DESC LIMIT 1
            """
        ).map {
            Visit(
                id: try $0("id"), position: try $0("position"), day: try $0("visited_on"), dealer: try $0("name"),
                confirmedAt: try $0.optional("made_at"))
        }
    }

    /// What was said first stays, by whatever way.
    static func rate(
        _ rating: JobRating, by target: JobLinkStore.Target, way: SurveyWay = .link, in company: OpenCompany,
        _ tx: Transaction
    ) throws {
        guard try !isAnswered(target.job, in: company, tx) else { return }
        let customer: ID<Customer> = try tx.one("SELECT customer_id FROM job WHERE id = \(target.job)")("customer_id")
        let added = try tx.execute(
            """
            INSERT INTO job_rating (job_id, link_id, customer_id, stars, text, made_at)
            VALUES (\(target.job), \(target.id), \(customer), \(rating.stars), \(rating.text), \(tx.now))
            ON CONFLICT (job_id) DO NOTHING
            """)
        guard added == 1 else { return }
        try EventStore.add(
            Event("rated", of: .job(target.job), in: "tracking", detail: ["stars": String(rating.stars)]), by: nil, tx)
        for piece in company.fittings[TrackingSlots.rated] {
            try piece(CustomerRating(job: target.job, rating: rating, way: way), company, tx)
        }
    }

    /// Whether its customer has said how it was, by whatever way.
    package static func isRated(_ job: ID<Job>, in company: OpenCompany, _ tx: Transaction) throws -> Bool {
        try rating(of: job, tx) != nil || isAnswered(job, in: company, tx)
    }

    /// Whether he has said it to one of ours.
    static func isAnswered(_ job: ID<Job>, in company: OpenCompany, _ tx: Transaction) throws -> Bool {
        try company.fittings[TrackingSlots.answered].contains { try $0(job, tx) }
    }

    /// What a customer has answered by a text message of a job that he was asked about; what was said first stays.
    /// - Returns: false where nothing was asked, or somebody has said it.
    package static func rate(
        _ stars: Int, _ job: ID<Job>, in company: OpenCompany, _ tx: Transaction
    ) throws -> Bool {
        guard try !isRated(job, in: company, tx), let rating = try? JobRating(stars: String(stars), text: ""),
            let state: JobState = try tx.value("SELECT state FROM job WHERE id = \(job)"),
            LinkPurpose.rate.suits(state, isVisited: true), let link = try JobLinkStore.id(of: .rate, job, tx)
        else { return false }
        try rate(
            rating,
            by: JobLinkStore.Target(id: link, job: job, purpose: .rate, expiresAt: tx.now, isRevoked: false),
            way: .sms, in: company, tx)
        return true
    }

    static func confirm(_ visit: ID<Domain.Visit>, by target: JobLinkStore.Target, _ tx: Transaction) throws {
        let added = try tx.execute(
            """
            INSERT INTO visit_confirmation (visit_id, link_id, made_at) VALUES (\(visit), \(target.id), \(tx.now))
            ON CONFLICT (visit_id) DO NOTHING
            """)
        guard added == 1 else { return }
        try EventStore.add(Event("confirmed", of: .job(target.job), in: "tracking"), by: nil, tx)
    }

    static let erasing = Erasing { erasure, tx in
        let left = try CustomerDataStore.jobs(correctedAwayFrom: erasure.customer, tx)
        try tx.execute(
            """
            UPDATE job_rating SET text = ''
            WHERE job_id IN (SELECT id FROM job WHERE customer_id = \(erasure.customer)) OR job_id IN (\(left))
                OR customer_id = \(erasure.customer)
            """)
        return []
    }

    /// With a customer who turns out to be another.
    static let move = CustomerMove("job_rating") { customer, tx in
        try tx.list("SELECT job_id FROM job_rating WHERE customer_id = \(customer) ORDER BY job_id")
    } move: { ids, customer, tx in
        _ = try tx.execute("UPDATE job_rating SET customer_id = \(customer) WHERE job_id IN (\(ids))")
    }

    /// What he said himself, though the job may be another's now.
    static func dossier(
        _ customer: ID<Customer>, _ context: CompanyContext, _ tx: Transaction
    ) throws -> [DossierLine] {
        try tx.rows(
            """
            SELECT r.stars, r.text, r.made_at, j.number FROM job_rating r JOIN job j ON j.id = r.job_id
            WHERE r.customer_id = \(customer) ORDER BY r.job_id
            """
        ).map { row in
            let stars = context.words("tracking.stars", context.reader.number(try row("stars") as Int))
            let texts: [String] = [stars, try row("text")]
            return DossierLine(
                context.words("tracking.rating"), at: try row("made_at"), try row("number"),
                texts.filter { !$0.isEmpty }.joined(separator: " · "))
        }
    }
}
