import Base
import Database
import Domain
import Ground
import Web

/// What is to be counted.
struct NewCount: Sendable {
    let place: PlaceRow
    var scope = CountScope.all
    var group: ID<PartGroup>?
    var partClass: PartClass?
    var note = ""
}

/// Counts of the warehouse, from their beginning until somebody closes them.
enum CountStore {
    static let room = "stock"
    static let series = "stock_count"
    /// Lines of one: a larger store is counted shelf by shelf, or a group or class at a time.
    static let most = 5_000
    private static let together = 200

    /// Draws a number and writes down what is to be counted; its places cannot be counted otherwise until it ends.
    /// - Throws: `stock.count.taken` with the number of the count that a place is under; `stock.count.large`.
    static func open(
        _ new: NewCount, by actor: Actor, in company: OpenCompany, _ tx: Transaction
    ) throws -> CountRow {
        guard PlaceKind.byHand.contains(new.place.kind), !new.place.isRetired else { throw Refusal.denied }
        let shelves = try StockPlaceList.all(PlaceFilter(parent: new.place.id), tx)
        let places = ([new.place] + shelves).map(\.id)
        let taken: String? = try tx.value(
            """
            SELECT n.number FROM stock_count_place c JOIN stock_count n ON n.id = c.count_id
            WHERE c.place_id IN (\(places)) AND c.is_open = 1 ORDER BY n.id LIMIT 1
            """)
        if let taken { throw Complaint("stock.count.taken", taken) }
        let keys = try lines(new, places, company.clock.day(of: tx.now), tx)
        guard keys.count <= most else { throw Complaint("stock.count.large", String(most)) }
        let year = company.clock.calendar.year(of: company.clock.day(of: tx.now))
        let number = try NumberStore.next(series, year: year, tx)
        let last: Int64 = try tx.value("SELECT max(id) FROM stock_movement") ?? 0
        let id: ID<StockCount> = try tx.insert(
            """
            INSERT INTO stock_count (number, place_id, scope, group_id, part_class, state, note, opened_by, opened_at,
                                     opened_after)
            VALUES (\(number), \(new.place.id), \(new.scope), \(new.group), \(new.partClass?.rawValue ?? ""),
                    \(StockCountState.open), \(new.note), \(actor.person), \(tx.now), \(last))
            """)
        for place in places {
            try tx.later("INSERT INTO stock_count_place (count_id, place_id, is_open) VALUES (\(id), \(place), 1)")
        }
        try add(keys, to: id, tx)
        let detail = ["number": number, "place": new.place.code, "lines": String(keys.count)]
        try EventStore.add(Event("count_open", of: .stockCount(id), in: room, detail: detail), by: actor.person, tx)
        if let dealer = new.place.dealer {
            try OutboxStore.add(
                Notice("count_open", about: .stockCount(id), number, new.place.code),
                to: .dealer(dealer, [.dealerManager]), but: actor.person, tx)
        }
        return try StockCountList.find(number, .company, tx)
    }

    /// What lies there by the books, by places and codes.
    private static func lines(
        _ new: NewCount, _ places: [ID<StockPlace>], _ today: CalendarDay, _ tx: Transaction
    ) throws -> [CountKey] {
        let narrowed: SQL =
            switch new.scope {
            case .all: "1 = 1"
            case .group: "s.group_id = \(new.group)"
            case .partClass: try condition(new.partClass ?? .a, today, tx)
            }
        return try tx.rows(
            """
            SELECT b.place_id, b.part_id, b.owner, b.condition, b.lot FROM stock_balance b
            JOIN spare_part s ON s.id = b.part_id JOIN stock_place p ON p.id = b.place_id
            WHERE b.place_id IN (\(places)) AND b.quantity > 0 AND \(narrowed)
            GROUP BY p.code, s.code, b.place_id, b.part_id, b.owner, b.condition, b.lot
            ORDER BY p.code, s.code, b.part_id, b.owner, b.condition, b.lot LIMIT \(literal: most + 1)
            """
        ).map(CountKey.init)
    }

    /// The parts of a class (alias `s`), by what was used of them in a year.
    private static func condition(_ wanted: PartClass, _ today: CalendarDay, _ tx: Transaction) throws -> SQL {
        let classes = PartClass.classes(try StockCountList.used(since: today.adding(days: -365), tx))
        let isRest = wanted == .c
        let ids = classes.filter { isRest ? $0.value != .c : $0.value == wanted }.keys.sorted()
        return isRest ? "s.id NOT IN (\(ids))" : "s.id IN (\(ids))"
    }

    private static func add(_ keys: [CountKey], to count: ID<StockCount>, _ tx: Transaction) throws {
        for start in stride(from: 0, to: keys.count, by: together) {
            let rows = keys[start..<min(start + together, keys.count)].map { key -> SQL in
                "(\(count), \(key.place), \(key.part), \(key.owner), \(key.condition), \(key.lot))"
            }
            let values = rows.dropFirst().reduce(rows[0]) { $0 + "," + $1 }
            try tx.later(
                """
                INSERT INTO stock_count_line (count_id, place_id, part_id, owner, condition, lot) VALUES \(values)
                """)
        }
    }

    /// The line of what lies there, and a new one where nobody knew of it.
    static func line(_ key: CountKey, of count: CountRow, _ tx: Transaction) throws -> CountLineRow {
        func find() throws -> CountLineRow? {
            try StockCountList.all(
                """
                l.count_id = \(count.id) AND l.place_id = \(key.place) AND l.part_id = \(key.part)
                AND l.owner = \(key.owner) AND l.condition = \(key.condition) AND l.lot = \(key.lot)
                """, limit: 1, tx
            ).first
        }
        if let known = try find() { return known }
        guard count.state == .open else { throw Complaint("stock.count.second_only") }
        try add([key], to: count.id, tx)
        guard let line = try find() else { throw Refusal.hidden }
        return line
    }

    /// - Throws: `Refusal.stale` where it is not at that version, or cannot be done now.
    static func move(
        _ count: CountRow, at version: Int, _ deed: StockCountDeed, setting change: SQL? = nil,
        by person: ID<Person>, detail: [String: String] = [:], _ tx: Transaction
    ) throws {
        guard let state = count.state.after(deed) else { throw Refusal.stale(Complaint("stock.denied.state")) }
        let rest: SQL = change.map { ", \($0)" } ?? ""
        let changed = try tx.execute(
            """
            UPDATE stock_count SET state = \(state), version = version + 1 \(rest)
            WHERE id = \(count.id) AND version = \(version)
            """)
        guard changed == 1 else { throw Refusal.stale(Complaint("error.stale")) }
        if !state.isUnderWay {
            try tx.later("UPDATE stock_count_place SET is_open = 0 WHERE count_id = \(count.id)")
        }
        let event = Event("count_\(deed.rawValue)", of: .stockCount(count.id), in: room, detail: detail)
        try EventStore.add(event, by: person, tx)
    }

    /// What stands of a customer in what was written beside a count.
    static let erasing = Erasing { erasure, tx in
        try erasure.takeOut(tx) { without in "UPDATE stock_count SET note = \(without("note")) WHERE note <> ''" }
        return []
    }

    static let naming = SubjectNaming("stock_count") { ids, context, tx in
        guard context.may(CountRoutes.one) else { return [] }
        return try StockCountList.rows("n.id IN (\(ids)) AND \(StockPlaceList.within(context.actor.sight))", tx)
    } link: { row, context in
        let number: String = try row("number")
        return SubjectLink(label: number, href: context.paths(CountRoutes.one, number))
    }
}

extension EventSubject {
    static func stockCount(_ id: ID<StockCount>) -> EventSubject { EventSubject("stock_count", id.value) }
}
