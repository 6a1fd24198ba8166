import Database
import Domain
import Foundation
import Ground
import Web

/// The text of the contract with dealers. Whatever was printed from an older one stays readable: rows are only added.
enum AgencyTextStore {
    struct Version: Sendable {
        /// The how manyth it is.
        let number: Int
        let text: AgencyText
        let maker: String
        let madeAt: Instant
    }

    /// The one that counts; nil where the company has written none.
    static func current(_ tx: Transaction) throws -> Version? {
        try tx.row(
            """
            SELECT t.id, t.body, t.made_at, p.name FROM agency_text t JOIN person p ON p.id = t.made_by
            ORDER BY t.id DESC LIMIT 1
            """
        ).map { row in
            Version(
                number: try row("id"), text: AgencyText(stored: try row("body")), maker: try row("name"),
                madeAt: try row("made_at"))
        }
    }

    /// - Parameter known: the number of the one that the person has changed; 0 where there was none.
    /// - Throws: `Refusal.stale` where somebody was faster.
    static func add(_ text: AgencyText, after known: Int, by person: ID<Person>, _ tx: Transaction) throws {
        let last = try current(tx)
        guard last?.number ?? 0 == known else { throw Refusal.stale(Complaint("error.stale")) }
        guard last?.text != text else { return }
        try tx.execute(
            "INSERT INTO agency_text (body, made_by, made_at) VALUES (\(text.text), \(person), \(tx.now))")
        // The text itself stands in its own row, for ever.
        try EventStore.add(Event("agency_text", of: EventSubject("setting"), in: "dealers"), by: person, tx)
    }

    /// What the company begins with until it has written its own.
    static func usual(_ root: Root) throws -> AgencyText {
        AgencyText(stored: try String(contentsOf: root("Data/agency_text.txt"), encoding: .utf8))
    }
}
