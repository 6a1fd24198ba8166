import Database
import Domain
import Work

/// Photos that a dealer adds to a claim after the visit. Rows are only ever added.
enum EvidencePhotoStore {
    struct Photo: Sendable {
        let id: ID<Domain.Photo>
        let appeal: ID<Appeal>?
    }

    /// - Parameter appeal: the one that they are for; nil where he asks for more.
    static func add(
        _ photos: [StoredPhoto], to claim: ID<Claim>, of job: ID<Job>, appeal: ID<Appeal>?, by actor: Actor,
        _ tx: Transaction
    ) throws {
        for photo in photos {
            let id = try PhotoStore.add(photo, of: job, by: actor, tx)
            try tx.execute(
                "INSERT INTO claim_photo (photo_id, claim_id, appeal_id) VALUES (\(id), \(claim), \(appeal))")
        }
    }

    /// Whether the photo is of a claim that this person sees.
    static func sees(_ photo: ID<Domain.Photo>, _ sight: Actor.Sight, _ tx: Transaction) throws -> Bool {
        try tx.value(
            """
            SELECT 1 FROM claim_photo e JOIN claim c ON c.id = e.claim_id
            WHERE e.photo_id = \(photo) AND \(ClaimStore.within(sight))
            """, as: Int.self) != nil
    }

    static func all(of claim: ID<Claim>, _ tx: Transaction) throws -> [Photo] {
        try tx.rows("SELECT photo_id, appeal_id FROM claim_photo WHERE claim_id = \(claim) ORDER BY photo_id").map {
            Photo(id: try $0("photo_id"), appeal: try $0.optional("appeal_id"))
        }
    }
}
