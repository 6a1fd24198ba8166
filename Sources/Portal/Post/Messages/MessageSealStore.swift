import Database
import Domain
import Ground
import Web

/// Rows of a time when links stood in a text as they were sent.
enum MessageSealStore {
    private static let together = 500

    static func sealOld(in company: OpenCompany) async throws {
        do {
            while try await company.read({ try first($0) }) != nil {
                try await company.write { try seal(in: company, $0) }
            }
        } catch Refusal.readOnly {}
    }

    private static func first(_ tx: Transaction) throws -> ID<Message>? {
        try tx.value("SELECT id FROM message WHERE sealed IS NULL LIMIT 1")
    }

    private static func seal(in company: OpenCompany, _ tx: Transaction) throws {
        let rows = try tx.rows(
            """
            SELECT id, body, fields, state FROM message WHERE sealed IS NULL ORDER BY id LIMIT \(literal: together)
            """)
        for row in rows {
            let (id, state): (ID<Message>, MessageState) = (try row("id"), try row("state"))
            let content = MessageContent(body: try row("body"), fields: try JSONText.read(row("fields")))
            let isOver = state == .sent || state == .delivered
            let sealed = content == content.cut ? "" : isOver ? MessageContent.gone : try content.sealed(in: company)
            try tx.later(
                """
                UPDATE message SET body = \(content.cut.body), fields = \(try JSONText.of(content.cut.fields)),
                    sealed = \(sealed) WHERE id = \(id)
                """)
        }
    }
}
