import Database
import Domain
import Ground
import Web

/// Which waits are looked at: of which place and part, over how many days.
struct WaitFilter: PagedFilter {
    static let paging = Paging(onward: "after", back: .toFirst)
    let place: ID<StockPlace>?
    let part: ID<SparePart>?
    let days: Int
    var cursor: Cursor<ID<PartRequestLine>>?

    init(_ asked: Asked) {
        (place, part) = (asked.id("place"), asked.id("part"))
        days = asked.number("days", in: 1...366).flatMap { WaitSpan.spans.contains($0) ? $0 : nil } ?? 90
        cursor = asked.cursor(Self.paging) { ID($0) }
    }

    init(place: ID<StockPlace>?, part: ID<SparePart>?, days: Int) {
        (self.place, self.part, self.days, cursor) = (place, part, days, nil)
    }

    var fields: [Address.Field] {
        [
            ("place", place.map { $0.description } ?? ""), ("part", part.map { $0.description } ?? ""),
            ("days", String(days)),
        ]
    }
}

/// How long jobs waited for a part at a place.
struct WaitSum: Sendable {
    let part: StockPart
    let place: PlaceRow
    let jobs: Int
    let wait: WaitSpan
}

/// One line of a request that a job waited for.
struct WaitRow: Sendable {
    let line: ID<PartRequestLine>
    let request: String
    let job: String
    let part: StockPart
    let place: PlaceRow
    let madeAt: Instant
    let endedAt: Instant?
    let wait: WaitSpan
}

/// What missing parts cost in days: each request of a job, from when it was asked to when it came or was wanted no more; days on
/// which a job waited for several count once. A place is that which asked, and that which gave.
enum WaitList {
    static let pageSize = 50
    /// Those that cost most.
    static let most = 100

    /// Requests (alias `q`) that were open within the span: those that ended in it, and those that have not, each by the
    /// index of their ends.
    private static func requests(_ filter: WaitFilter, since: Instant, _ sight: Actor.Sight) -> SQL {
        let own: SQL = filter.place.map { "AND (q.place_id = \($0) OR q.from_id = \($0))" } ?? ""
        func side(_ end: SQL) -> SQL {
            """
            SELECT q.id, q.number, q.place_id, q.job_id, q.made_at, q.ended_at FROM part_request q
            WHERE q.job_id IS NOT NULL AND \(end) \(own) AND \(RequestList.within(sight))
            """
        }
        return "(\(side("q.ended_at >= \(since)")) UNION ALL \(side("q.ended_at IS NULL"))) w"
    }

    /// When a request (alias `w`) waited within the span.
    private static func span(since: Instant, now: Instant) -> SQL {
        """
        CASE WHEN w.made_at < \(since) THEN \(since) ELSE w.made_at END AS begins,
        CASE WHEN w.ended_at IS NULL OR w.ended_at > \(now) THEN \(now) ELSE w.ended_at END AS ends
        """
    }

    /// What is left of each span where those that begin before it are taken off: a job waits once, however many requests it has.
    private static let left: SQL = """
        CASE WHEN k.earlier IS NULL OR k.earlier < k.begins THEN k.ends - k.begins
             WHEN k.earlier < k.ends THEN k.ends - k.earlier ELSE 0 END
        """

    /// How far those reach that begin before.
    private static func reach(within keys: SQL) -> SQL {
        """
        max(a.ends) OVER (PARTITION BY \(keys) ORDER BY a.begins, a.id ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS earlier
        """
    }

    /// All of them together: how many jobs, and how long.
    static func total(
        _ filter: WaitFilter, since: Instant, _ sight: Actor.Sight, _ tx: Transaction
    ) throws -> (jobs: Int, wait: WaitSpan) {
        let row = try tx.one(
            """
            SELECT count(DISTINCT k.job_id) AS jobs, coalesce(sum(\(left)), 0) AS waited FROM (
                SELECT a.job_id, a.begins, a.ends, \(reach(within: "a.job_id")) FROM (
                    SELECT w.id, w.job_id, \(span(since: since, now: tx.now)) FROM \(requests(filter, since: since, sight))
                ) a) k
            """)
        return (try row("jobs"), WaitSpan(seconds: try row("waited")))
    }

    /// By part and place, what cost most first.
    static func sums(
        _ filter: WaitFilter, since: Instant, _ sight: Actor.Sight, _ tx: Transaction
    ) throws -> [WaitSum] {
        let rows = try tx.rows(
            """
            SELECT k.part_id, k.place_id, count(DISTINCT k.job_id) AS jobs, sum(\(left)) AS waited FROM (
                SELECT a.part_id, a.place_id, a.job_id, a.begins, a.ends, \(reach(within: "a.part_id, a.place_id, a.job_id"))
                FROM (
                    SELECT l.id, l.part_id, w.place_id, w.job_id, \(span(since: since, now: tx.now))
                    FROM \(requests(filter, since: since, sight)) JOIN part_request_line l ON l.request_id = w.id
                ) a) k
            GROUP BY k.part_id, k.place_id ORDER BY waited DESC, k.part_id, k.place_id LIMIT \(literal: most)
            """)
        let (parts, places) = try known(rows, tx)
        return try rows.compactMap { row in
            guard let part = parts[try row("part_id")], let place = places[try row("place_id")] else { return nil }
            return WaitSum(
                part: part, place: place, jobs: try row("jobs"), wait: WaitSpan(seconds: try row("waited")))
        }
    }

    private static func known(
        _ rows: [Row], _ tx: Transaction
    ) throws -> ([ID<SparePart>: StockPart], [ID<StockPlace>: PlaceRow]) {
        let parts: [ID<SparePart>] = try rows.map { try $0("part_id") }
        let places: [ID<StockPlace>] = try rows.map { try $0("place_id") }
        let known = try StockPlaceList.all(places, tx)
        return (
            try StockPartList.all(parts, tx), Dictionary(uniqueKeysWithValues: known.map { ($0.id, $0) })
        )
    }

    /// The waits one by one, the newest first.
    static func slice(
        _ filter: WaitFilter, since: Instant, _ sight: Actor.Sight, size: Int = pageSize, _ tx: Transaction
    ) throws -> Slice<WaitRow, ID<PartRequestLine>> {
        try Slice(filter.cursor, size: size, key: { $0.line }) { limit in
            var condition: SQL = filter.part.map { "l.part_id = \($0)" } ?? "1 = 1"
            if let key = filter.cursor?.key { condition += "AND l.id < \(key)" }
            let rows = try tx.rows(
                """
                SELECT l.id, l.part_id, w.place_id, w.number, w.made_at, w.ended_at, j.number AS job
                FROM \(requests(filter, since: since, sight)) JOIN part_request_line l ON l.request_id = w.id
                JOIN job j ON j.id = w.job_id WHERE \(condition) ORDER BY l.id DESC LIMIT \(literal: limit)
                """)
            let (parts, places) = try known(rows, tx)
            return try rows.compactMap { row in
                guard let part = parts[try row("part_id")], let place = places[try row("place_id")] else { return nil }
                let (made, ended): (Instant, Instant?) = (try row("made_at"), try row.optional("ended_at"))
                return WaitRow(
                    line: try row("id"), request: try row("number"), job: try row("job"), part: part, place: place,
                    madeAt: made, endedAt: ended, wait: WaitSpan(from: made, to: ended, since: since, now: tx.now))
            }
        }
    }
}
