import Database
import Domain
import Ground
import Web

/// Where other rooms of this wing take part in a paper.
enum PaperSlots {
    typealias Follow = @Sendable (PaperRow, Actor, OpenCompany, Transaction) throws -> Void

    /// When a transfer is received, in its transaction, once it has moved.
    static let received = Slot<Follow>("paper.received")
    /// When a paper is taken back, in the same way.
    static let reversed = Slot<Follow>("paper.reversed")
    /// On a paper's page.
    static let cards = Slot<CardMaker<PaperRow>>("paper.cards")
}

/// What is done to a paper after it was written.
enum PaperDeedStore {
    /// - Parameter counts: how many of each line came, by its position; what is not in it came as it was sent.
    static func receive(
        _ paper: PaperRow, at version: Int, counts: [Int: Int64], by actor: Actor, in company: OpenCompany,
        _ tx: Transaction
    ) throws {
        let (from, to) = (try PlaceStore.single(.transit, tx), try StockPlaceList.find(paper.to, .company, tx))
        let day = company.clock.day(of: tx.now)
        try PaperStore.checkDay(day, [to], in: company, tx)
        let lines = try PaperList.lines(of: paper.id, tx)
        let sender = try StockPlaceList.find(paper.from, .company, tx)
        var moves: [StockMove] = []
        var gaps = 0
        for line in lines {
            let came = counts[line.position] ?? line.quantity
            if came > 0 {
                moves.append(line.move(min(came, line.quantity), from: from, to: to, of: paper.id, on: day, "receive"))
            }
            try tx.later("UPDATE stock_line SET received = \(came) WHERE id = \(line.id)")
            guard came != line.quantity else { continue }
            gaps += 1
            // Until it was received, it was the sender's to answer for.
            try GapStore.add(
                NewGap(
                    kind: came < line.quantity ? .short : .over, part: line.part.id,
                    quantity: abs(line.quantity - came), condition: line.condition, owner: line.owner,
                    serial: line.serial, lot: line.lot, dealer: sender.dealer, place: to.id, paper: paper.id,
                    line: line.id), by: actor.person, tx)
        }
        try PaperStore.move(
            paper, at: version, gaps == 0 ? .receive : .receiveOtherwise,
            setting: "closed_by = \(actor.person), closed_at = \(tx.now), closed_on = \(day)", by: actor.person,
            detail: ["gaps": gaps == 0 ? "" : String(gaps)], tx)
        try StockLedger.post(moves, by: actor, in: company, tx)
        for follow in company.fittings[PaperSlots.received] { try follow(paper, actor, company, tx) }
    }

    /// What two people do: another one than he who has written it. - Throws: `stock.denied.own`.
    static func confirm(
        _ paper: PaperRow, at version: Int, by actor: Actor, in company: OpenCompany, _ tx: Transaction
    ) throws {
        guard paper.madeBy != actor.person else { throw Complaint("stock.denied.own") }
        let (from, to) = (
            try StockPlaceList.find(paper.from, .company, tx), try StockPlaceList.find(paper.to, .company, tx)
        )
        try PaperStore.checkDay(paper.day, [from, to], in: company, tx)
        try PaperStore.move(
            paper, at: version, .confirm, setting: "closed_by = \(actor.person), closed_at = \(tx.now)",
            by: actor.person, tx)
        let moves = try PaperList.lines(of: paper.id, tx).map {
            $0.move($0.quantity, from: from, to: to, of: paper.id, on: paper.day, paper.kind.rawValue)
        }
        try StockLedger.post(moves, by: actor, in: company, tx)
    }

    /// As if it had never been: each of its rows is taken back by one of today, and never twice.
    static func reverse(
        _ paper: PaperRow, at version: Int, because reason: String, by actor: Actor, in company: OpenCompany,
        _ tx: Transaction
    ) throws {
        let moves = try StockMovementStore.reversal(
            of: paper.id, on: company.clock.day(of: tx.now), why: "reverse", tx)
        try PaperStore.checkDay(
            company.clock.day(of: tx.now), moves.flatMap { [$0.from, $0.to] }, in: company, tx)
        try PaperStore.move(
            paper, at: version, .reverse,
            setting: "reversed_by = \(actor.person), reversed_at = \(tx.now), reverse_reason = \(reason)",
            by: actor.person,
            detail: ["reason": reason], tx)
        do { try StockLedger.post(moves, by: actor, in: company, tx) } catch let refused as RefusedLines {
            throw refused.complaints.min { $0.key < $1.key }?.value ?? Complaint("stock.denied.state")
        }
        for follow in company.fittings[PaperSlots.reversed] { try follow(paper, actor, company, tx) }
    }
}
