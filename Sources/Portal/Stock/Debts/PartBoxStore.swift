import Database
import Domain
import Ground
import Web

/// A box of removed parts on its way: sent by the dealer, opened and counted by the keeper.
enum PartBoxStore {
    private static let (room, series) = ("stock", "part_box")

    /// - Throws: `stock.box.none` where none of them waits with this dealer; as `StockLedger.post`.
    static func send(
        _ debts: [ID<PartDebt>], wayBill: String, of dealer: ID<Dealer>, by actor: Actor, in company: OpenCompany,
        _ tx: Transaction
    ) throws -> PartBoxRow {
        let rows = try PartDebtList.all(
            "e.id IN (\(debts)) AND e.state = 'owed' AND \(PartDebtList.within(actor.sight))",
            limit: PartDebtList.mostInBox, tx)
        guard !rows.isEmpty else { throw Complaint("stock.box.none") }
        guard rows.count == Set(debts).count else { throw Refusal.stale(Complaint("error.stale")) }
        let day = company.clock.day(of: tx.now)
        let number = try NumberStore.next(series, year: company.clock.calendar.year(of: day), tx)
        let box: ID<PartBox> = try tx.insert(
            """
            INSERT INTO part_box (number, dealer_id, way_bill, sent_on, sent_by, sent_at)
            VALUES (\(number), \(dealer), \(wayBill), \(day), \(actor.person), \(tx.now))
            """)
        for row in rows {
            try PartDebtStore.move(row, .send, setting: "box_id = \(box), missed = 0", by: actor.person, tx)
        }
        guard let from = try owed(by: dealer, tx) else { throw Complaint("stock.box.none") }
        let to = try PlaceStore.single(.transit, tx)
        try StockLedger.post(
            rows.map { move($0, from, to, on: day, "box") }, by: actor, in: company, tx)
        let detail = ["number": number, "lines": String(rows.count)]
        try EventStore.add(Event("box_sent", of: .partBox(box), in: room, detail: detail), by: actor.person, tx)
        try OutboxStore.add(
            Notice("part_box", about: .partBox(box), number, String(rows.count)), to: .office(.keepers),
            but: actor.person, tx)
        guard let sent = try PartDebtList.box(number, .company, tx) else { throw Refusal.hidden }
        return sent
    }

    /// - Parameter came: those that were in it; what was not is owed again.
    static func receive(
        _ box: PartBoxRow, at version: Int, came: Set<ID<PartDebt>>, into place: ID<StockPlace>, by actor: Actor,
        in company: OpenCompany, _ tx: Transaction
    ) throws {
        let day = company.clock.day(of: tx.now)
        let changed = try tx.execute(
            """
            UPDATE part_box SET received_on = \(day), received_by = \(actor.person), received_at = \(tx.now),
                version = version + 1 WHERE id = \(box.id) AND version = \(version) AND received_at IS NULL
            """)
        guard changed == 1 else { throw Refusal.stale(Complaint("error.stale")) }
        let rows = try PartDebtList.all(
            "e.box_id = \(box.id) AND e.state = 'sent'", limit: PartDebtList.mostInBox, tx)
        let (transit, target) = (
            try PlaceStore.single(.transit, tx), try StockPlaceList.find(place, .company, tx)
        )
        guard let back = try owed(by: box.dealer, tx) else { throw Refusal.hidden }
        for row in rows {
            let isThere = came.contains(row.id)
            try PartDebtStore.move(
                row, isThere ? .receive : .miss, setting: isThere ? nil : "missed = 1, box_id = NULL", by: actor.person,
                tx)
        }
        try StockLedger.post(
            rows.map { move($0, transit, came.contains($0.id) ? target : back, on: day, "box") }, by: actor,
            in: company, tx)
        try PartChargeStore.giveBack(
            of: rows.map(\.id).filter(came.contains), by: actor, in: company, tx)
        let missing = rows.count { !came.contains($0.id) }
        let detail = ["lines": String(rows.count - missing), "gaps": missing == 0 ? "" : String(missing)]
        try EventStore.add(Event("box_received", of: .partBox(box.id), in: room, detail: detail), by: actor.person, tx)
        if missing > 0 {
            try OutboxStore.add(
                Notice("part_box_missing", about: .partBox(box.id), box.number, String(missing)),
                to: .dealer(box.dealer, [.dealerManager]), but: actor.person, tx)
        }
    }

    /// What becomes of one that was inspected: it leaves the store of defective parts.
    /// - Throws: `stock.denied.own` where one person inspects and scraps it; `stock.debt.nowhere` where it lies in no such store.
    static func dispose(
        _ debt: PartDebtRow, _ disposition: PartDisposition, by actor: Actor, in company: OpenCompany, _ tx: Transaction
    ) throws {
        if disposition == .scrap, debt.changedBy == actor.person { throw Complaint("stock.denied.own") }
        try PartDebtStore.move(
            debt, .dispose, setting: "disposition = \(disposition)", by: actor.person,
            detail: ["disposition": disposition.rawValue], tx)
        // What is repaired goes on by a paper of its own.
        guard let target = disposition.target else { return }
        guard let from = try lies(debt, tx) else { throw Complaint("stock.debt.nowhere", debt.part.code) }
        try post(debt, from, to: target, "disposition", by: actor, in: company, tx)
    }

    /// It was a mistake that it was owed: it never left the customer.
    static func waive(
        _ debt: PartDebtRow, because note: String, by actor: Actor, in company: OpenCompany, _ tx: Transaction
    ) throws {
        try PartDebtStore.move(
            debt, .waive, setting: "note = \(note)", by: actor.person, detail: ["note": note], tx)
        try PartChargeStore.giveBack(of: [debt.id], by: actor, in: company, tx)
        guard let from = try owed(by: debt.dealer, tx) else { throw Complaint("stock.debt.nowhere", debt.part.code) }
        try post(debt, from, to: .customer, "waived", by: actor, in: company, tx)
    }

    private static func post(
        _ debt: PartDebtRow, _ from: PlaceRow, to kind: PlaceKind, _ why: String, by actor: Actor,
        in company: OpenCompany, _ tx: Transaction
    ) throws {
        let to = try PlaceStore.single(kind, tx)
        try StockLedger.post(
            [move(debt, from, to, on: company.clock.day(of: tx.now), why)], by: actor, in: company, tx)
    }

    private static func owed(by dealer: ID<Dealer>, _ tx: Transaction) throws -> PlaceRow? {
        try StockPlaceList.all(PlaceFilter(kinds: [.dealerDefective], dealer: dealer, isOpen: false), tx).first
    }

    /// Where such a part lies in the company's own custody.
    private static func lies(_ debt: PartDebtRow, _ tx: Transaction) throws -> PlaceRow? {
        let ids: [ID<StockPlace>] = try tx.list(
            """
            SELECT b.place_id FROM stock_balance b JOIN stock_place o ON o.id = b.place_id
            WHERE b.part_id = \(debt.part.id) AND b.condition = 'defective' AND b.owner = 'company'
              AND b.serial = '' AND b.lot = '' AND b.quantity > 0 AND o.kind = 'defective'
            """)
        return try StockPlaceList.all(ids, tx).first
    }

    private static func move(
        _ debt: PartDebtRow, _ from: PlaceRow, _ to: PlaceRow, on day: CalendarDay, _ why: String
    ) -> StockMove {
        StockMove(
            part: debt.part.id, quantity: 1, from: from, to: to, condition: .defective, job: debt.job,
            visit: debt.visit, day: day, why: why)
    }
}

extension PartDisposition {
    /// Where it goes; nil where it stays.
    fileprivate var target: PlaceKind? {
        switch self {
        case .scrap: .loss
        case .supplier: .supplier
        case .customer: .customer
        case .refurbish: nil
        }
    }
}
