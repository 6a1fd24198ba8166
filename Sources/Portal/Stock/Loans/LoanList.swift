import Database
import Domain
import Ground
import Web

extension LoanState: ColumnValue {}

/// A device that is lent, as it stands.
struct LoanRow: Sendable {
    let id: ID<StockLoan>
    let number: String
    let part: StockPart
    let serial: String
    let condition: PartCondition
    let from: ID<StockPlace>
    let fromCode: String
    let dealer: ID<Dealer>?
    let dealerName: String
    let customer: ID<Customer>
    let customerName: String
    let job: ID<Job>
    let jobNumber: String
    /// Minor units.
    let deposit: Int64
    let conditionOut: String
    let conditionIn: String
    let lentOn: CalendarDay
    let dueOn: CalendarDay
    let state: LoanState
    let backCode: String
    let maker: String
    let lostBy: ID<Person>?
    let loser: String
    let lostWhy: String
    let closer: String
    let version: Int

    static let columns: SQL = """
        SELECT o.id AS loan, o.number, o.serial, o.part_condition, o.from_id, f.code AS from_code, o.dealer_id,
               d.name AS dealer_name, o.customer_id, c.name AS customer_name, o.job_id, j.number AS job, o.deposit,
               o.condition_out, o.condition_in, o.lent_on, o.due_on, o.state, b.code AS back_code, m.name AS maker,
               o.lost_by, l.name AS loser, o.lost_why, w.name AS closer, o.version, \(StockPart.columns)
        FROM stock_loan o JOIN spare_part s ON s.id = o.part_id JOIN stock_place f ON f.id = o.from_id
        JOIN customer c ON c.id = o.customer_id JOIN job j ON j.id = o.job_id JOIN person m ON m.id = o.made_by
        LEFT JOIN dealer d ON d.id = o.dealer_id LEFT JOIN stock_place b ON b.id = o.back_id
        LEFT JOIN person l ON l.id = o.lost_by LEFT JOIN person w ON w.id = o.closed_by
        """

    init(_ row: Row) throws {
        (id, number, part) = (try row("loan"), try row("number"), try StockPart(row))
        (serial, condition) = (try row("serial"), try row("part_condition"))
        (from, fromCode, dealer) = (try row("from_id"), try row("from_code"), try row.optional("dealer_id"))
        (dealerName, customer) = (try row.optional("dealer_name") ?? "", try row("customer_id"))
        (customerName, job, jobNumber) = (try row("customer_name"), try row("job_id"), try row("job"))
        (deposit, conditionOut, conditionIn) = (try row("deposit"), try row("condition_out"), try row("condition_in"))
        (lentOn, dueOn, state) = (try row("lent_on"), try row("due_on"), try row("state"))
        (backCode, maker) = (try row.optional("back_code") ?? "", try row("maker"))
        (lostBy, loser) = (try row.optional("lost_by"), try row.optional("loser") ?? "")
        (lostWhy, closer, version) = (try row("lost_why"), try row.optional("closer") ?? "", try row("version"))
    }
}

/// Which loans are shown.
struct LoanFilter: PagedFilter {
    enum Tab: String, CaseIterable, Sendable { case out, overdue, all }

    static let paging = Paging(onward: "after", back: .toFirst)
    var tab: Tab
    let typed: String
    var cursor: Cursor<ID<StockLoan>>?

    init(_ asked: Asked) {
        (tab, typed) = (asked.word("tab") ?? .out, asked.text("q"))
        cursor = asked.cursor(Self.paging) { ID($0) }
    }

    var fields: [Address.Field] { [("tab", tab.rawValue), ("q", typed)] }
}

enum LoanList {
    static let pageSize = 50

    /// What a person may see of loans (alias `o`): a dealer's manager those out of his custody, a technician of these those that
    /// he gave out or that are with the customers of his jobs.
    static func within(_ sight: Actor.Sight) -> SQL {
        switch sight {
        case .company: "1 = 1"
        case .dealer(let dealer): "o.dealer_id = \(dealer)"
        case .technician(let dealer, let person):
            """
            (o.dealer_id = \(dealer) AND (o.made_by = \(person)
                OR o.job_id IN (SELECT h.id FROM job h WHERE h.dealer_id = \(dealer) AND h.technician_id = \(person))))
            """
        }
    }

    /// The newest first.
    static func slice(
        _ filter: LoanFilter, _ sight: Actor.Sight, today: CalendarDay, size: Int = pageSize, _ tx: Transaction
    ) throws -> Slice<LoanRow, ID<StockLoan>> {
        try Slice(filter.cursor, size: size, key: { $0.id }) { limit in
            var condition = within(sight)
            switch filter.tab {
            case .out: condition += "AND o.state IN ('out', 'lost')"
            case .overdue: condition += "AND o.state IN ('out', 'lost') AND o.due_on < \(today)"
            case .all: break
            }
            if !filter.typed.isEmpty {
                let typed = Digits.ascii(filter.typed)
                condition += "AND (o.number = \(typed) OR o.serial = \(typed) OR j.number = \(typed))"
            }
            if let key = filter.cursor?.key { condition += "AND o.id < \(key)" }
            return try all(condition, limit: limit, tx)
        }
    }

    static func all(of job: ID<Job>, _ sight: Actor.Sight, _ tx: Transaction) throws -> [LoanRow] {
        try all("o.job_id = \(job) AND \(within(sight))", tx)
    }

    static func all(_ condition: SQL, limit: Int = pageSize, _ tx: Transaction) throws -> [LoanRow] {
        try tx.rows("\(LoanRow.columns) WHERE \(condition) ORDER BY o.id DESC LIMIT \(literal: limit)").map(
            LoanRow.init)
    }

    /// - Throws: `Refusal.hidden` where this person sees none.
    static func find(_ number: String, _ sight: Actor.Sight, _ tx: Transaction) throws -> LoanRow {
        guard let row = try all("o.number = \(number) AND \(within(sight))", limit: 1, tx).first else {
            throw Refusal.hidden
        }
        return row
    }

    /// In the journey of the next question: what a job waits for.
    static func askOpen(of job: ID<Job>, _ tx: Transaction) throws -> Reply<[String]> {
        try tx.ask("SELECT number FROM stock_loan WHERE job_id = \(job) AND closed_by IS NULL ORDER BY id") {
            try $0.map { try $0("number") }
        }
    }

    /// A device as it lies where this person may lend from.
    struct Device: Sendable {
        let part: StockPart
        let serial: String
        let condition: PartCondition
        let place: ID<StockPlace>
    }

    /// - Parameter code: of the part, where its serial alone may mean several; empty: any.
    static func devices(
        _ serial: String, code: String, _ sight: Actor.Sight, _ tx: Transaction
    ) throws -> [Device] {
        var narrowed = StockPlaceList.within(sight)
        if !code.isEmpty {
            guard let part = try StockPartList.scanned(code, tx) else { return [] }
            narrowed += "AND b.part_id = \(part.id)"
        }
        return try tx.rows(
            """
            SELECT b.serial, b.condition, b.place_id, \(StockPart.columns) FROM stock_balance b
            JOIN spare_part s ON s.id = b.part_id JOIN stock_place p ON p.id = b.place_id
            WHERE b.serial = \(serial) AND b.quantity > 0 AND b.owner = 'company' AND b.condition <> 'defective'
              AND p.kind IN ('central', 'shelf', 'sub') AND \(narrowed) ORDER BY b.id LIMIT 5
            """
        ).map {
            Device(
                part: try StockPart($0), serial: try $0("serial"), condition: try $0("condition"),
                place: try $0("place_id"))
        }
    }

    /// Of whom nobody was reminded yet, though their day is over.
    static func overdue(before today: CalendarDay, limit: Int, _ tx: Transaction) throws -> [LoanRow] {
        try all("o.state = 'out' AND o.due_on < \(today) AND o.reminded = 0", limit: limit, tx)
    }
}
