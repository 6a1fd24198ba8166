import Database
import Domain

/// The photos that the company asks for of a job's kind, and those that its visits have.
struct AskedPhotos: Sendable {
    let asked: Int
    /// Of the dealer who has the job now.
    let there: Int

    /// What a visit lacks that completes the job; nil where it lacks nothing.
    func complaint(with sent: Int) -> Complaint? {
        guard there + sent < asked else { return nil }
        return Complaint("visits.photos.asked", String(asked), String(there + sent))
    }
}

enum AskedPhotoList {
    static func of(_ job: ID<Job>, _ tx: Transaction) throws -> AskedPhotos {
        let row = try tx.one(
            """
            SELECT s.photos, (SELECT count(*) FROM attachment a JOIN visit v ON v.id = a.subject_id
                              WHERE a.subject = 'visit' AND v.job_id = j.id AND v.dealer_id = j.dealer_id) AS there
            FROM job j JOIN service_type s ON s.code = j.service_type WHERE j.id = \(job)
            """)
        return AskedPhotos(asked: try row("photos"), there: try row("there"))
    }
}
