import Base
import Database
import Domain
import Ground
import Web

/// What was found on a machine and done about it.
struct Diagnosis: Sendable, Equatable {
    let symptom: String
    let cause: String
    let remedy: String
}

/// Some time that somebody worked on a machine.
struct BenchTimeRow: Sendable {
    let person: ID<Person>
    let name: String
    let startedAt: Instant?
    /// nil while it runs.
    let minutes: Int?
    let note: String
    let madeAt: Instant
}

/// A machine at a shop that is not ours.
struct OutsideRow: Sendable {
    let shop: String
    let sentOn: CalendarDay
    let dueOn: CalendarDay?
    let backOn: CalendarDay?
    let price: Int64
    let note: String
}

/// What is done to a machine while it is in the workshop.
enum BenchWorkStore {
    private static let most = 100

    /// - Throws: `Refusal.stale`.
    static func diagnose(
        _ item: BenchItemRow, at version: Int, as found: Diagnosis, by person: ID<Person>, _ tx: Transaction
    ) throws {
        let changed = try tx.execute(
            """
            UPDATE bench_item SET symptom = \(found.symptom), cause = \(found.cause), remedy = \(found.remedy),
                version = version + 1
            WHERE id = \(item.id) AND version = \(version)
            """)
        guard changed == 1 else { throw Refusal.stale(Complaint("error.stale")) }
        let changes = [
            "symptom": (before: item.symptom, after: found.symptom), "cause": (before: item.cause, after: found.cause),
            "remedy": (before: item.remedy, after: found.remedy),
        ]
        let event = Event("item_diagnosed", of: .benchItem(item.id), in: BenchStore.room, changes: changes)
        if event.changesSomething { try EventStore.add(event, by: person, tx) }
    }

    static func times(of item: ID<BenchItem>, _ tx: Transaction) throws -> [BenchTimeRow] {
        try tx.rows(
            """
            SELECT t.person_id, p.name, t.started_at, t.minutes, t.note, t.made_at FROM bench_time t
            JOIN person p ON p.id = t.person_id WHERE t.item_id = \(item) ORDER BY t.id DESC LIMIT \(literal: most)
            """
        ).map { row in
            BenchTimeRow(
                person: try row("person_id"), name: try row("name"), startedAt: try row.optional("started_at"),
                minutes: try row.optional("minutes"), note: try row("note"), madeAt: try row("made_at"))
        }
    }

    static func minutes(of item: ID<BenchItem>, _ tx: Transaction) throws -> Int {
        try tx.value("SELECT sum(minutes) FROM bench_time WHERE item_id = \(item) AND minutes IS NOT NULL") ?? 0
    }

    /// Whoever begins here stops where he was. - Throws: `workshop.time.runs` where he works on this machine already.
    static func start(_ item: BenchItemRow, by person: ID<Person>, _ tx: Transaction) throws {
        let running = try tx.row(
            "SELECT id, item_id, started_at FROM bench_time WHERE person_id = \(person) AND minutes IS NULL")
        if let running {
            guard try running("item_id") != item.id else { throw Complaint("workshop.time.runs") }
            try stop(running("id"), since: running("started_at"), tx)
        }
        try tx.execute(
            """
            INSERT INTO bench_time (item_id, person_id, started_at, made_at)
            VALUES (\(item.id), \(person), \(tx.now), \(tx.now))
            """)
    }

    /// - Throws: `workshop.time.none` where he is not at work on it.
    static func stop(_ item: BenchItemRow, by person: ID<Person>, _ tx: Transaction) throws {
        let running = try tx.row(
            """
            SELECT id, started_at FROM bench_time
            WHERE item_id = \(item.id) AND person_id = \(person) AND minutes IS NULL
            """)
        guard let running else { throw Complaint("workshop.time.none") }
        try stop(running("id"), since: running("started_at"), tx)
    }

    /// All who are at work on what leaves the bench.
    static func stopAll(_ item: ID<BenchItem>, _ tx: Transaction) throws {
        for row in try tx.rows("SELECT id, started_at FROM bench_time WHERE item_id = \(item) AND minutes IS NULL") {
            try stop(row("id"), since: row("started_at"), tx)
        }
    }

    private static func stop(_ time: ID<BenchTime>, since start: Instant, _ tx: Transaction) throws {
        try tx.execute("UPDATE bench_time SET minutes = \(BenchMinutes.between(start, tx.now)) WHERE id = \(time)")
    }

    static func add(_ minutes: Int, note: String, to item: BenchItemRow, by person: ID<Person>, _ tx: Transaction)
        throws
    {
        try tx.execute(
            """
            INSERT INTO bench_time (item_id, person_id, minutes, note, made_at)
            VALUES (\(item.id), \(person), \(minutes), \(note), \(tx.now))
            """)
        let detail = ["minutes": String(minutes), "text": note]
        try EventStore.add(
            Event("item_timed", of: .benchItem(item.id), in: BenchStore.room, detail: detail), by: person, tx)
    }

    /// The newest first.
    static func outside(of item: ID<BenchItem>, _ tx: Transaction) throws -> [OutsideRow] {
        try tx.rows(
            """
            SELECT shop, sent_on, due_on, back_on, price, note FROM outside_repair WHERE item_id = \(item)
            ORDER BY id DESC LIMIT \(literal: most)
            """
        ).map { row in
            OutsideRow(
                shop: try row("shop"), sentOn: try row("sent_on"), dueOn: try row.optional("due_on"),
                backOn: try row.optional("back_on"), price: try row("price"), note: try row("note"))
        }
    }

    /// - Throws: `workshop.outside.open` where it is out already.
    static func send(_ out: OutsideRow, _ item: BenchItemRow, by person: ID<Person>, _ tx: Transaction) throws {
        guard try openOutside(item.id, tx) == nil else { throw Complaint("workshop.outside.open") }
        try tx.execute(
            """
            INSERT INTO outside_repair (item_id, shop, sent_on, due_on, price, note, made_by, made_at)
            VALUES (\(item.id), \(out.shop), \(out.sentOn), \(out.dueOn), \(out.price), \(out.note), \(person), \(tx.now))
            """)
        let detail = ["shop": out.shop, "amount": String(out.price), "text": out.note]
        try EventStore.add(
            Event("item_sent_out", of: .benchItem(item.id), in: BenchStore.room, detail: detail), by: person, tx)
    }

    /// - Throws: `workshop.outside.none`, `workshop.outside.order` where it is back before it went.
    static func takeBack(
        _ item: BenchItemRow, on day: CalendarDay, price: Int64, by person: ID<Person>, _ tx: Transaction
    ) throws {
        guard let open = try openOutside(item.id, tx) else { throw Complaint("workshop.outside.none") }
        let sent: CalendarDay = try open("sent_on")
        guard day >= sent else { throw Complaint("workshop.outside.order") }
        let id: ID<OutsideRepair> = try open("id")
        try tx.execute("UPDATE outside_repair SET back_on = \(day), price = \(price) WHERE id = \(id)")
        try EventStore.add(
            Event("item_back", of: .benchItem(item.id), in: BenchStore.room, detail: ["amount": String(price)]),
            by: person, tx)
    }

    static func isOutside(_ item: ID<BenchItem>, _ tx: Transaction) throws -> Bool {
        try openOutside(item, tx) != nil
    }

    private static func openOutside(_ item: ID<BenchItem>, _ tx: Transaction) throws -> Row? {
        try tx.row("SELECT id, sent_on FROM outside_repair WHERE item_id = \(item) AND back_on IS NULL")
    }
}
