import Database
import Domain
import Ground
import Web
import Work

/// What becomes of the parts of a visit, in its transaction: what lies on the dealer's own shelf leaves it, what does not is
/// an open difference, and for what must come back a debt is born. Words that name no part of the catalogue stay words.
enum FitParts {
    /// Asks with the visit's own questions, so that it costs few journeys of its own.
    static func prepare(
        _ visit: LoggedVisit, by actor: Actor, in company: OpenCompany, _ tx: Transaction
    ) throws -> (Bool) throws -> Void {
        let named = visit.parts.compactMap(\.part)
        guard let dealer = visit.dealer, !named.isEmpty else { return { _ in } }
        let parts = try StockPartList.ask(named, tx)
        let setting = try StockSetting.ask(tx)
        let shelf = try StockShelfList.ask(of: dealer, for: actor.person, named, tx)
        let tracked = visit.parts.filter(\.isTracked).compactMap(\.part)
        if !tracked.isEmpty {
            let held = try PartSwapStore.ask(of: visit.job, tracked, tx)
            if try setting.value().isOn {
                let fitted = try FittedPart.all(visit, parts.value())
                try PartSwapStore.add(fitted, from: shelf.value().lies, held.value(), of: visit, tx)
            }
        }
        return { mayBeCovered in
            guard try setting.value().isOn else { return }
            let fitted = try FittedPart.all(visit, parts.value())
            guard !fitted.isEmpty else { return }
            let owed = fitted.filter { $0.part.mustReturn.isOwed(isCovered: mayBeCovered) }
            let today = company.clock.day(of: tx.now)
            let moves =
                try used(fitted, visit, from: shelf.value(), on: today, by: actor, tx)
                + removed(owed, visit, of: dealer, shelf.value(), on: today, by: actor, tx)
            try StockLedger.post(moves, by: actor, in: company, tx)
            try PartDebtStore.bear(
                owed, of: visit, dealer: dealer, due: visit.day.adding(days: setting.value().returnDays), by: actor, tx)
        }
    }

    /// What leaves the shelf. Who has no store of ours fits parts of his own.
    private static func used(
        _ fitted: [FittedPart], _ visit: LoggedVisit, from known: DealerShelf, on day: CalendarDay, by actor: Actor,
        _ tx: Transaction
    ) throws -> [StockMove] {
        guard let place = known.place else { return [] }
        let customer = try known.customer ?? PlaceStore.single(.customer, tx)
        var shelf = Shelf(known.lies)
        var isShort = false
        let moves: [StockMove] = try fitted.flatMap { part in
            let taken = shelf.take(part)
            let missing = part.quantity - taken.reduce(0) { $0 + $1.1 }
            isShort = isShort || missing > 0
            // What is followed by serials is looked for piece by piece.
            let isApart = part.part.tracking == .serial
            let gaps = missing > 0 ? Array(repeating: isApart ? 1 : missing, count: isApart ? Int(missing) : 1) : []
            for quantity in gaps {
                try GapStore.add(
                    NewGap(
                        kind: .used, part: part.part.id, quantity: quantity, dealer: visit.dealer, place: place.id,
                        job: visit.job, visit: visit.id), by: actor.person, tx)
            }
            return taken.map { line, count in
                StockMove(
                    part: part.part.id, quantity: count, from: place, to: customer, condition: line.condition,
                    serial: line.serial, lot: line.lot, job: visit.job, visit: visit.id, day: day, why: "use")
            }
        }
        if isShort {
            try OutboxStore.add(
                Notice("stock_used_without", about: .job(visit.job), visit.number), to: .office([.stockManager]),
                but: actor.person, tx)
        }
        return moves
    }

    /// What was taken out of the machine lies with the dealer until it comes back.
    private static func removed(
        _ owed: [FittedPart], _ visit: LoggedVisit, of dealer: ID<Dealer>, _ known: DealerShelf, on day: CalendarDay,
        by actor: Actor, _ tx: Transaction
    ) throws -> [StockMove] {
        guard !owed.isEmpty else { return [] }
        let customer = try known.customer ?? PlaceStore.single(.customer, tx)
        let place = try known.owed ?? PlaceStore.addOwed(of: dealer, by: actor.person, tx)
        return owed.map {
            StockMove(
                part: $0.part.id, quantity: $0.quantity, from: customer, to: place, condition: .defective,
                job: visit.job, visit: visit.id, day: day, why: "defective")
        }
    }
}

/// A part of the catalogue that was fitted.
struct FittedPart: Sendable {
    let part: StockPart
    let quantity: Int64
    /// What was written behind its code, its serial or its name, as serials are kept.
    let words: Set<String>
    /// The one of them that is most likely its serial.
    let serial: String?
    /// The serials of what came out for it.
    let removed: [String]

    static func all(_ visit: LoggedVisit, _ known: [ID<SparePart>: StockPart]) -> [FittedPart] {
        visit.parts.compactMap { part in
            part.part.flatMap { known[$0] }.map { row in
                let mention = PartMention(part.name)
                return FittedPart(
                    part: row, quantity: Int64(part.quantity), words: mention.words, serial: mention.serial,
                    removed: part.removed)
            }
        }
    }
}

/// What lies on a dealer's shelf, as one visit takes from it.
struct Shelf {
    private var lines: [ShelfLine]

    init(_ lines: [ShelfLine]) { self.lines = lines }

    /// As much of it as there is; of what is followed by serials the one that was written, or the only one there is.
    mutating func take(_ part: FittedPart) -> [(ShelfLine, Int64)] {
        var missing = part.quantity
        var taken: [(ShelfLine, Int64)] = []
        let own = lines.indices.filter { lines[$0].part == part.part.id && lines[$0].quantity > 0 }
        let named = own.filter { part.words.contains(lines[$0].serial) }
        let isOnlyWay = named.isEmpty && own.count == part.quantity
        let candidates = part.part.tracking == .serial ? (isOnlyWay ? own : named) : own
        for index in candidates where missing > 0 {
            let count = min(missing, lines[index].quantity)
            taken.append((lines[index], count))
            lines[index].quantity -= count
            missing -= count
        }
        return taken
    }
}
