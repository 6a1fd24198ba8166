import Database
import Domain
import Web

extension PhotoFile.Kind: ColumnValue {}

/// A photo whose bytes lie in the company's blobs already.
struct StoredPhoto: Hashable, Sendable {
    let sha256: String
    let kind: PhotoFile.Kind
    let bytes: Int
}

/// Photos of visits, and those that a dealer adds to a claim later. Rows are only ever added; the bytes lie there before them.
enum PhotoStore {
    static func add(
        _ photos: [StoredPhoto], of job: ID<Job>, visit: ID<Visit>, by actor: Actor, _ tx: Transaction
    ) throws {
        guard !photos.isEmpty else { return }
        var rows: SQL = "INSERT INTO photo (job_id, visit_id, sha256, media_type, bytes, made_by, made_at) VALUES"
        for (index, photo) in photos.enumerated() {
            if index > 0 { rows += "," }
            rows += """
                (\(job), \(visit), \(photo.sha256), \(photo.kind), \(photo.bytes), \(actor.person), \(tx.now))
                """
        }
        try tx.execute(rows)
    }

    /// One of the job, of none of its visits.
    static func add(_ photo: StoredPhoto, of job: ID<Job>, by actor: Actor, _ tx: Transaction) throws -> ID<Photo> {
        try tx.insert(
            """
            INSERT INTO photo (job_id, sha256, media_type, bytes, made_by, made_at)
            VALUES (\(job), \(photo.sha256), \(photo.kind), \(photo.bytes), \(actor.person), \(tx.now))
            """)
    }

    /// - Throws: `Refusal.hidden` where there is none, or of a job that this person does not see, or of a visit or claim of
    ///   another dealer who had the job before.
    static func find(_ id: ID<Photo>, _ sight: Actor.Sight, _ tx: Transaction) throws -> StoredPhoto {
        let row = try tx.row(
            """
            SELECT p.sha256, p.media_type, p.bytes
            FROM photo p JOIN job j ON j.id = p.job_id
            WHERE p.id = \(id) AND \(JobStore.within(sight))
            AND (EXISTS (SELECT 1 FROM visit v WHERE v.id = p.visit_id AND \(VisitList.own(sight)))
                 OR EXISTS (SELECT 1 FROM claim_photo e JOIN claim c ON c.id = e.claim_id
                            WHERE e.photo_id = p.id AND \(ClaimStore.within(sight))))
            """)
        guard let row else { throw Refusal.hidden }
        return StoredPhoto(sha256: try row("sha256"), kind: try row("media_type"), bytes: try row("bytes"))
    }
}
