import Database
import Domain
import Ground

/// Which job follows which.
enum FollowUpStore {
    /// What of a done job goes on in the one that follows it.
    struct Ended: Sendable {
        let endedOn: CalendarDay?
        let address: String
        let statedFault: String
        /// By a job that is open.
        let isFollowed: Bool
    }

    struct Link: Sendable {
        let number: String
        /// The one that is followed.
        let isEarlier: Bool
    }

    static func find(_ job: ID<Job>, _ tx: Transaction) throws -> Ended {
        let row = try tx.one(
            """
            SELECT completed_on, address, stated_fault,
                   CASE WHEN EXISTS (SELECT 1 FROM job_follow f JOIN job n ON n.id = f.job_id
                       WHERE f.follows_id = j.id AND n.state IN (\(JobState.open))) THEN 1 ELSE 0 END AS is_followed
            FROM job j WHERE j.id = \(job)
            """)
        return Ended(
            endedOn: try row.optional("completed_on"), address: try row("address"),
            statedFault: try row("stated_fault"), isFollowed: try row("is_followed"))
    }

    static func add(_ job: ID<Job>, follows first: ID<Job>, by person: ID<Person>, _ tx: Transaction) throws {
        try tx.execute(
            """
            INSERT INTO job_follow (job_id, follows_id, made_by, made_at)
            VALUES (\(job), \(first), \(person), \(tx.now))
            """)
    }

    /// What this person sees of them, the earlier first.
    static func links(of job: ID<Job>, _ sight: Actor.Sight, _ tx: Transaction) throws -> [Link] {
        try tx.rows(
            """
            SELECT j.id, j.number, 1 AS earlier FROM job_follow f JOIN job j ON j.id = f.follows_id
            WHERE f.job_id = \(job) AND \(JobStore.within(sight))
            UNION ALL
            SELECT j.id, j.number, 0 AS earlier FROM job_follow f JOIN job j ON j.id = f.job_id
            WHERE f.follows_id = \(job) AND \(JobStore.within(sight))
            ORDER BY 1
            """
        ).map { Link(number: try $0("number"), isEarlier: try $0("earlier")) }
    }
}
