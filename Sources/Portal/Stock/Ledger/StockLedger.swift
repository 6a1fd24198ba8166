import Database
import Domain
import Ground

/// The movements of all parts, what lies where, and what it is worth. Movements are only ever added; what lies where and what
/// it is worth change in the same transaction, and never fall below zero.
enum StockLedger {
    /// All of them or none, in their order, in two journeys to a server however many they are.
    /// - Returns: what each of them does to the value of the company's own goods.
    /// - Throws: `RefusedLines`.
    @discardableResult
    static func post(
        _ moves: [StockMove], by actor: Actor, in company: OpenCompany, _ tx: Transaction
    ) throws -> [MovedRow] {
        guard !moves.isEmpty else { return [] }
        let today = company.clock.day(of: tx.now)
        var standing = try StandingStock(moves, today: today, tx)
        var complaints: [Int: Complaint] = [:]
        var rows: [MovedRow] = []
        for (index, move) in moves.enumerated() {
            do throws(Complaint) { rows.append(try standing.apply(move)) } catch { complaints[index] = error }
        }
        guard complaints.isEmpty else {
            throw RefusedLines(complaints: try explained(complaints, moves, standing, on: today, to: actor, tx))
        }
        for (move, row) in zip(moves, rows) { try StockMovementStore.add(move, row, by: actor.person, tx) }
        try standing.write(tx)
        for (key, left) in standing.overdrawn(moves) {
            try ReservationStore.shrink(key.part, at: key.place, to: left, on: today, tx)
        }
        return rows
    }

    /// Says of what is too little where the rest lies, as far as this person sees places.
    private static func explained(
        _ complaints: [Int: Complaint], _ moves: [StockMove], _ standing: StandingStock,
        on today: CalendarDay, to actor: Actor, _ tx: Transaction
    ) throws -> [Int: Complaint] {
        try complaints.reduce(into: [:]) { explained, item in
            let (index, complaint) = item
            let move = moves[index]
            guard complaint.key == StandingStock.short else {
                explained[index] = complaint
                return
            }
            let short = ShortStock(
                place: move.from.code, onHand: standing.all(move), own: standing.onHand(move),
                reserved: standing.reserved(move),
                elsewhere: try StockMovementStore.elsewhere(move, actor.sight, on: today, tx))
            explained[index] = short.complaint(to: actor)
        }
    }
}

/// What a movement does to the value of the company's own goods.
struct MovedRow: Sendable {
    var valueIn: Int64 = 0
    var valueOut: Int64 = 0
}

/// What the moves of a paper begin from, as it changes with each of them.
struct StandingStock {
    static let short = "stock.denied.short"
    private var balances: [StockMove.Key: Int64]
    private var changes: [StockMove.Key: Int64] = [:]
    private var worths: [ID<SparePart>: StockWorth]
    /// What is kept back for others, of new goods of ours.
    private let kept: [StockMove.Key: Int64]
    private var serials: [StockMove.Key: StockMove.Key]
    private let later: [StockMove.Key: [Int64]]

    init(_ moves: [StockMove], today: CalendarDay, _ tx: Transaction) throws {
        let balances = try StockBalanceStore.balances(moves, tx)
        let worths = try StockBalanceStore.worths(moves, tx)
        let kept = try StockBalanceStore.reserved(moves, on: today, tx)
        let serials = try StockBalanceStore.serials(moves, tx)
        let later = try StockBalanceStore.later(moves, today: today, tx)
        (self.balances, self.worths, self.kept) = (try balances.value(), try worths.value(), try kept.value())
        self.serials = try serials.value()
        self.later = later
    }

    func onHand(_ move: StockMove) -> Int64 { balances[move.key(at: move.from)] ?? 0 }

    func reserved(_ move: StockMove) -> Int64 {
        move.owner == .company && move.condition == .new
            ? kept[StockMove.Key(new: move.part, at: move.from.id)] ?? 0 : 0
    }

    /// What lies there of such goods, whichever serial or lot.
    func all(_ move: StockMove) -> Int64 {
        balances.reduce(0) { sum, item in
            let key = item.key
            let isSuch =
                key.part == move.part && key.place == move.from.id && key.owner == move.owner
                && key.condition == move.condition
            return isSuch ? sum + item.value : sum
        }
    }

    /// Whether what is kept back for others is left. What is lost is lost, whoever it was kept for.
    private func isFree(_ move: StockMove) -> Bool {
        let kept = reserved(move)
        return kept == 0 || move.to.kind == .loss
            || PartRequestRules.free(onHand: all(move), reserved: kept) >= move.quantity
    }

    /// Where less lies now than is kept back, and how much: what was lost is kept back no more.
    func overdrawn(_ moves: [StockMove]) -> [(StockMove.Key, Int64)] {
        let lost = moves.filter { $0.to.kind == .loss && reserved($0) > all($0) }
        return Dictionary(lost.map { (StockMove.Key(new: $0.part, at: $0.from.id), all($0)) }) { $1 }
            .sorted { ($0.key.part, $0.key.place) < ($1.key.part, $1.key.place) }.map { ($0.key, $0.value) }
    }

    /// - Throws: `stock.denied.short`, `stock.denied.earlier`, `stock.denied.serial_there`, `stock.denied.serial_one`.
    mutating func apply(_ move: StockMove) throws(Complaint) -> MovedRow {
        if !move.serial.isEmpty, move.quantity != 1 { throw Complaint("stock.denied.serial_one") }
        if move.from.kind.holds { try take(move) }
        if move.to.kind.holds { try put(move) }
        return try value(move)
    }

    private mutating func take(_ move: StockMove) throws(Complaint) {
        let key = move.key(at: move.from)
        let lies = balances[key] ?? 0
        guard lies >= move.quantity, isFree(move) else { throw Complaint(Self.short) }
        guard StockDay.canTake(move.quantity, onHand: lies, later: later[key] ?? []) else {
            throw Complaint("stock.denied.earlier")
        }
        change(key, by: -move.quantity)
        serials[Self.serial(move)] = nil
    }

    private mutating func put(_ move: StockMove) throws(Complaint) {
        let key = move.key(at: move.to)
        if !move.serial.isEmpty {
            guard serials[Self.serial(move)] == nil else { throw Complaint("stock.denied.serial_there", move.serial) }
            serials[Self.serial(move)] = key
        }
        guard (balances[key] ?? 0) <= StockWorth.most - move.quantity else { throw Complaint("stock.denied.large") }
        change(key, by: move.quantity)
    }

    private mutating func change(_ key: StockMove.Key, by quantity: Int64) {
        balances[key, default: 0] += quantity
        changes[key, default: 0] += quantity
    }

    private static func serial(_ move: StockMove) -> StockMove.Key { serial(move.part, move.serial) }

    static func serial(_ part: ID<SparePart>, _ serial: String) -> StockMove.Key {
        StockMove.Key(part: part, place: ID(0), owner: .company, condition: .new, serial: serial, lot: "")
    }

    private mutating func value(_ move: StockMove) throws(Complaint) -> MovedRow {
        guard move.isValued, move.from.kind.holds != move.to.kind.holds else { return MovedRow() }
        var worth = worths[move.part] ?? StockWorth()
        defer { worths[move.part] = worth }
        switch (move.to.kind.holds, move.cost) {
        case (true, .average): return MovedRow(valueIn: try worth.addAtAverage(move.quantity))
        case (true, .each(let cost)): return MovedRow(valueIn: try worth.add(move.quantity, at: cost))
        case (true, .worth(let value)):
            try worth.add(move.quantity, worth: value)
            return MovedRow(valueIn: value)
        case (false, .worth(let value)): return MovedRow(valueOut: try worth.take(move.quantity, worth: value))
        case (false, .average), (false, .each): return MovedRow(valueOut: try worth.take(move.quantity))
        }
    }

    /// In one order, so that two papers do not wait for each other; but a serial leaves where it lay before it lies elsewhere.
    private static func place(_ item: (key: StockMove.Key, value: Int64)) -> Order {
        let (key, change) = item
        return Order(
            part: key.part, serial: key.serial, step: key.serial.isEmpty ? 0 : change.signum(), place: key.place,
            rest: "\(key.owner) \(key.condition) \(key.lot)")
    }

    private struct Order: Comparable {
        let part: ID<SparePart>
        let serial: String
        let step: Int64
        let place: ID<StockPlace>
        let rest: String

        static func < (one: Order, other: Order) -> Bool {
            (one.part, one.serial, one.step, one.place, one.rest)
                < (other.part, other.serial, other.step, other.place, other.rest)
        }
    }

    func write(_ tx: Transaction) throws {
        for (key, change) in changes.sorted(by: { Self.place($0) < Self.place($1) }) {
            try StockBalanceStore.change(key, by: change, tx)
        }
        for (part, worth) in worths.sorted(by: { $0.key < $1.key }) { try StockBalanceStore.set(worth, of: part, tx) }
    }
}
