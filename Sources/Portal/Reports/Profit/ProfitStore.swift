import Database
import Domain
import Ground
import Web

/// A row of profit and loss that somebody wrote, in foreign keys.
package enum ProfitEntry {}

struct ProfitEntryRow: Sendable {
    let id: ID<ProfitEntry>
    let line: ProfitLine
    let amount: Int64
    let note: String
    let maker: String
    let madeAt: Instant
    /// Who has taken it back.
    let backBy: String?
    let version: Int

    init(_ row: Row) throws {
        (id, line) = (try row("id"), try row("kind"))
        (amount, note, maker) = (try row("amount"), try row("note"), try row("maker"))
        (madeAt, backBy, version) = (try row("made_at"), try row.optional("taker"), try row("version"))
    }
}

/// Income and cost of a month that no other room knows.
package enum ProfitStore {
    static let room = "reports"
    static let amounts: ClosedRange<Int64> = 1...100_000_000_000_000
    /// Of one month, with those that were taken back; a company writes some ten.
    static let most = 1_000

    /// The newest first, those that were taken back too.
    static func entries(of month: ReportPeriod, _ tx: Transaction) throws -> [ProfitEntryRow] {
        try tx.rows(
            """
            SELECT w.id, w.kind, w.amount, w.note, w.made_at, w.version, p.name AS maker, q.name AS taker
            FROM profit_entry w JOIN person p ON p.id = w.made_by LEFT JOIN person q ON q.id = w.back_by
            WHERE w.on_day >= \(month.days.lowerBound) AND w.on_day <= \(month.days.upperBound)
            ORDER BY w.on_day DESC, w.id DESC LIMIT \(literal: most)
            """
        ).map(ProfitEntryRow.init)
    }

    /// - Throws: `profit.full` where a month has as many as can be shown.
    package static func add(
        _ line: ProfitLine, _ amount: Int64, of month: ReportPeriod, note: String, by person: ID<Person>,
        _ tx: Transaction
    ) throws {
        let day = month.days.lowerBound
        let known: Int = try tx.value("SELECT count(*) FROM profit_entry WHERE on_day = \(day)") ?? 0
        guard known < most else { throw Complaint("profit.full") }
        let id: ID<ProfitEntry> = try tx.insert(
            """
            INSERT INTO profit_entry (kind, on_day, amount, note, made_by, made_at)
            VALUES (\(line), \(day), \(amount), \(note), \(person), \(tx.now))
            """)
        try tell("profit_added", id, amount, by: person, tx)
    }

    /// The first day of its month. - Throws: `Refusal.hidden` where there is none.
    static func month(of id: ID<ProfitEntry>, _ tx: Transaction) throws -> CalendarDay {
        let day: CalendarDay? = try tx.value("SELECT on_day FROM profit_entry WHERE id = \(id)")
        guard let day else { throw Refusal.hidden }
        return day
    }

    /// - Throws: `Refusal.stale` where it was taken back.
    static func takeBack(
        _ id: ID<ProfitEntry>, at version: Int, by person: ID<Person>, _ tx: Transaction
    ) throws {
        let changed = try tx.rows(
            """
            UPDATE profit_entry SET back_by = \(person), back_at = \(tx.now), version = version + 1
            WHERE id = \(id) AND version = \(version) AND back_by IS NULL RETURNING amount
            """)
        guard let row = changed.first else { throw Refusal.stale(Complaint("error.stale")) }
        try tell("profit_back", id, try row("amount"), by: person, tx)
    }

    private static func tell(
        _ kind: String, _ id: ID<ProfitEntry>, _ amount: Int64, by person: ID<Person>, _ tx: Transaction
    ) throws {
        let event = Event(
            kind, of: EventSubject("profit_entry", id.value), in: room, detail: ["amount": String(amount)])
        try EventStore.add(event, by: person, tx)
    }

    static func named(_ ids: [Int64], _ tx: Transaction) throws -> [Row] {
        try tx.rows("SELECT id, kind, on_day FROM profit_entry WHERE id IN (\(ids))")
    }
}
