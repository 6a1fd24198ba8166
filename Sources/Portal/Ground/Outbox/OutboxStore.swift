import Database
import Domain

/// What people are told: rows written with the deed, in its transaction, and delivered after.
package enum OutboxStore {
    /// Rows of one statement, so that an offer of a hundred jobs is a few statements and not hundreds.
    private static let together = 100

    /// - Parameter actor: whoever did it knows it already.
    package static func add(
        _ notice: Notice, to recipients: Recipients, but actor: ID<Person>?, _ tx: Transaction
    ) throws {
        try add([notice], to: recipients, but: actor, tx)
    }

    /// All of them to each.
    package static func add(
        _ notices: [Notice], to recipients: Recipients, but actor: ID<Person>?, _ tx: Transaction
    ) throws {
        guard !notices.isEmpty else { return }
        if case .customer(let customer) = recipients {
            return try handOn(Told(notices: notices, who: [.customer(customer)]), tx)
        }
        let people = try people(recipients, tx).subtracting([actor].compactMap(\.self)).sorted()
        let rows = try notices.flatMap { notice in
            let values = try JSONText.of(notice.values)
            return people.map { person -> SQL in
                """
                (\(tx.now), 'bell', \(person), \(notice.subject.name), \(notice.subject.id), \(notice.kind), \(values))
                """
            }
        }
        for start in stride(from: 0, to: rows.count, by: together) {
            let some = rows[start..<min(start + together, rows.count)]
            let values = some.dropFirst().reduce(some.first!) { $0 + "," + $1 }
            try tx.later(
                "INSERT INTO outbox (at, channel, person_id, subject, subject_id, kind, detail) VALUES \(values)")
        }
        try handOn(Told(notices: notices, who: people.map(Told.Who.person)), tx)
    }

    private static func handOn(_ told: Told, _ tx: Transaction) throws {
        guard let company = tx.host as? OpenCompany else { return }
        for piece in company.fittings[OutboxSlots.told] { try piece(told, company, tx) }
    }

    private static func people(_ recipients: Recipients, _ tx: Transaction) throws -> Set<ID<Person>> {
        switch recipients {
        case .people(let people): Set(try PersonStore.open(among: people, tx))
        case .office(let roles): Set(try PersonStore.open(in: roles, of: nil, tx))
        case .officeAnd(let roles, let people):
            Set(try PersonStore.open(among: people, tx) + PersonStore.open(in: roles, of: nil, tx))
        case .dealer(let dealer, let roles): Set(try PersonStore.open(in: roles, of: dealer, tx))
        case .customer: []
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

    /// How many notices of these kinds this person has not read.
    package static func unread(_ kinds: [String], by person: ID<Person>, _ tx: Transaction) throws -> Int {
        try tx.value(
            """
            SELECT count(*) FROM outbox WHERE channel = 'bell' AND person_id = \(person) AND delivered_at IS NULL
            AND kind IN (\(kinds))
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
