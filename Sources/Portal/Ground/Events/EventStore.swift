import Database
import Domain

/// What happened in a company, in the one shape. Rows are only ever added.
package enum EventStore {
    /// - Parameter person: nobody where a rule did it, or the operator at the console.
    package static func add(_ event: Event, by person: ID<Person>?, _ tx: Transaction) throws {
        try tx.later(
            """
            INSERT INTO event (at, person_id, room, subject, subject_id, kind, value_before, value_after, detail)
            VALUES (\(tx.now), \(person), \(event.room), \(event.subject.name), \(event.subject.id), \(event.kind),
                    \(try text(event.before)), \(try text(event.after)), \(try text(event.detail)))
            """)
    }

    /// The details of all that happened to a thing.
    package static func details(of subject: EventSubject, _ tx: Transaction) throws -> [[String: String]] {
        try tx.list(
            "SELECT detail FROM event WHERE subject = \(subject.name) AND subject_id = \(subject.id) AND detail <> ''",
            as: String.self
        ).map { (try? JSONText.read($0)) ?? [:] }
    }

    /// When a value of a thing became another, and what it was until then; the newest first.
    package static func changes(
        of value: String, on subject: EventSubject, limit: Int, _ tx: Transaction
    ) throws -> [(at: Instant, before: String)] {
        try tx.rows(
            """
            SELECT at, value_before FROM event WHERE subject = \(subject.name) AND subject_id = \(subject.id)
            AND kind = 'changed' AND value_after LIKE \("%\"\(value)\"%") ORDER BY id DESC LIMIT \(literal: limit)
            """
        ).map { row in
            let before: [String: String] = (try? JSONText.read(try row("value_before"))) ?? [:]
            return (at: try row("at"), before: before[value] ?? "")
        }
    }

    /// The details of the last of this kind that happened to a thing; nil where none did.
    package static func last(
        _ kind: String, of subject: EventSubject, _ tx: Transaction
    ) throws -> [String: String]? {
        let text: String? = try tx.value(
            """
            SELECT detail FROM event WHERE subject = \(subject.name) AND subject_id = \(subject.id) AND kind = \(kind)
            ORDER BY id DESC LIMIT 1
            """)
        guard let text, !text.isEmpty else { return nil }
        return try JSONText.read(text)
    }

    /// Takes the texts out of what happened to things of one kind, where a person's data must go (`Transaction.rewriting`):
    /// that it happened, when and by whom stays.
    package static func blank(_ name: String, _ ids: [Int64], _ tx: Transaction) throws {
        _ = try tx.execute(
            """
            UPDATE event SET value_before = '', value_after = '', detail = ''
            WHERE subject = \(name) AND subject_id IN (\(ids))
            """)
    }

    /// Those of these kinds at one moment alone.
    package static func blank(
        _ name: String, _ ids: [Int64], _ kinds: [String], at moment: Instant, _ tx: Transaction
    ) throws {
        _ = try tx.execute(
            """
            UPDATE event SET value_before = '', value_after = '', detail = ''
            WHERE subject = \(name) AND subject_id IN (\(ids)) AND kind IN (\(kinds)) AND at = \(moment)
            """)
    }

    /// Those alone that are meant, by their details.
    package static func blank(
        _ name: String, _ ids: [Int64], _ tx: Transaction, where isMeant: ([String: String]) -> Bool
    ) throws {
        let meant: [Int64] = try tx.rows(
            "SELECT id, detail FROM event WHERE subject = \(name) AND subject_id IN (\(ids)) AND detail <> ''"
        ).filter { isMeant((try? JSONText.read(try $0("detail"))) ?? [:]) }.map { try $0("id") }
        _ = try tx.execute(
            "UPDATE event SET value_before = '', value_after = '', detail = '' WHERE id IN (\(meant))")
    }

    /// The statement that puts other texts in place of those of all that happened to things of one kind, as `blank`.
    package static func rewriting(_ name: String, _ ids: [Int64], _ text: (String) -> SQL) -> SQL {
        """
        UPDATE event SET value_before = \(text("value_before")), value_after = \(text("value_after")),
            detail = \(text("detail")) WHERE subject = \(name) AND subject_id IN (\(ids))
        """
    }

    private static func text(_ values: [String: String]) throws -> String {
        values.isEmpty ? "" : try JSONText.of(values)
    }
}

extension CompanyContext {
    /// Writes down that this person has read something that matters: a bank's file, a paper, a list that he took out.
    package func writeDown(_ event: Event) async throws {
        let person = actor.person
        try await company.write { try EventStore.add(event, by: person, $0) }
    }
}
