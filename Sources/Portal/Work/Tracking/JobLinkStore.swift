import Base
import Database
import Domain
import Ground
import Web

/// Links to jobs. The link itself is with whoever got it; a member's page makes it anew of its salt and the server's key.
package enum JobLinkStore {
    private static let room = "tracking"

    /// One that may still be open.
    struct Link: Sendable {
        let salt: String
        let digest: String
        let expiresAt: Instant
    }

    /// What a stranger's link leads to, if to anything.
    struct Target: Sendable {
        let id: ID<JobLink>
        let job: ID<Job>
        let purpose: LinkPurpose
        let expiresAt: Instant
        let isRevoked: Bool
    }

    /// A new one in the place of one that is at its end.
    /// - Parameter digest: of the link that the salt makes.
    /// - Throws: `Refusal.stale` where the job has one.
    static func add(
        _ purpose: LinkPurpose, to job: ID<Job>, salt: String, digest: String, by person: ID<Person>,
        _ tx: Transaction
    ) throws {
        guard try live(purpose, of: job, tx) == nil else { throw Refusal.stale(Complaint("error.stale")) }
        try write(purpose, to: job, salt: salt, digest: digest, by: person, tx)
    }

    /// Where there is none that is live.
    private static func write(
        _ purpose: LinkPurpose, to job: ID<Job>, salt: String, digest: String, by person: ID<Person>,
        _ tx: Transaction
    ) throws {
        try tx.later(
            """
            UPDATE job_link SET revoked_at = expires_at
            WHERE job_id = \(job) AND purpose = \(purpose.rawValue) AND revoked_at IS NULL AND expires_at <= \(tx.now)
            """)
        try tx.later(
            """
            INSERT INTO job_link (job_id, purpose, salt, digest, made_by, made_at, expires_at)
            VALUES (\(job), \(purpose.rawValue), \(salt), \(digest), \(person), \(tx.now),
                    \(tx.now.adding(seconds: purpose.days * 86_400)))
            """)
        try EventStore.add(Event("made_\(purpose.rawValue)", of: .job(job), in: room), by: person, tx)
    }

    /// The path of a link of this purpose, made where there is none.
    /// - Parameter person: whose it is where it is made.
    /// - Returns: nil where another installation has made the one that there is.
    package static func path(
        _ purpose: LinkPurpose, of job: ID<Job>, by person: ID<Person>, in company: OpenCompany, _ tx: Transaction
    ) throws -> String? {
        let known = try live(purpose, of: job, tx)
        let salt = known?.salt ?? Secrets.token()
        let token = JobLinkCard.token(salt, company)
        let digest = Secrets.hash(token)
        guard known == nil || known?.digest == digest else { return nil }
        if known == nil { try write(purpose, to: job, salt: salt, digest: digest, by: person, tx) }
        return path(purpose, with: token, company)
    }

    /// The path of the link that there is; nil where there is none, or another installation has made it.
    package static func known(
        _ purpose: LinkPurpose, of job: ID<Job>, in company: OpenCompany, _ tx: Transaction
    ) throws -> String? {
        guard let link = try live(purpose, of: job, tx) else { return nil }
        let token = JobLinkCard.token(link.salt, company)
        return Secrets.hash(token) == link.digest ? path(purpose, with: token, company) : nil
    }

    package static func path(_ purpose: LinkPurpose, with token: String, _ company: OpenCompany) -> String {
        Paths(company.slug)(JobAnswerRoutes.page(purpose), token)
    }

    /// The newest of this purpose, open or not.
    static func id(of purpose: LinkPurpose, _ job: ID<Job>, _ tx: Transaction) throws -> ID<JobLink>? {
        try tx.value("SELECT max(id) FROM job_link WHERE job_id = \(job) AND purpose = \(purpose.rawValue)")
    }

    static func live(_ purpose: LinkPurpose, of job: ID<Job>, _ tx: Transaction) throws -> Link? {
        try tx.row(
            """
            SELECT salt, digest, expires_at FROM job_link
            WHERE job_id = \(job) AND purpose = \(purpose.rawValue) AND revoked_at IS NULL AND expires_at > \(tx.now)
            """
        ).map { Link(salt: try $0("salt"), digest: try $0("digest"), expiresAt: try $0("expires_at")) }
    }

    /// - Throws: `Refusal.stale` where there is none.
    static func revoke(_ purpose: LinkPurpose, of job: ID<Job>, by person: ID<Person>, _ tx: Transaction) throws {
        let revoked = try tx.execute(
            """
            UPDATE job_link SET revoked_at = \(tx.now), revoked_by = \(person)
            WHERE job_id = \(job) AND purpose = \(purpose.rawValue) AND revoked_at IS NULL AND expires_at > \(tx.now)
            """)
        guard revoked == 1 else { throw Refusal.stale(Complaint("error.stale")) }
        try EventStore.add(Event("revoked_\(purpose.rawValue)", of: .job(job), in: room), by: person, tx)
    }

    /// The job turned out to be somebody else's: whoever followed it by a link follows it no more.
    static func revokeAll(of job: ID<Job>, by person: ID<Person>, _ tx: Transaction) throws {
        let revoked = try tx.execute(
            """
            UPDATE job_link SET revoked_at = \(tx.now), revoked_by = \(person)
            WHERE job_id = \(job) AND revoked_at IS NULL AND expires_at > \(tx.now)
            """)
        if revoked > 0 { try EventStore.add(Event("revoked", of: .job(job), in: room), by: person, tx) }
    }

    /// One look by the digest, whatever it finds: a link that never was takes as long as one that is over.
    static func target(_ token: String, _ tx: Transaction) throws -> Target? {
        let row = try tx.row(
            "SELECT id, job_id, purpose, expires_at, revoked_at FROM job_link WHERE digest = \(Secrets.hash(token))")
        guard let row, let purpose = LinkPurpose(rawValue: try row("purpose")) else { return nil }
        let revokedAt: Instant? = try row.optional("revoked_at")
        return Target(
            id: try row("id"), job: try row("job_id"), purpose: purpose, expiresAt: try row("expires_at"),
            isRevoked: revokedAt != nil)
    }

    /// - Returns: nil where it does not open this, whatever the reason is.
    static func open(_ token: String, for purpose: LinkPurpose, _ tx: Transaction) throws -> Target? {
        guard let target = try target(token, tx),
            (try? MayOpenLink(
                target.purpose, for: purpose, until: target.expiresAt, isRevoked: target.isRevoked, at: tx.now)) != nil
        else { return nil }
        return target
    }

    /// Nobody follows a job any more whose customer was taken out.
    static let erasing = Erasing { erasure, tx in
        try tx.execute(
            """
            UPDATE job_link SET revoked_at = \(tx.now) WHERE revoked_at IS NULL
                AND job_id IN (SELECT id FROM job WHERE customer_id = \(erasure.customer))
            """)
        return []
    }
}
