import Database
import Domain
import Ground
import Web

/// A bench of the workshop with the people who work there.
package struct BenchRow: Sendable {
    package let id: ID<Bench>
    let names: BothNames
    let isRetired: Bool
    let version: Int
    let people: [BenchPerson]
}

struct BenchPerson: Sendable, Equatable {
    let id: ID<Person>
    let name: String
}

/// What is said of a bench.
package struct BenchFacts: Sendable {
    let names: BothNames
    let people: [ID<Person>]
    let isRetired: Bool

    package init(names: BothNames, people: [ID<Person>], isRetired: Bool = false) {
        (self.names, self.people, self.isRetired) = (names, people, isRetired)
    }
}

/// The benches of the workshop: a company has a handful.
package enum BenchStore {
    static let room = "workshop"

    /// In the order in which they were made.
    static func all(_ tx: Transaction) throws -> [BenchRow] {
        var people: [ID<Bench>: [BenchPerson]] = [:]
        let rows = try tx.rows(
            """
            SELECT b.bench_id, p.id, p.name FROM bench_person b JOIN person p ON p.id = b.person_id
            WHERE p.state = 'open' ORDER BY b.bench_id, p.id
            """)
        for row in rows {
            try people[row("bench_id"), default: []].append(BenchPerson(id: row("id"), name: row("name")))
        }
        return try tx.rows("SELECT id, name_fa, name_en, is_retired, version FROM bench ORDER BY id").map { row in
            BenchRow(
                id: try row("id"), names: BothNames(fa: try row("name_fa"), en: try row("name_en")),
                isRetired: try row("is_retired"), version: try row("version"), people: people[try row("id")] ?? [])
        }
    }

    /// - Throws: `Refusal.hidden`.
    static func find(_ id: ID<Bench>, _ tx: Transaction) throws -> BenchRow {
        guard let bench = try all(tx).first(where: { $0.id == id }) else { throw Refusal.hidden }
        return bench
    }

    /// Whoever may work at a bench.
    static func technicians(_ tx: Transaction) throws -> [BenchPerson] {
        let ids = try PersonStore.open(in: [.benchTechnician, .workshopManager], of: nil, tx)
        return try tx.rows("SELECT id, name FROM person WHERE id IN (\(ids)) ORDER BY id").map {
            BenchPerson(id: try $0("id"), name: try $0("name"))
        }.inPersianOrder(by: \.name)
    }

    package static func add(_ facts: BenchFacts, by actor: Actor, _ tx: Transaction) throws -> ID<Bench> {
        let id: ID<Bench> = try tx.insert(
            "INSERT INTO bench (name_fa, name_en) VALUES (\(facts.names.fa), \(facts.names.en))")
        try seat(facts.people, at: id, tx)
        try EventStore.add(
            Event("bench_added", of: .bench(id), in: room, detail: ["name": facts.names.fa]), by: actor.person, tx)
        return id
    }

    /// - Throws: `Refusal.stale`; `workshop.bench.busy` where machines lie on a bench that is set aside.
    static func change(
        _ bench: BenchRow, at version: Int, to facts: BenchFacts, by actor: Actor, _ tx: Transaction
    ) throws {
        if facts.isRetired, !bench.isRetired, try BenchItemList.isBusy(bench.id, tx) {
            throw Complaint("workshop.bench.busy")
        }
        let changed = try tx.execute(
            """
            UPDATE bench SET name_fa = \(facts.names.fa), name_en = \(facts.names.en),
                is_retired = \(facts.isRetired), version = version + 1
            WHERE id = \(bench.id) AND version = \(version)
            """)
        guard changed == 1 else { throw Refusal.stale(Complaint("error.stale")) }
        _ = try tx.execute("DELETE FROM bench_person WHERE bench_id = \(bench.id)")
        try seat(facts.people, at: bench.id, tx)
        let kind =
            facts.isRetired == bench.isRetired ? "bench_changed" : facts.isRetired ? "bench_retired" : "bench_back"
        try EventStore.add(
            Event(kind, of: .bench(bench.id), in: room, detail: ["name": facts.names.fa]), by: actor.person, tx)
    }

    private static func seat(_ people: [ID<Person>], at bench: ID<Bench>, _ tx: Transaction) throws {
        for person in Set(people).sorted() {
            try tx.later("INSERT INTO bench_person (bench_id, person_id) VALUES (\(bench), \(person))")
        }
    }

    static let naming = SubjectNaming("bench") { ids, _, tx in
        try tx.rows("SELECT id, name_fa, name_en FROM bench WHERE id IN (\(ids))")
    } link: { row, context in
        let names = BothNames(fa: try row("name_fa"), en: try row("name_en"))
        let id: ID<Bench> = try row("id")
        return SubjectLink(label: names.shown(context.reader), href: context.pathIfAllowed(BenchRoutes.one, id))
    }
}

extension EventSubject {
    static func bench(_ id: ID<Bench>) -> EventSubject { EventSubject("bench", id.value) }
}
