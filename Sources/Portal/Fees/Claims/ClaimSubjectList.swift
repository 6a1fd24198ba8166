import Base
import Database
import Domain
import Ground

extension EventSubject {
    static func claim(_ id: ID<Claim>) -> EventSubject { EventSubject("claim", id.value) }
}

extension ClaimStore {
    /// By the number of its job.
    static let naming = SubjectNaming("claim") { ids, context, tx in
        guard context.may(ClaimRoutes.one) else { return [] }
        return try tx.rows(
            """
            SELECT c.id, j.number FROM claim c JOIN job j ON j.id = c.job_id
            WHERE c.id IN (\(ids)) AND \(within(context.actor.sight))
            """)
    } link: { row, context in
        SubjectLink(label: try row("number"), href: context.paths(ClaimRoutes.one, try row("id")))
    }

    /// Tells the managers of each claim's dealer. - Parameter kind: of its sentence the job's number is the first value.
    static func tell(_ kind: String, _ claims: [ClaimRow], but actor: ID<Person>?, _ tx: Transaction) throws {
        for (dealer, claims) in Dictionary(grouping: claims, by: \.dealer).sorted(by: { $0.key < $1.key }) {
            try OutboxStore.add(
                claims.map { Notice(kind, about: .claim($0.id), $0.number, on: "\($0.version)") },
                to: .dealer(dealer, [.dealerManager]),
                but: actor, tx)
        }
    }
}

extension ClaimStore {
    /// What a dealer adds when he asks for more.
    static let files = AttachmentKind("claim") { id, actor, tx in
        try tx.value("SELECT 1 FROM claim c WHERE c.id = \(id) AND \(within(actor.sight))", as: Int.self) != nil
    }
}

extension ClaimStore {
    /// A dealer adds to his job until its claim is decided: what was decided rests on what was there.
    static func closing(of subject: EventSubject, for actor: Actor, _ tx: Transaction) throws -> Complaint? {
        guard subject.name == "job", actor.dealer != nil else { return nil }
        let state: ClaimState? = try tx.value("SELECT state FROM claim WHERE job_id = \(subject.id)")
        return state?.isFinal == true ? Complaint("claims.files.decided") : nil
    }
}
