import Base
import Database
import Domain
import Ground
import Web

/// What goes into the workshop, and what comes out of it.
struct NewRework: Sendable {
    struct Outcome: Sendable {
        let line: PaperLine
        /// With what weight it shares the cost.
        let weight: Int64
    }

    let kind: PaperKind
    let from: PlaceRow
    /// Where what comes out goes.
    let to: PlaceRow
    let day: CalendarDay
    var reference = ""
    var note = ""
    let donor: PaperLine
    let outcomes: [Outcome]
    /// What the work has cost; minor units.
    var cost: Int64 = 0
}

/// Devices taken apart, and parts made good again: what comes out is worth what went in, and what the work has cost.
enum ReworkStore {
    /// - Throws: `RefusedLines`, what goes in at 0, what comes out by its position; as `StockDay.check` and `Rework`'s checks.
    static func add(_ new: NewRework, by actor: Actor, in company: OpenCompany, _ tx: Transaction) throws -> PaperRow {
        try PaperStore.checkDay(new.day, [new.from, new.to], in: company, tx)
        try check(new, tx)
        let workshop = try PlaceStore.single(.workshop, tx)
        let year = company.clock.calendar.year(of: company.clock.day(of: tx.now))
        let number = try NumberStore.next(new.kind.series, year: year, tx)
        let paper: ID<StockPaper> = try tx.insert(
            """
            INSERT INTO stock_paper (number, kind, state, from_id, to_id, on_day, reference, note, work_cost, made_by, made_at)
            VALUES (\(number), \(new.kind), \(new.kind.begins), \(new.from.id), \(workshop.id), \(new.day),
                    \(new.reference), \(new.note), \(new.cost), \(actor.person), \(tx.now))
            """)
        let donor = try addLine(new.donor, at: 1, to: paper, tx)
        let lines = try new.outcomes.enumerated().map { index, outcome in
            try addLine(
                outcome.line, at: index + 2, place: new.to, weight: outcome.weight, donor: new.donor.serial, to: paper,
                tx)
        }
        let value = try take(new, donor.value(), into: workshop, paper, by: actor, in: company, tx)
        let shares = Rework.shares(of: value + new.cost, by: new.outcomes.map(\.asked.share))
        let moves = try zip(zip(new.outcomes, lines), shares).map { outcome, share in
            outcome.0.move(from: workshop, to: new.to, paper, try outcome.1.value(), worth: share, new)
        }
        do { try StockLedger.post(moves, by: actor, in: company, tx) } catch let refused as RefusedLines {
            throw RefusedLines(
                complaints: Dictionary(
                    uniqueKeysWithValues: refused.complaints.map { (new.outcomes[$0.key].line.position, $0.value) }))
        }
        let detail = ["number": number, "from": new.from.code, "to": new.to.code, "lines": String(lines.count)]
        try EventStore.add(
            Event("\(new.kind.rawValue)_added", of: .stockPaper(paper), in: PaperStore.room, detail: detail),
            by: actor.person, tx)
        return try PaperList.find(number, .company, tx)
    }

    private static func check(_ new: NewRework, _ tx: Transaction) throws {
        guard new.kind == .refurbish else { return try Rework.checkDismantling(new.outcomes.map(\.asked)) }
        guard let outcome = new.outcomes.first else { throw Complaint("stock.rework.none") }
        let isRepairable: Bool = try tx.one("SELECT is_repairable FROM spare_part WHERE id = \(new.donor.part.id)")(
            "is_repairable")
        try Rework.checkRefurbishing(
            from: new.donor.condition, to: outcome.line.condition, isSame: outcome.line.part.id == new.donor.part.id,
            isRepairable: isRepairable)
        guard outcome.line.quantity == new.donor.quantity else { throw Complaint("stock.rework.quantity") }
    }

    /// - Returns: what it was worth; minor units.
    private static func take(
        _ new: NewRework, _ line: ID<StockLine>, into workshop: PlaceRow, _ paper: ID<StockPaper>, by actor: Actor,
        in company: OpenCompany, _ tx: Transaction
    ) throws -> Int64 {
        let donor = new.donor
        let move = StockMove(
            part: donor.part.id, quantity: donor.quantity, from: new.from, to: workshop, condition: donor.condition,
            serial: donor.serial, lot: donor.lot, paper: paper, line: line, day: new.day, why: new.kind.rawValue)
        return try StockLedger.post([move], by: actor, in: company, tx).reduce(0) { $0 + $1.valueOut }
    }

    private static func addLine(
        _ line: PaperLine, at position: Int, place: PlaceRow? = nil, weight: Int64? = nil, donor: String = "",
        to paper: ID<StockPaper>, _ tx: Transaction
    ) throws -> Reply<ID<StockLine>> {
        try tx.insertLater(
            """
            INSERT INTO stock_line (paper_id, position, part_id, quantity, condition, owner, serial, lot, place_id, weight,
                                    donor_serial)
            VALUES (\(paper), \(position), \(line.part.id), \(line.quantity), \(line.condition), \(line.owner),
                    \(line.serial), \(line.lot), \(place?.id), \(weight), \(donor))
            """)
    }
}

extension NewRework.Outcome {
    fileprivate var asked: Rework.Outcome {
        Rework.Outcome(quantity: line.quantity, condition: line.condition, weight: weight)
    }

    fileprivate func move(
        from workshop: PlaceRow, to place: PlaceRow, _ paper: ID<StockPaper>, _ id: ID<StockLine>, worth: Int64,
        _ new: NewRework
    ) -> StockMove {
        StockMove(
            part: line.part.id, quantity: line.quantity, from: workshop, to: place, condition: line.condition,
            serial: line.serial, lot: line.lot, cost: .worth(worth), paper: paper, line: id, day: new.day,
            why: new.kind.rawValue)
    }
}
