import Database
import Domain
import Ground
import Web

/// Marks the ids of browsers that people are told by.
enum PushDevice {}

/// One as its owner sees it.
struct PushDeviceLine: Sendable {
    let id: ID<PushDevice>
    let service: String
    let madeAt: Instant
}

/// Browsers that people are told by, as each has asked on a page.
package enum PushStore {
    private static let most = 10
    private static let purpose = "push device"

    /// A browser that was another's is his now.
    static func add(
        _ target: PushTarget, _ language: Language, origin: String, of person: ID<Person>, in company: OpenCompany,
        _ tx: Transaction
    ) throws {
        try tx.execute(
            """
            INSERT INTO push_device (person_id, endpoint_hash, sealed, service, language, origin, made_at)
            VALUES (\(person), \(Secrets.hash(target.endpoint)), \(company.sealed(JSONText.of(target), for: purpose)),
                    \(target.service), \(language), \(origin), \(tx.now))
            ON CONFLICT (endpoint_hash) DO UPDATE SET person_id = excluded.person_id, sealed = excluded.sealed,
                language = excluded.language, origin = excluded.origin
            """)
        let old: [ID<PushDevice>] = try tx.list(
            "SELECT id FROM push_device WHERE person_id = \(person) ORDER BY id DESC")
        try tx.execute("DELETE FROM push_device WHERE id IN (\(Array(old.dropFirst(most))))")
    }

    /// For a company that is to be looked at: a browser that stands in its person's list and is never reached, since nothing
    /// of it is known.
    package static func addUnreachable(
        _ service: String, _ language: Language, of person: ID<Person>, _ tx: Transaction
    ) throws {
        try tx.later(
            """
            INSERT INTO push_device (person_id, endpoint_hash, sealed, service, language, origin, made_at)
            VALUES (\(person), \(Secrets.hash("\(service) \(person)")), '', \(service), \(language), '', \(tx.now))
            """)
    }

    static func of(_ person: ID<Person>, _ tx: Transaction) throws -> [PushDeviceLine] {
        try tx.rows("SELECT id, service, made_at FROM push_device WHERE person_id = \(person) ORDER BY id").map { row in
            PushDeviceLine(id: try row("id"), service: try row("service"), madeAt: try row("made_at"))
        }
    }

    /// - Parameter person: nil for whoever's it is.
    static func remove(_ id: ID<PushDevice>, of person: ID<Person>?, _ tx: Transaction) throws {
        let his: SQL = person.map { "AND person_id = \($0)" } ?? ""
        try tx.later("DELETE FROM push_device WHERE id = \(id) \(his)")
    }

    /// Of these people, together with what others ask.
    static func asked(_ people: [ID<Person>], _ tx: Transaction) throws -> Reply<[ID<PushDevice>]> {
        try tx.ask("SELECT id FROM push_device WHERE person_id IN (\(people)) ORDER BY id") { rows in
            try rows.map { try $0("id") }
        }
    }

    struct Open: Sendable {
        let target: PushTarget
        let language: Language
        let origin: String
    }

    /// Those of these that are there, and that this installation has sealed.
    static func open(
        _ ids: [ID<PushDevice>], in company: OpenCompany, _ tx: Transaction
    ) throws -> [ID<PushDevice>: Open] {
        let rows = try tx.rows("SELECT id, sealed, language, origin FROM push_device WHERE id IN (\(ids))")
        return try rows.reduce(into: [:]) { all, row in
            guard let text = company.opened(try row("sealed"), for: purpose),
                let target: PushTarget = try? JSONText.read(text)
            else { return }
            all[try row("id")] = Open(target: target, language: try row("language"), origin: try row("origin"))
        }
    }
}
