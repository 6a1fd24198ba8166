import Base
import Database
import Domain
import Ground
import Web

/// One message that came in, as its reader sees it.
struct ReceivedLine: Sendable {
    let id: ID<ReceivedSms>
    let at: Instant
    let number: String
    let name: String
    /// What stands above a mail; empty of a text message.
    let title: String
    let body: String
    let meaning: ReceivedMeaning
    let contact: String
}

/// What the list is narrowed to.
struct ReceivedFilter: PagedFilter {
    static let paging = Paging(onward: "before", back: .never)
    var cursor: Cursor<ID<ReceivedSms>>?

    init(_ asked: Asked) { cursor = asked.cursor(Self.paging) { ID($0) } }

    var fields: [Address.Field] { [] }
}

enum ReceivedList {
    static func slice(
        _ filter: ReceivedFilter, size: Int = 50, _ tx: Transaction
    ) throws -> Slice<ReceivedLine, ID<ReceivedSms>> {
        try Slice(filter.cursor, size: size, key: { $0.id }) { limit in
            try lines("m.id < \(filter.cursor?.key.value ?? Int64.max)", limit, tx)
        }
    }

    static func ofJob(_ job: ID<Job>, _ limit: Int, _ tx: Transaction) throws -> [ReceivedLine] {
        try lines("m.job_id = \(job)", limit, tx)
    }

    private static func lines(_ condition: SQL, _ limit: Int, _ tx: Transaction) throws -> [ReceivedLine] {
        try tx.rows(
            """
            SELECT m.id, m.came_at, m.number, m.title, m.body, m.meaning, m.contact, coalesce(c.name, '') AS name
            FROM message_received m LEFT JOIN customer c ON c.id = m.customer_id
            WHERE \(condition) ORDER BY m.id DESC LIMIT \(literal: limit)
            """
        ).map { row in
            ReceivedLine(
                id: try row("id"), at: try row("came_at"), number: try row("number"), name: try row("name"),
                title: try row("title"), body: try row("body"), meaning: try row("meaning"),
                contact: try row("contact"))
        }
    }
}
