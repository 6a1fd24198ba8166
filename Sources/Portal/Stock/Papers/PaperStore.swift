import Base
import Database
import Domain
import Ground
import Web

extension PaperKind: ColumnValue {}
extension PaperState: ColumnValue {}
extension PaperReason: ColumnValue {}

/// What a new paper says.
struct NewPaper: Sendable {
    let kind: PaperKind
    let from: PlaceRow
    let to: PlaceRow
    var reason: PaperReason?
    let day: CalendarDay
    var reference = ""
    var note = ""
    private(set) var lines: [PaperLine]
    /// The request that it answers, whose reservation it uses.
    var request: ID<PartRequest>?

    func with(_ lines: [PaperLine]) -> NewPaper {
        var paper = self
        paper.lines = lines
        return paper
    }

    func move(_ line: PaperLine, _ id: ID<StockLine>, to place: PlaceRow, _ paper: ID<StockPaper>) -> StockMove {
        StockMove(
            part: line.part.id, quantity: line.quantity, from: from, to: place, owner: line.owner,
            condition: line.condition, serial: line.serial, lot: line.lot,
            cost: line.cost.map { .each($0) } ?? .average, paper: paper, line: id, request: request, day: day,
            why: reason?.rawValue ?? kind.rawValue)
    }
}

/// Papers of the warehouse, and what they move.
enum PaperStore {
    static let room = "stock"

    /// Draws a number and moves what is written on it; what is for somebody else to confirm moves nothing yet, what is sent
    /// goes into transit.
    /// - Throws: `RefusedLines` by the lines' positions; `OverLimit`; as `StockDay.check` and `StockLedger.post`.
    static func add(
        _ new: NewPaper, by actor: Actor, in company: OpenCompany, _ tx: Transaction
    ) throws -> PaperRow {
        guard new.from.id != new.to.id else { throw Complaint("stock.denied.same_place") }
        try checkDay(new.day, [new.from, new.to], in: company, tx)
        let year = company.clock.calendar.year(of: company.clock.day(of: tx.now))
        let number = try NumberStore.next(new.kind.series, year: year, tx)
        let id: ID<StockPaper> = try tx.insert(
            """
            INSERT INTO stock_paper (number, kind, state, from_id, to_id, on_day, reason, reference, note, made_by, made_at)
            VALUES (\(number), \(new.kind), \(new.kind.begins), \(new.from.id), \(new.to.id), \(new.day),
                    \(new.reason?.rawValue ?? ""), \(new.reference), \(new.note), \(actor.person), \(tx.now))
            """)
        let lines = try new.lines.map { try addLine($0, to: id, tx) }
        let target = new.kind == .transfer ? try PlaceStore.single(.transit, tx) : new.to
        if new.kind.begins != .proposed {
            try post(
                try zip(new.lines, lines).map { new.move($0, try $1.value(), to: target, id) },
                positions: new.lines.map(\.position), by: actor, in: company, tx)
            try StockLimit.check(new.to, for: actor, company.currency, tx)
        }
        let detail = ["number": number, "from": new.from.code, "to": new.to.code, "lines": String(new.lines.count)]
        try EventStore.add(
            Event("\(new.kind.rawValue)_added", of: .stockPaper(id), in: room, detail: detail), by: actor.person, tx)
        return try PaperList.find(number, .company, tx)
    }

    /// Says which line is refused by its place on the paper.
    private static func post(
        _ moves: [StockMove], positions: [Int], by actor: Actor, in company: OpenCompany, _ tx: Transaction
    ) throws {
        do { try StockLedger.post(moves, by: actor, in: company, tx) } catch let refused as RefusedLines {
            throw RefusedLines(
                complaints: Dictionary(
                    uniqueKeysWithValues: refused.complaints.map { (positions[$0.key], $0.value) }))
        }
    }

    static func checkDay(
        _ day: CalendarDay, _ places: [PlaceRow], in company: OpenCompany, _ tx: Transaction
    ) throws {
        try StockDay.check(
            day, today: company.clock.day(of: tx.now), closed: try StockSetting(tx).closedOn,
            counted: places.compactMap(\.countedOn))
    }

    private static func addLine(
        _ line: PaperLine, to paper: ID<StockPaper>, _ tx: Transaction
    ) throws -> Reply<ID<StockLine>> {
        try tx.insertLater(
            """
            INSERT INTO stock_line (paper_id, position, part_id, quantity, condition, owner, serial, lot, unit_cost)
            VALUES (\(paper), \(line.position), \(line.part.id), \(line.quantity), \(line.condition), \(line.owner),
                    \(line.serial), \(line.lot), \(line.cost))
            """)
    }

    /// - Throws: `Refusal.stale` where it is not at that version, or cannot be done now.
    static func move(
        _ paper: PaperRow, at version: Int, _ deed: PaperDeed, setting change: SQL? = nil, by person: ID<Person>?,
        detail: [String: String] = [:], _ tx: Transaction
    ) throws {
        guard let state = paper.state.after(deed) else { throw Refusal.stale(Complaint("stock.denied.state")) }
        let rest: SQL = change.map { ", \($0)" } ?? ""
        let changed = try tx.execute(
            """
            UPDATE stock_paper SET state = \(state), version = version + 1 \(rest)
            WHERE id = \(paper.id) AND version = \(version)
            """)
        guard changed == 1 else { throw Refusal.stale(Complaint("error.stale")) }
        try EventStore.add(
            Event("paper_\(deed.rawValue)", of: .stockPaper(paper.id), in: room, detail: detail), by: person, tx)
    }

    static let naming = SubjectNaming("stock_paper") { ids, context, tx in
        guard context.may(StockPaperRoutes.one) else { return [] }
        return try PaperList.rows("x.id IN (\(ids)) AND \(PaperList.within(context.actor.sight))", tx)
    } link: { row, context in
        let number: String = try row("number")
        return SubjectLink(label: number, href: context.paths(StockPaperRoutes.one, number))
    }
}

extension EventSubject {
    static func stockPaper(_ id: ID<StockPaper>) -> EventSubject { EventSubject("stock_paper", id.value) }
}

extension PaperStore {
    /// A paper is of no customer, and may name any.
    static let erasing = Erasing { erasure, tx in
        try erasure.takeOut(tx) { without in
            """
            UPDATE stock_paper SET note = \(without("note")), reference = \(without("reference")),
                reverse_reason = \(without("reverse_reason"))
            WHERE note <> '' OR reference <> '' OR reverse_reason <> ''
            """
        }
        return []
    }
}
