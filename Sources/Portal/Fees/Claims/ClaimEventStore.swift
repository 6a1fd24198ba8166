import Database
import Domain
import Foundation

/// What happened to a claim: who, when, why. Rows are only ever added.
enum ClaimEventStore {
    /// The word is `claims.event.<kind>`.
    enum Kind: String, ColumnValue {
        case made, submitted, approved, rejected, answered
        case partApproved = "part_approved"
        case sentBack = "sent_back"
        case asked
        case takenBack = "taken_back"
        case appealed
        case appealGranted = "appeal_granted"
        case appealUpheld = "appeal_upheld"
        case reversalProposed = "reversal_proposed"
        case reversalRefused = "reversal_refused"
        case reversed
        /// Its job was put right before anybody decided.
        case recomputed
        /// Its customer has said how the work was: before the decision, after it, and after one that had cut it.
        case scored
        case scoreAdjusted = "score_adjusted"
        case scoreLeft = "score_left"

        /// What finance thinks of doing, and no dealer reads.
        var isInternal: Bool { self == .reversalProposed || self == .reversalRefused }
    }

    /// The `reason` is a code of the company's list, `text` as it was typed.
    struct Detail: Codable, Sendable {
        var reason: String?
        var text: String?
        /// The rule or setting that decided, where nobody did.
        var rule: String?
        /// What came of it, in minor units: approved, asked for, granted or taken back.
        var approved: Int64?
        /// Why one person was enough.
        var eased: String?
    }

    struct Event: Sendable {
        let kind: Kind
        let at: Instant
        let who: String?
        let detail: Detail
    }

    static func add(
        _ claim: ID<Claim>, _ kind: Kind, by person: ID<Person>?, detail: Detail = Detail(), _ tx: Transaction
    ) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        let text = String(decoding: try encoder.encode(detail), as: UTF8.self)
        try tx.later(
            """
            INSERT INTO claim_event (claim_id, at, person_id, kind, detail)
            VALUES (\(claim), \(tx.now), \(person), \(kind), \(text))
            """)
    }

    /// Oldest first.
    static func all(of claim: ID<Claim>, _ tx: Transaction) throws -> [Event] {
        try tx.rows(
            """
            SELECT e.kind, e.at, e.detail, p.name FROM claim_event e LEFT JOIN person p ON p.id = e.person_id
            WHERE e.claim_id = \(claim) ORDER BY e.id
            """
        ).map { row in
            let detail: String = try row("detail")
            return Event(
                kind: try row("kind"), at: try row("at"), who: try row.optional("name"),
                detail: try JSONDecoder().decode(Detail.self, from: Data(detail.utf8)))
        }
    }
}
