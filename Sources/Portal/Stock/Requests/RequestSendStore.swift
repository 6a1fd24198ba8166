import Base
import Database
import Domain
import Ground
import Web
import Work

/// A request on its way: picked, sent, received.
enum RequestSendStore {
    /// What was taken off the shelves. It is kept back as it was picked, so that nobody gives it away meanwhile.
    /// - Parameter picks: by the lines' positions. - Throws: `RefusedLines`; `stock.request.picked_none`.
    static func pick(
        _ row: RequestRow, at version: Int, _ picks: [Int: [RequestPick]], by actor: Actor, in company: OpenCompany,
        _ tx: Transaction
    ) throws {
        let lines = try RequestList.lines(of: row.id, tx)
        guard let from = row.from, picks.values.contains(where: { !$0.isEmpty }) else {
            throw Complaint("stock.request.picked_none")
        }
        let place = try StockPlaceList.find(from, .company, tx)
        var complaints: [Int: Complaint] = [:]
        for line in lines {
            let own = picks[line.position] ?? []
            do throws(Complaint) { try PickRules.check(own, of: line) } catch { complaints[line.position] = error }
            for pick in own where pick.mark != "" && complaints[line.position] == nil {
                let lies = try StockBalanceStore.lies(of: line.part.id, pick.mark, at: from, tx)
                guard lies < pick.quantity else { continue }
                complaints[line.position] = Complaint("stock.gap.no_mark", pick.mark, place.code)
            }
        }
        guard complaints.isEmpty else { throw RefusedLines(complaints: complaints) }
        try RequestStore.move(row, at: version, .pick, by: actor.person, tx)
        for line in lines {
            try tx.later("DELETE FROM part_request_pick WHERE line_id = \(line.id)")
            for pick in picks[line.position] ?? [] {
                try tx.later(
                    """
                    INSERT INTO part_request_pick (line_id, quantity, serial, lot)
                    VALUES (\(line.id), \(pick.quantity), \(pick.serial), \(pick.lot))
                    """)
            }
        }
        let needs = lines.compactMap { line -> PartNeed? in
            let count = (picks[line.position] ?? []).reduce(0) { $0 + $1.quantity }
            return count > 0 ? PartNeed(position: line.position, part: line.part.id, quantity: count) : nil
        }
        let today = company.clock.day(of: tx.now)
        try ReservationStore.reserve(
            needs, for: row.id, at: place,
            until: max(row.until ?? today, today.adding(days: StockSetting(tx).keptDays)),
            by: actor, in: company, tx)
    }

    /// By a transfer with what was picked, which uses up what was kept back.
    /// - Parameter reference: the way-bill. - Throws: as `PaperStore.add`.
    static func send(
        _ row: RequestRow, at version: Int, reference: String, by actor: Actor, in company: OpenCompany,
        _ tx: Transaction
    ) throws -> PaperRow {
        guard let from = row.from else { throw Refusal.stale(Complaint("stock.denied.state")) }
        let picked = try RequestList.lines(of: row.id, tx).flatMap { line in line.picks.map { (line.part, $0) } }
        let lines = picked.enumerated().map { index, item in
            PaperLine(
                position: index + 1, part: item.0, quantity: item.1.quantity, condition: .new, serial: item.1.serial,
                lot: item.1.lot, cost: nil)
        }
        let paper = try PaperStore.add(
            NewPaper(
                kind: .transfer, from: try StockPlaceList.find(from, .company, tx),
                to: try StockPlaceList.find(row.place, .company, tx), day: company.clock.day(of: tx.now),
                reference: reference, note: row.number, lines: lines, request: row.id), by: actor, in: company, tx)
        try ReservationStore.end(row.id, tx)
        try RequestStore.move(
            row, at: version, .send, setting: "paper_id = \(paper.id)", by: actor.person,
            detail: ["number": paper.number],
            tx)
        return paper
    }
}

extension RequestSendStore {
    /// Its transfer was received: the job goes on, and its people are told, where anything came.
    static func received(_ paper: PaperRow, by actor: Actor, in company: OpenCompany, _ tx: Transaction) throws {
        guard let row = try RequestList.of(paper.id, tx) else { return }
        try RequestStore.move(row, at: row.version, .receive, by: actor.person, tx)
        guard let job = row.job else { return }
        let came: Int64 =
            try tx.value("SELECT coalesce(sum(received), 0) FROM stock_line WHERE paper_id = \(paper.id)") ?? 0
        guard came > 0 else { return }
        try RequestStore.letGo(job, of: row, as: "part_came", by: actor, tx)
        try RequestNotices.came(row, job, by: actor, tx)
    }

    /// Its transfer was taken back while it was under way: it is to be picked again, and kept back again where a job waits
    /// and as much is free still.
    static func recalled(_ paper: PaperRow, by actor: Actor, in company: OpenCompany, _ tx: Transaction) throws {
        guard let row = try RequestList.of(paper.id, tx), row.state == .sent, let from = row.from else { return }
        try RequestStore.move(row, at: row.version, .recall, setting: "paper_id = NULL", by: actor.person, tx)
        let lines = try RequestList.lines(of: row.id, tx)
        for line in lines { try tx.later("DELETE FROM part_request_pick WHERE line_id = \(line.id)") }
        guard row.job != nil else { return }
        let today = company.clock.day(of: tx.now)
        let free = try FreeStockList.all(lines.map(\.part.id), at: [from], on: today, tx)
        let needs = lines.compactMap { line -> PartNeed? in
            let count = min(line.approved ?? 0, free[StockMove.Key(new: line.part.id, at: from)]?.free ?? 0)
            return count > 0 ? PartNeed(position: line.position, part: line.part.id, quantity: count) : nil
        }
        try ReservationStore.reserve(
            needs, for: row.id, at: StockPlaceList.find(from, .company, tx),
            until: max(row.until ?? today, today.adding(days: StockSetting(tx).keptDays)), by: actor, in: company, tx)
    }
}

/// What can be picked for a line.
enum PickRules {
    /// - Throws: `stock.request.picked_over`, `stock.line.serial`, `stock.line.lot`, `stock.request.picked_twice`.
    static func check(_ picks: [RequestPick], of line: RequestLineRow) throws(Complaint) {
        let sum = picks.reduce(0) { $0 + $1.quantity }
        guard sum <= line.approved ?? 0 else { throw Complaint("stock.request.picked_over") }
        let marks = picks.map(\.mark).filter { !$0.isEmpty }
        guard Set(marks).count == marks.count else { throw Complaint("stock.request.picked_twice") }
        switch line.part.tracking {
        case .none: break
        case .serial where marks.count < picks.count: throw Complaint("stock.line.serial")
        case .lot where marks.count < picks.count: throw Complaint("stock.line.lot")
        case .serial, .lot: break
        }
    }
}
