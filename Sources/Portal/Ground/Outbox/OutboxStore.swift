import Database
import Domain

/// What people are told: rows written with the deed, in its transaction, and delivered after.
package enum OutboxStore {
    /// - Parameter actor: whoever did it knows it already.
    package static func add(
        _ notice: Notice, to recipients: Recipients, but actor: ID<Person>?, _ tx: Transaction
    ) throws {
        for person in try people(recipients, tx).subtracting([actor].compactMap(\.self)).sorted() {
            try tx.execute(
                """
                INSERT INTO outbox (at, channel, person_id, subject, subject_id, kind, detail)
                VALUES (\(tx.now), 'bell', \(person), \(notice.subject.name), \(notice.subject.id), \(notice.kind),
                        \(try JSONText.of(notice.values)))
                """)
        }
    }

    private static func people(_ recipients: Recipients, _ tx: Transaction) throws -> Set<ID<Person>> {
        switch recipients {
        case .people(let people): people
        case .office(let roles): Set(try PersonStore.open(in: roles, of: nil, tx))
        case .dealer(let dealer, let roles): Set(try PersonStore.open(in: roles, of: dealer, tx))
        }
    }

    /// How many rows this person has not read, counted up to a bound.
    package static func unread(by person: ID<Person>, upTo bound: Int, _ tx: Transaction) throws -> Int {
        try tx.value(
            """
            SELECT count(*) FROM (SELECT 1 AS one FROM outbox WHERE channel = 'bell' AND person_id = \(person)
            AND delivered_at IS NULL LIMIT \(literal: bound)) bounded
            """) ?? 0
    }

    /// - Parameter rows: from this notice to that one; whatever of them he had read stays as it was.
    static func read(by person: ID<Person>, _ rows: ClosedRange<Int64>, _ tx: Transaction) throws {
        try tx.execute(
            """
            UPDATE outbox SET delivered_at = \(tx.now)
            WHERE channel = 'bell' AND person_id = \(person) AND delivered_at IS NULL
            AND id BETWEEN \(rows.lowerBound) AND \(rows.upperBound)
            """)
    }
}
