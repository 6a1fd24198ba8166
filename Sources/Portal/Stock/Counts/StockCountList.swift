import Database
import Domain
import Ground
import Web

/// Which counts are shown.
struct CountsFilter: PagedFilter {
    enum Tab: String, CaseIterable, Sendable { case open, all }

    static let paging = Paging(onward: "after", back: .toFirst)
    var tab: Tab
    var cursor: Cursor<ID<StockCount>>?

    init(_ asked: Asked) {
        tab = asked.word("tab") ?? .open
        cursor = asked.cursor(Self.paging) { ID($0) }
    }

    var fields: [Address.Field] { [("tab", tab.rawValue)] }
}

/// Which lines of a count are shown.
struct CountLineFilter: PagedFilter {
    enum Tab: String, CaseIterable, Sendable { case left, all, differing }

    static let paging = Paging(onward: "after", back: .toFirst)
    var tab: Tab?
    let typed: String
    var cursor: Cursor<ID<CountLine>>?

    init(_ asked: Asked) {
        (tab, typed) = (asked.word("tab"), asked.text("q"))
        cursor = asked.cursor(Self.paging) { ID($0) }
    }

    var fields: [Address.Field] { [("tab", tab?.rawValue ?? ""), ("q", typed)] }
}

enum StockCountList {
    static let pageSize = 50
    static let linesOnPage = 40

    /// The newest first. What a person sees of places he sees of their counts.
    static func slice(
        _ filter: CountsFilter, _ sight: Actor.Sight, size: Int = pageSize, _ tx: Transaction
    ) throws -> Slice<CountRow, ID<StockCount>> {
        try Slice(filter.cursor, size: size, key: { $0.id }) { limit in
            var condition = StockPlaceList.within(sight)
            if filter.tab == .open { condition += "AND n.state IN ('open', 'second', 'counted')" }
            if let key = filter.cursor?.key { condition += "AND n.id < \(key)" }
            return try tx.rows(
                "\(CountRow.columns) WHERE \(condition) ORDER BY n.id DESC LIMIT \(literal: limit)"
            ).map(CountRow.init)
        }
    }

    /// - Throws: `Refusal.hidden` where this person sees none.
    static func find(_ number: String, _ sight: Actor.Sight, _ tx: Transaction) throws -> CountRow {
        let row = try tx.row("\(CountRow.columns) WHERE n.number = \(number) AND \(StockPlaceList.within(sight))")
        guard let row else { throw Refusal.hidden }
        return try CountRow(row)
    }

    /// nil where there is none that is being counted.
    static func open(_ number: String, _ tx: Transaction) throws -> CountRow? {
        try tx.row("\(CountRow.columns) WHERE n.number = \(number) AND n.state IN ('open', 'second')").map(
            CountRow.init)
    }

    /// - Parameter condition: of counts with the alias `n`, of their places with `p`.
    static func rows(_ condition: SQL, _ tx: Transaction) throws -> [Row] {
        try tx.rows(
            "SELECT n.id, n.number FROM stock_count n JOIN stock_place p ON p.id = n.place_id WHERE \(condition)")
    }

    /// Its place, and the shelves that are counted with it.
    static func places(of count: ID<StockCount>, _ tx: Transaction) throws -> [PlaceRow] {
        let ids: [ID<StockPlace>] = try tx.list("SELECT place_id FROM stock_count_place WHERE count_id = \(count)")
        return try StockPlaceList.all(ids, tx)
    }

    /// Whether what was counted of a line (alias `l`) is not what the books said: by number, or which serials.
    static let differs: SQL = """
        (coalesce(l.second_quantity, l.first_quantity) <> coalesce(l.second_book, l.first_book)
         OR coalesce(l.second_quantity, l.first_quantity) IS NOT NULL
            AND EXISTS (SELECT 1 FROM stock_count_serial x WHERE x.line_id = l.id AND x.is_there <> x.was_booked
                          AND x.round = CASE WHEN l.second_quantity IS NULL THEN 1 ELSE 2 END))
        """

    /// How many are being counted, or wait to be closed.
    static func openCount(_ tx: Transaction) throws -> Int {
        try CountList.of("stock_count n WHERE n.state IN ('open', 'second', 'counted')", tx)
    }

    /// In the order in which they were written down: by places and codes, and what was found besides behind them.
    static func lines(
        of count: CountRow, _ filter: CountLineFilter, size: Int = linesOnPage, _ tx: Transaction
    ) throws -> Slice<CountLineRow, ID<CountLine>> {
        var narrowed: SQL = "l.count_id = \(count.id)"
        if count.state == .second { narrowed += "AND l.must_repeat = 1" }
        switch filter.tab {
        case .left where count.state == .second: narrowed += "AND l.second_quantity IS NULL"
        case .left: narrowed += "AND l.first_quantity IS NULL"
        case .differing where !count.state.isOpen: narrowed += "AND \(differs)"
        case .all, .differing, nil: break
        }
        if !filter.typed.isEmpty {
            narrowed += "AND s.id IN (\(try StockPartList.search(filter.typed, tx)))"
        }
        return try Slice(filter.cursor, size: size, key: { $0.id }) { limit in
            let after: SQL = filter.cursor.map { "AND l.id > \($0.key)" } ?? ""
            return try all(narrowed + after, limit: limit, tx)
        }
    }

    static func lines(of count: ID<StockCount>, _ tx: Transaction) throws -> [CountLineRow] {
        try all("l.count_id = \(count)", tx)
    }

    /// Those of these that are lines of the count.
    static func lines(_ ids: [ID<CountLine>], of count: ID<StockCount>, _ tx: Transaction) throws -> [CountLineRow] {
        try all("l.count_id = \(count) AND l.id IN (\(ids))", tx)
    }

    /// - Parameter condition: of lines with the alias `l`.
    static func all(_ condition: SQL, limit: Int = CountStore.most, _ tx: Transaction) throws -> [CountLineRow] {
        var lines = try tx.rows(
            "\(CountLineRow.columns) WHERE \(condition) ORDER BY l.id LIMIT \(literal: limit)"
        ).map(CountLineRow.init)
        let bySerial = lines.filter(\.isBySerial).map(\.id)
        guard !bySerial.isEmpty else { return lines }
        let seen = try tx.rows(
            """
            SELECT line_id, round, serial FROM stock_count_serial
            WHERE line_id IN (\(bySerial)) AND is_there = 1 ORDER BY id
            """
        ).reduce(into: [ID<CountLine>: [Int: [String]]]()) {
            try $0[$1("line_id"), default: [:]][$1("round"), default: []].append($1("serial"))
        }
        for index in lines.indices { lines[index].seen = seen[lines[index].id] ?? [:] }
        return lines
    }

    /// Whether there are lines beyond one.
    static func hasMore(beyond line: ID<CountLine>?, in count: CountRow, _ tx: Transaction) throws -> Bool {
        guard let line else { return false }
        let narrowed: SQL = count.state == .second ? "AND l.must_repeat = 1" : ""
        return try tx.row(
            "SELECT 1 FROM stock_count_line l WHERE l.count_id = \(count.id) AND l.id > \(line) \(narrowed) LIMIT 1"
        ) != nil
    }

    /// The serials of lines that were there and not booked, or booked and not there, in the round that holds.
    static func strays(
        of lines: [CountLineRow], _ tx: Transaction
    ) throws -> [ID<CountLine>: [(serial: String, isThere: Bool)]] {
        let rounds = Dictionary(
            uniqueKeysWithValues: lines.filter(\.isBySerial).map { ($0.id, $0.second == nil ? 1 : 2) })
        return try tx.rows(
            """
            SELECT line_id, round, serial, is_there FROM stock_count_serial
            WHERE line_id IN (\(rounds.keys.sorted())) AND is_there <> was_booked ORDER BY id
            """
        ).reduce(into: [:]) { all, row in
            let line: ID<CountLine> = try row("line_id")
            guard try rounds[line] == row("round") else { return }
            all[line, default: []].append((try row("serial"), try row("is_there")))
        }
    }

    /// How many lines it has, how many are counted, how many are to be counted a second time and are not yet.
    static func progress(
        of count: ID<StockCount>, _ tx: Transaction
    ) throws -> (all: Int, counted: Int, second: Int) {
        let row = try tx.one(
            """
            SELECT count(*) AS lines, count(l.first_quantity) AS counted,
                   count(CASE WHEN l.must_repeat = 1 AND l.second_quantity IS NULL THEN 1 END) AS open
            FROM stock_count_line l WHERE l.count_id = \(count)
            """)
        return (try row("lines"), try row("counted"), try row("open"))
    }

    /// Whether this person has counted any of it, or said that it is counted.
    static func hasCounted(_ person: ID<Person>, in count: CountRow, _ tx: Transaction) throws -> Bool {
        if count.handedBy == person { return true }
        return try tx.row(
            """
            SELECT 1 FROM stock_count_line
            WHERE count_id = \(count.id) AND (first_by = \(person) OR second_by = \(person)) LIMIT 1
            """) != nil
    }

    /// What came and went of these lines since the count began, until it was closed; its own movements are none.
    static func moved(
        _ lines: [CountLineRow], in count: CountRow, _ tx: Transaction
    ) throws -> [CountKey: (came: Int64, went: Int64)] {
        let (places, parts) = (Set(lines.map(\.place)).sorted(), Set(lines.map(\.part.id)).sorted())
        let until = count.closedAt ?? tx.now
        func side(_ column: SQL, _ came: SQL, _ went: SQL) -> SQL {
            """
            SELECT \(column) AS place_id, part_id, owner, condition, lot, \(came) AS came, \(went) AS went
            FROM stock_movement WHERE \(column) IN (\(places)) AND part_id IN (\(parts)) AND id > \(count.openedAfter)
              AND made_at <= \(until) AND (count_id IS NULL OR count_id <> \(count.id))
            """
        }
        return try tx.rows(
            """
            SELECT m.place_id, m.part_id, m.owner, m.condition, m.lot, sum(m.came) AS came, sum(m.went) AS went FROM (
                \(side("to_id", "quantity", "0")) UNION ALL \(side("from_id", "0", "quantity"))) m
            GROUP BY m.place_id, m.part_id, m.owner, m.condition, m.lot
            """
        ).reduce(into: [:]) { try $0[CountKey($1)] = ($1("came"), $1("went")) }
    }

    /// What the company's own goods of these parts are worth.
    static func worths(_ lines: [CountLineRow], _ tx: Transaction) throws -> [ID<SparePart>: StockWorth] {
        let parts = Set(lines.map(\.part.id)).sorted()
        return try tx.rows("SELECT part_id, quantity, value FROM stock_worth WHERE part_id IN (\(parts))").reduce(
            into: [:]
        ) { try $0[$1("part_id")] = StockWorth(quantity: $1("quantity"), value: $1("value")) }
    }

    /// The value of what left the company's places of each part since a day, minor units.
    static func used(since day: CalendarDay, _ tx: Transaction) throws -> [ID<SparePart>: Int64] {
        try tx.rows(
            """
            SELECT part_id, sum(value_out) AS used FROM stock_movement
            WHERE on_day >= \(day) AND value_out > 0 AND reverses_id IS NULL AND count_id IS NULL GROUP BY part_id
            """
        ).reduce(into: [:]) { try $0[$1("part_id")] = $1("used") }
    }
}
