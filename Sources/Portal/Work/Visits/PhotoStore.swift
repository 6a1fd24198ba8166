import Database
import Domain
import Ground
import Web

extension PhotoFile.Kind: ColumnValue {}

/// A photo whose bytes lie in the company's blobs already.
package struct StoredPhoto: Hashable, Sendable {
    package let sha256: String
    package let kind: PhotoFile.Kind
    package let bytes: Int
}

/// Photos of visits, and those that a dealer adds to a claim later. Rows are only ever added; the bytes lie there before them.
package enum PhotoStore {
    package static func add(
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
    package static func add(_ photo: StoredPhoto, of job: ID<Job>, by actor: Actor, _ tx: Transaction) throws -> ID<
        Photo
    > {
        try tx.insert(
            """
            INSERT INTO photo (job_id, sha256, media_type, bytes, made_by, made_at)
            VALUES (\(job), \(photo.sha256), \(photo.kind), \(photo.bytes), \(actor.person), \(tx.now))
            """)
    }

    /// The files of all photos.
    package static func files(_ tx: Transaction) throws -> [String] { try tx.list("SELECT sha256 FROM photo") }

    /// - Throws: `Refusal.hidden` where there is none, or of a job that this person does not see, or of a visit or claim of
    ///   another dealer who had the job before.
    package static func find(
        _ id: ID<Photo>, _ sight: Actor.Sight, _ fittings: Fittings, _ tx: Transaction
    ) throws -> StoredPhoto {
        let row = try tx.row(
            """
            SELECT p.sha256, p.media_type, p.bytes,
                   EXISTS (SELECT 1 FROM visit v WHERE v.id = p.visit_id AND \(VisitList.own(sight))) AS is_seen
            FROM photo p JOIN job j ON j.id = p.job_id
            WHERE p.id = \(id) AND \(JobStore.within(sight))
            """)
        guard let row else { throw Refusal.hidden }
        let isSeen = try row("is_seen") || fittings[JobSlots.photoSights].contains { try $0(id, sight, tx) }
        guard isSeen else { throw Refusal.hidden }
        return StoredPhoto(sha256: try row("sha256"), kind: try row("media_type"), bytes: try row("bytes"))
    }
}
