import Database
import Domain
import Ground
import Web

/// A removed part that is owed, as it stands.
struct PartDebtRow: Sendable {
    let id: ID<PartDebt>
    let part: StockPart
    let dealer: ID<Dealer>
    let dealerName: String
    let dealerCode: String
    let job: ID<Job>
    let jobNumber: String
    let visit: ID<Visit>
    /// Of the removed piece; empty where nobody wrote it down.
    let serial: String
    let state: PartDebtState
    let bornOn: CalendarDay
    let dueOn: CalendarDay
    let box: ID<PartBox>?
    let boxNumber: String
    let isMissed: Bool
    let finding: PartFinding?
    let disposition: PartDisposition?
    let note: String
    /// What the dealer is charged for it, where that is proposed or done.
    let charge: (amount: Int64, state: PartChargeState)?
    /// Who has inspected it, where it was inspected last.
    let changedBy: ID<Person>?
    let version: Int

    static let columns: SQL = """
        SELECT e.id AS debt, e.dealer_id, d.name AS dealer_name, d.code AS dealer_code, e.job_id,
               j.number AS job, e.visit_id, e.serial, e.state, e.born_on, e.due_on,
               e.box_id, x.number AS box, e.missed, e.finding, e.disposition, e.note, e.changed_by,
               e.version, k.amount AS charged, k.state AS charge_state,
               \(StockPart.columns)
        FROM part_debt e JOIN spare_part s ON s.id = e.part_id JOIN dealer d ON d.id = e.dealer_id
        JOIN job j ON j.id = e.job_id LEFT JOIN part_box x ON x.id = e.box_id
        LEFT JOIN part_charge k ON k.debt_id = e.id AND k.state IN ('proposed', 'posted')
        """

    init(_ row: Row) throws {
        (id, part, dealer) = (try row("debt"), try StockPart(row), try row("dealer_id"))
        (dealerName, dealerCode) = (try row("dealer_name"), try row("dealer_code"))
        (job, jobNumber) = (try row("job_id"), try row("job"))
        (visit, serial, state) = (try row("visit_id"), try row("serial"), try row("state"))
        (bornOn, dueOn, box) = (try row("born_on"), try row("due_on"), try row.optional("box_id"))
        (boxNumber, isMissed) = (try row.optional("box") ?? "", try row("missed"))
        (finding, disposition) = (try row.optional("finding"), try row.optional("disposition"))
        charge = try row.optional("charged").map { ($0, try row("charge_state")) }
        (note, changedBy, version) = (try row("note"), try row.optional("changed_by"), try row("version"))
    }
}

/// A box of removed parts, as it stands.
struct PartBoxRow: Sendable {
    let id: ID<PartBox>
    let number: String
    let dealer: ID<Dealer>
    let dealerName: String
    let wayBill: String
    let sentOn: CalendarDay
    let sender: String
    let receivedOn: CalendarDay?
    let receiver: String
    let version: Int

    static let columns: SQL = """
        SELECT e.id, e.number, e.dealer_id, d.name AS dealer_name, e.way_bill, e.sent_on, w.name AS sender, e.received_on,
               r.name AS receiver, e.version
        FROM part_box e JOIN dealer d ON d.id = e.dealer_id JOIN person w ON w.id = e.sent_by
        LEFT JOIN person r ON r.id = e.received_by
        """

    init(_ row: Row) throws {
        (id, number, dealer, dealerName) = (
            try row("id"), try row("number"), try row("dealer_id"), try row("dealer_name")
        )
        (wayBill, sentOn, sender) = (try row("way_bill"), try row("sent_on"), try row("sender"))
        (receivedOn, receiver) = (try row.optional("received_on"), try row.optional("receiver") ?? "")
        version = try row("version")
    }
}

/// Which debts are shown.
enum PartDebtTab: String, CaseIterable, Sendable {
    case owed, overdue, sent, received, inspected, settled
}

struct PartDebtFilter: PagedFilter {
    static let paging = Paging(onward: "after", back: .toFirst)
    var tab: PartDebtTab
    let dealer: String
    var cursor: Cursor<PartDebtKey>?

    init(_ asked: Asked) {
        (tab, dealer) = (asked.word("tab") ?? .owed, asked.text("dealer"))
        cursor = asked.cursor(Self.paging) { PartDebtKey($0) }
    }

    var fields: [Address.Field] { [("tab", tab.rawValue), ("dealer", dealer)] }
}

/// By their terms.
struct PartDebtKey: Sendable, CustomStringConvertible, Equatable {
    let day: CalendarDay
    let id: ID<PartDebt>

    init(_ row: PartDebtRow) { (day, id) = (row.dueOn, row.id) }

    init?(_ text: String) {
        let parts = text.split(separator: "-")
        guard parts.count == 2, let day = Int32(parts[0]), let id = ID<PartDebt>(parts[1]) else { return nil }
        (self.day, self.id) = (CalendarDay(number: day), id)
    }

    var description: String { "\(day.number)-\(id)" }
}

enum PartDebtList {
    static let pageSize = 50
    /// More are not put into one box.
    static let mostInBox = 200
    /// More do not stand on one paper.
    static let mostOnPaper = 500

    /// What a person may see of debts or boxes (alias `e`): a dealer's people their dealer's, and a technician what he removed.
    static func within(_ sight: Actor.Sight, isBox: Bool = false) -> SQL {
        switch sight {
        case .company: "1 = 1"
        case .dealer(let dealer): "e.dealer_id = \(dealer)"
        case .technician(let dealer, let person):
            isBox ? "e.dealer_id = \(dealer)" : "e.dealer_id = \(dealer) AND e.person_id = \(person)"
        }
    }

    /// What is due first stands first.
    static func slice(
        _ filter: PartDebtFilter, _ sight: Actor.Sight, today: CalendarDay, size: Int = pageSize, _ tx: Transaction
    ) throws -> Slice<PartDebtRow, PartDebtKey> {
        try Slice(filter.cursor, size: size, key: { PartDebtKey($0) }) { limit in
            var condition = condition(filter.tab, today) + "AND" + within(sight)
            if !filter.dealer.isEmpty { condition += "AND d.code = \(Digits.ascii(filter.dealer))" }
            if let key = filter.cursor?.key { condition += "AND (e.due_on, e.id) > (\(key.day), \(key.id))" }
            return try all(condition, limit: limit, tx)
        }
    }

    static func owed(limit: Int, _ tx: Transaction) throws -> [PartDebtRow] {
        try all("e.state = 'owed'", limit: limit, tx)
    }

    static func all(in box: ID<PartBox>, _ tx: Transaction) throws -> [PartDebtRow] {
        try all("e.box_id = \(box)", limit: mostInBox, tx)
    }

    static func all(_ condition: SQL, limit: Int, _ tx: Transaction) throws -> [PartDebtRow] {
        try tx.rows(
            "\(PartDebtRow.columns) WHERE \(condition) ORDER BY e.due_on, e.id LIMIT \(literal: limit)"
        ).map(PartDebtRow.init)
    }

    /// A dealer by his code, or that one.
    /// - Throws: `Refusal.hidden` where there is none.
    static func dealer(
        _ own: ID<Dealer>?, _ code: String, _ tx: Transaction
    ) throws -> (id: ID<Dealer>, name: String) {
        let condition: SQL = own.map { "id = \($0)" } ?? "code = \(Digits.ascii(code))"
        guard let row = try tx.row("SELECT id, name FROM dealer WHERE \(condition)") else { throw Refusal.hidden }
        return (try row("id"), try row("name"))
    }

    /// Those removed on these days, and those from before that are still out.
    static func of(
        _ dealer: ID<Dealer>, born days: ClosedRange<CalendarDay>, _ sight: Actor.Sight, _ tx: Transaction
    ) throws -> [PartDebtRow] {
        try all(
            """
            e.dealer_id = \(dealer) AND \(within(sight)) AND e.born_on <= \(days.upperBound)
            AND (e.born_on >= \(days.lowerBound) OR e.state IN ('owed', 'sent'))
            """, limit: mostOnPaper, tx)
    }

    static func condition(_ tab: PartDebtTab, _ today: CalendarDay) -> SQL {
        switch tab {
        case .owed: "e.state = 'owed'"
        case .overdue: "e.state = 'owed' AND e.due_on < \(today)"
        case .sent: "e.state = 'sent'"
        case .received: "e.state = 'received'"
        case .inspected: "e.state = 'inspected'"
        case .settled: "e.state IN ('settled', 'waived')"
        }
    }

    static func counts(
        _ sight: Actor.Sight, today: CalendarDay, _ tx: Transaction
    ) throws -> [PartDebtTab: Int] {
        try PartDebtTab.allCases.reduce(into: [:]) { counts, tab in
            counts[tab] = try CountList.of("part_debt e WHERE \(condition(tab, today)) AND \(within(sight))", tx)
        }
    }

    static func find(_ id: ID<PartDebt>, _ tx: Transaction) throws -> PartDebtRow? {
        try all("e.id = \(id)", limit: 1, tx).first
    }

    /// - Throws: `Refusal.hidden` where this person sees none.
    static func box(_ number: String, _ sight: Actor.Sight, _ tx: Transaction) throws -> PartBoxRow? {
        try tx.row("\(PartBoxRow.columns) WHERE e.number = \(number) AND \(within(sight, isBox: true))")
            .map(PartBoxRow.init)
    }

    static func boxes(_ sight: Actor.Sight, _ tx: Transaction) throws -> [PartBoxRow] {
        try tx.rows(
            """
            \(PartBoxRow.columns) WHERE e.received_at IS NULL AND \(within(sight, isBox: true))
            ORDER BY e.id DESC LIMIT 100
            """
        ).map(PartBoxRow.init)
    }
}
