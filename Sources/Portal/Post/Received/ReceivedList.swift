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
    static func slice(_ filter: ReceivedFilter, _ tx: Transaction) throws -> Slice<ReceivedLine, ID<ReceivedSms>> {
        try Slice(filter.cursor, size: 50, key: { $0.id }) { limit in
            try tx.rows(
                """
                SELECT m.id, m.came_at, m.number, m.body, m.meaning, m.contact, coalesce(c.name, '') AS name
                FROM message_received m LEFT JOIN customer c ON c.id = m.customer_id
                WHERE m.id < \(filter.cursor?.key.value ?? Int64.max) ORDER BY m.id DESC LIMIT \(literal: limit)
                """
            ).map { row in
                ReceivedLine(
                    id: try row("id"), at: try row("came_at"), number: try row("number"), name: try row("name"),
                    body: try row("body"), meaning: try row("meaning"), contact: try row("contact"))
            }
        }
    }
}
