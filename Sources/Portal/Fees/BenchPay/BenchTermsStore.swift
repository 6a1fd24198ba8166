import Database
import Domain
import Ground
import Work

extension BenchPayKind: ColumnValue {}
extension BenchEarningKind: ColumnValue {}

/// What somebody of the workshop is paid by.
struct BenchTermsRow: Sendable {
    let id: ID<BenchTerms>
    let from: CalendarDay
    let terms: BenchPayTerms
    let maker: String
}

/// Marks the ids of closed months.
enum BenchMonth {}

/// What he earned in a month that is closed.
struct BenchMonthRow: Sendable {
    let id: ID<BenchMonth>
    let maker: String
    let madeAt: Instant
}

enum BenchTermsStore {
    static let room = "bench_pay"
    private static let most = 100

    static func add(
        _ terms: BenchPayTerms, for person: ID<Person>, from day: CalendarDay, by maker: ID<Person>, _ tx: Transaction
    ) throws {
        let id: ID<BenchTerms> = try tx.insert(
            """
            INSERT INTO bench_terms (person_id, valid_from, kind, amount, share, floor, ceiling, made_by, made_at)
            VALUES (\(person), \(day), \(terms.kind), \(terms.amount), \(terms.share), \(terms.floor), \(terms.ceiling),
                    \(maker), \(tx.now))
            """)
        let detail = ["pay": terms.kind.rawValue, "day": day.isoText]
        try EventStore.add(
            Event("terms_added", of: .benchTerms(id), in: room, detail: detail), by: maker, tx)
    }

    /// Those of a month; of two of one month the later ones.
    /// - Parameter day: the first of it.
    static func terms(of person: ID<Person>, in day: CalendarDay, _ tx: Transaction) throws -> BenchTermsRow? {
        try tx.row(
            """
            \(columns) WHERE t.person_id = \(person) AND t.valid_from <= \(day)
            ORDER BY t.valid_from DESC, t.id DESC LIMIT 1
            """
        ).map(row)
    }

    /// The newest first.
    static func all(of person: ID<Person>, _ tx: Transaction) throws -> [BenchTermsRow] {
        try tx.rows(
            """
            \(columns) WHERE t.person_id = \(person) ORDER BY t.valid_from DESC, t.id DESC LIMIT \(literal: most)
            """
        ).map(row)
    }

    private static let columns: SQL = """
        SELECT t.id, t.valid_from, t.kind, t.amount, t.share, t.floor, t.ceiling, p.name FROM bench_terms t
        JOIN person p ON p.id = t.made_by
        """

    private static func row(_ row: Row) throws -> BenchTermsRow {
        BenchTermsRow(
            id: try row("id"), from: try row("valid_from"),
            terms: try BenchPayTerms(
                row("kind"), amount: row("amount"), share: row("share"), floor: row.optional("floor"),
                ceiling: row.optional("ceiling")), maker: try row("name"))
    }

    /// Whoever works in the workshop, and whoever has terms there, by name.
    static func people(_ tx: Transaction) throws -> [(id: ID<Person>, name: String)] {
        let now = try RepairedList.people(tx)
        let others = try tx.rows(
            """
            SELECT p.id, p.name FROM person p WHERE p.id IN (SELECT person_id FROM bench_terms)
            AND p.id NOT IN (\(now.map(\.id))) ORDER BY p.id
            """
        ).map { (id: try $0("id") as ID<Person>, name: try $0("name") as String) }
        return now + others
    }
}

/// Months that are closed: what was earned in them does not change any more.
enum BenchMonthStore {
    /// - Parameter day: the first of it.
    static func find(_ person: ID<Person>, in day: CalendarDay, _ tx: Transaction) throws -> BenchMonthRow? {
        try tx.row("\(columns) WHERE m.month_on = \(day) AND m.person_id = \(person)").map(row)
    }

    static func lines(of month: ID<BenchMonth>, _ tx: Transaction) throws -> [BenchEarning] {
        try tx.rows(
            "SELECT kind, job_id, base, amount FROM bench_earning WHERE month_id = \(month) ORDER BY position"
        ).map { row in
            BenchEarning(
                try row("kind"), of: try row.optional("job_id"), base: try row("base"), amount: try row("amount"))
        }
    }

    /// - Parameter day: the first of a month.
    static func isAnyClosed(_ person: ID<Person>, since day: CalendarDay, _ tx: Transaction) throws -> Bool {
        try tx.value(
            "SELECT 1 FROM bench_month WHERE person_id = \(person) AND month_on >= \(day) LIMIT 1", as: Int.self) != nil
    }

    /// The numbers of the jobs that lines are of.
    static func numbers(_ jobs: [ID<Job>], _ tx: Transaction) throws -> [ID<Job>: String] {
        try tx.rows("SELECT id, number FROM job WHERE id IN (\(jobs))").reduce(into: [:]) {
            $0[try $1("id")] = try $1("number")
        }
    }

    /// - Throws: `DatabaseFault.unique` where it is closed already.
    static func close(
        _ lines: [BenchEarning], under terms: ID<BenchTerms>, of person: ID<Person>, in day: CalendarDay,
        by maker: ID<Person>, _ tx: Transaction
    ) throws {
        let sum = lines.reduce(0) { $0 + $1.amount }
        let id: ID<BenchMonth> = try tx.insert(
            """
            INSERT INTO bench_month (person_id, month_on, terms_id, amount, made_by, made_at)
            VALUES (\(person), \(day), \(terms), \(sum), \(maker), \(tx.now))
            """)
        for (index, line) in lines.enumerated() {
            try tx.later(
                """
                INSERT INTO bench_earning (month_id, position, kind, job_id, base, amount)
                VALUES (\(id), \(index + 1), \(line.kind), \(line.job), \(line.base), \(line.amount))
                """)
        }
    }

    private static let columns: SQL = """
        SELECT m.id, m.made_at, p.name FROM bench_month m JOIN person p ON p.id = m.made_by
        """

    private static func row(_ row: Row) throws -> BenchMonthRow {
        BenchMonthRow(
            id: try row("id"), maker: try row("name"),
            madeAt: try row("made_at"))
    }
}

extension EventSubject {
    static func benchTerms(_ id: ID<BenchTerms>) -> EventSubject { EventSubject("bench_terms", id.value) }
    static let benchMonths = EventSubject("bench_month")
}
