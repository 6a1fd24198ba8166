import Database
import Domain
import Web

/// One notice, as its reader sees it.
package struct BellLine: Sendable {
    package let id: Int64
    package let at: Instant
    package let subject: EventSubject
    package let kind: String
    package let values: [String]
    package let isRead: Bool
}

/// What a person was told in the portal, newest first.
package enum BellList {
    package static func page(
        of person: ID<Person>, before id: Int64?, limit: Int, _ tx: Transaction
    ) throws -> [BellLine] {
        try tx.rows(
            """
            SELECT id, at, subject, subject_id, kind, detail, delivered_at FROM outbox
            WHERE channel = 'bell' AND person_id = \(person) AND id < \(id ?? Int64.max)
            ORDER BY id DESC LIMIT \(literal: limit)
            """
        ).map(line)
    }

    /// - Throws: `Refusal.hidden` where this person has no such notice.
    package static func find(_ id: Int64, of person: ID<Person>, _ tx: Transaction) throws -> BellLine {
        let row = try tx.row(
            """
            SELECT id, at, subject, subject_id, kind, detail, delivered_at FROM outbox
            WHERE id = \(id) AND channel = 'bell' AND person_id = \(person)
            """)
        guard let row else { throw Refusal.hidden }
        return try line(row)
    }

    private static func line(_ row: Row) throws -> BellLine {
        let delivered: Instant? = try row.optional("delivered_at")
        return BellLine(
            id: try row("id"), at: try row("at"), subject: EventSubject(try row("subject"), try row("subject_id")),
            kind: try row("kind"), values: try JSONText.read(row("detail")), isRead: delivered != nil)
    }
}
