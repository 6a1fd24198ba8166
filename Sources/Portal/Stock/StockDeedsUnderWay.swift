import Database
import Domain
import Ground

/// What of the warehouse is under way: orders, loans, counts, a device taken apart.
extension StockDeeds {
    /// - Returns: its number.
    package func order(
        _ lines: [Line], from supplier: String, at code: String, due: CalendarDay, isPlaced: Bool = true,
        by actor: Actor, _ tx: Transaction
    ) throws -> String {
        let wanted = try known(lines, tx).map {
            NewOrder.Line(position: $0.position, part: $0.part, quantity: $0.quantity, price: $0.cost)
        }
        let order = try OrderStore.add(
            NewOrder(supplier: supplier, place: place(code, tx), due: due, lines: wanted), by: actor, in: company, tx)
        if isPlaced { try OrderStore.place(order, at: order.version, by: actor, in: company, tx) }
        return order.number
    }

    /// So much of it came.
    package func receive(
        _ lines: [Line], ofOrder number: String, by actor: Actor, _ tx: Transaction
    ) throws {
        let order = try OrderList.find(number, tx)
        let paper = NewPaper(
            kind: .receipt, from: try PlaceStore.single(.supplier, tx), to: order.place, reason: .purchase,
            day: company.clock.day(of: tx.now), lines: try known(lines, tx))
        _ = try OrderReceiptStore.receive(paper, of: order, by: actor, in: company, tx)
    }

    /// A device that is lent, and so many of it in a store.
    package func addDevice(
        _ code: String, fa: String, en: String, serials: [String], cost: Int64, at place: String, by actor: Actor,
        _ tx: Transaction
    ) throws {
        _ = try PartStore.addNew(
            code, PartFacts(nameFa: fa, nameEn: en, tracking: .serial), by: actor.person, tx)
        try receive(serials.map { Line(code, 1, cost: cost, serial: $0) }, at: place, by: actor, tx)
    }

    package func lend(
        _ serial: String, for job: String, deposit: Int64, condition: String, due: CalendarDay, by actor: Actor,
        _ tx: Transaction
    ) throws {
        _ = try LoanStore.add(
            NewLoan(serial: serial, code: "", job: job, deposit: deposit, condition: condition, due: due), by: actor,
            in: company, tx)
    }

    /// A count of a place, of which a part is counted: as the books say, but for so many less of its first line.
    package func count(
        _ code: String, lines: Int, missing: Int64, by actor: Actor, counter: Actor, _ tx: Transaction
    ) throws {
        let count = try CountStore.open(NewCount(place: place(code, tx)), by: actor, in: company, tx)
        let known = try StockCountList.lines(of: count.id, tx).filter { !$0.isBySerial }.prefix(lines)
        for (index, line) in known.enumerated() {
            let stock = try FreeStockList.all(
                [line.part.id], at: [line.place], on: company.clock.day(of: tx.now), tx)
            let lies = stock[StockMove.Key(new: line.part.id, at: line.place)]?.onHand ?? 0
            let counted = max(0, lies - (index == 0 ? missing : 0))
            try CountLineStore.save([(line, .number(counted))], of: count, by: counter, tx)
        }
    }
}
