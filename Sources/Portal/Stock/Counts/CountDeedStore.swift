import Base
import Database
import Domain
import Ground
import HTTPTypes
import Web

/// A shortage at a dealer's, put forward for his account: it counts once another person has confirmed it there.
package struct CountCharge: Sendable {
    package let dealer: ID<Dealer>
    package let amount: Money
    package let day: CalendarDay
    /// The number of the count.
    package let number: String
}

package enum CountSlots {
    /// Puts it forward, in the transaction that closes the count.
    package static let charge = Slot<@Sendable (CountCharge, Actor, OpenCompany, Transaction) throws -> Void>(
        "count.charge")
}

/// What is done to a count as a whole.
enum CountDeedStore {
    /// Says that it is counted. What differs by too much is first counted a second time, by others.
    /// - Throws: `stock.count.nothing`, `stock.count.second_left` with how many; `Refusal.stale`.
    static func handIn(_ count: CountRow, at version: Int, by actor: Actor, _ tx: Transaction) throws {
        let progress = try StockCountList.progress(of: count.id, tx)
        guard progress.counted > 0 else { throw Complaint("stock.count.nothing") }
        if count.state == .second {
            guard progress.second == 0 else { throw Complaint("stock.count.second_left", String(progress.second)) }
        }
        let doubtful = count.state == .open ? try doubtful(count, tx) : []
        if !doubtful.isEmpty {
            _ = try tx.execute("UPDATE stock_count_line SET must_repeat = 1 WHERE id IN (\(doubtful))")
        }
        try CountStore.move(
            count, at: version, doubtful.isEmpty ? .handIn : .doubt,
            setting: "handed_by = \(actor.person), handed_at = \(tx.now)", by: actor.person,
            detail: ["lines": String(progress.counted), "second": doubtful.isEmpty ? "" : String(doubtful.count)], tx)
        let kind = doubtful.isEmpty ? "count_counted" : "count_second"
        let notice = Notice(kind, about: .stockCount(count.id), count.number, on: String(version))
        try OutboxStore.add(
            notice, to: .office(doubtful.isEmpty ? CountRoutes.closers : .keepers), but: actor.person, tx)
    }

    /// What must be counted once more and was not yet.
    private static func doubtful(_ count: CountRow, _ tx: Transaction) throws -> [ID<CountLine>] {
        let limits = try CountSetting.limits(tx)
        let lines = try StockCountList.all(
            "l.count_id = \(count.id) AND l.second_quantity IS NULL AND \(StockCountList.differs)", tx)
        let (strays, worths) = (try StockCountList.strays(of: lines, tx), try StockCountList.worths(lines, tx))
        return lines.filter { line in
            guard let time = line.last else { return false }
            // One serial less and another more is no difference by number.
            let off = line.isBySerial ? Int64(strays[line.id]?.count ?? 0) : abs(time.quantity - time.book)
            return limits.isDoubtful(
                book: time.book, counted: time.book + off, worth: line.worth(of: off, worths) ?? 0)
        }.map(\.id)
    }

    /// Posts what differs: found goods come from where lost ones go. After it nothing is dated before this day there.
    /// - Parameter charges: whether what is short is put forward for the dealer's account.
    /// - Throws: `stock.denied.own` to who has counted any of it; `RefusedCount`; `Refusal.stale`.
    static func close(
        _ count: CountRow, at version: Int, charges: Bool, by actor: Actor, in company: OpenCompany, _ tx: Transaction
    ) throws {
        guard try !StockCountList.hasCounted(actor.person, in: count, tx) else { throw Complaint("stock.denied.own") }
        let lines = try StockCountList.all("l.count_id = \(count.id) AND \(StockCountList.differs)", tx)
        let places = try StockCountList.places(of: count.id, tx)
        let day = company.clock.day(of: tx.now)
        let loss = try PlaceStore.single(.loss, tx)
        let moves = try moves(lines, of: count, places, loss, on: day, tx)
        let shortage = try charges && count.placeNames.dealer != nil ? short(lines, tx) : 0
        try CountStore.move(
            count, at: version, .close,
            setting: """
                closed_by = \(actor.person), closed_at = \(tx.now), closed_on = \(day),
                charged = \(shortage > 0 ? shortage : nil as Int64?)
                """, by: actor.person, detail: ["lines": String(lines.count)], tx)
        do { try StockLedger.post(moves.map(\.move), by: actor, in: company, tx) } catch let refused as RefusedLines {
            throw RefusedCount(
                complaints: Dictionary(
                    refused.complaints.map { (moves[$0.key].line, $0.value) }, uniquingKeysWith: { one, _ in one }))
        }
        try PlaceStore.setCounted(places.map(\.id), on: day, tx)
        guard shortage > 0, let dealer = count.placeNames.dealer else { return }
        let charge = CountCharge(
            dealer: dealer, amount: Money(shortage, company.currency), day: day, number: count.number)
        for slot in company.fittings[CountSlots.charge] { try slot(charge, actor, company, tx) }
    }

    private static func moves(
        _ lines: [CountLineRow], of count: CountRow, _ places: [PlaceRow], _ loss: PlaceRow, on day: CalendarDay,
        _ tx: Transaction
    ) throws -> [(line: ID<CountLine>, move: StockMove)] {
        let known = Dictionary(uniqueKeysWithValues: places.map { ($0.id, $0) })
        let strays = try StockCountList.strays(of: lines, tx)
        return lines.flatMap { line -> [(line: ID<CountLine>, move: StockMove)] in
            guard let place = known[line.place], let time = line.last else { return [] }
            func move(_ quantity: Int64, serial: String = "") -> (line: ID<CountLine>, move: StockMove) {
                (
                    line.id,
                    StockMove(
                        part: line.part.id, quantity: abs(quantity), from: quantity > 0 ? loss : place,
                        to: quantity > 0 ? place : loss, owner: line.owner, condition: line.condition, serial: serial,
                        lot: line.lot, count: count.id, day: day, why: "count")
                )
            }
            return line.isBySerial
                ? (strays[line.id] ?? []).map { move($0.isThere ? 1 : -1, serial: $0.serial) }
                : [move(time.quantity - time.book)]
        }
    }

    /// What the company's own goods that are short are worth, minor units.
    private static func short(_ lines: [CountLineRow], _ tx: Transaction) throws -> Int64 {
        let (strays, worths) = (try StockCountList.strays(of: lines, tx), try StockCountList.worths(lines, tx))
        return Int64(
            clamping: lines.reduce(Int128(0)) { sum, line in
                let missing = line.missing(strays[line.id] ?? [])
                return sum + (line.worth(of: missing, worths) ?? 0)
            })
    }
}

extension CountLineRow {
    /// - Parameter strays: of a line that is counted by serials.
    func missing(_ strays: [(serial: String, isThere: Bool)]) -> Int64 {
        guard let last else { return 0 }
        return isBySerial ? Int64(strays.count { !$0.isThere }) : max(0, last.book - last.quantity)
    }

    /// Minor units; nil where the goods are not the company's, or worth nothing by themselves.
    func worth(of quantity: Int64, _ worths: [ID<SparePart>: StockWorth]) -> Int128? {
        guard owner == .company, condition.isValued else { return nil }
        return (worths[part.id] ?? StockWorth()).share(of: quantity)
    }
}

/// Why lines of a count could not be posted.
struct RefusedCount: DeedRefusal {
    let complaints: [ID<CountLine>: Complaint]

    var status: HTTPResponse.Status { .unprocessableContent }
    func complaint(_: Reader) -> Complaint { Complaint("stock.denied.lines", String(complaints.count)) }
}
