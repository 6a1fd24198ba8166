import Database
import Domain
import Ground

/// How many claims there are, and how much they ask for. Counted up to a bound; the view by dealer and month has the exact
/// sums.
extension ClaimList {
    /// - Parameter counts: those of the states, where they are known: what is more than the bound by them is not read again.
    package static func total(
        _ filter: ClaimFilter, _ sight: Actor.Sight, counts: [ClaimState: Int] = [:], _ tx: Transaction
    ) throws -> Total {
        let known = filter.group != nil ? 0 : filter.state.map { counts[$0] ?? 0 } ?? counts.values.reduce(0, +)
        guard known <= CountList.bound else { return Total(count: CountList.bound + 1, claimed: nil) }
        let row = try tx.one(totals(filter, sight))
        let count: Int = try row("count")
        return Total(count: count, claimed: count > CountList.bound ? nil : try row("claimed"))
    }

    static func totals(_ filter: ClaimFilter, _ sight: Actor.Sight) -> SQL {
        """
        SELECT count(*) AS count, coalesce(sum(claimed), 0) AS claimed
        FROM (SELECT c.claimed \(some(conditions(filter, sight), filter))) bounded
        """
    }

    /// How many there are, where nobody asks for the sum.
    static func count(_ filter: ClaimFilter, _ sight: Actor.Sight, _ tx: Transaction) throws -> Reply<Int> {
        try tx.ask(counting(filter, sight)) { try $0.first.map { try $0("count") } ?? 0 }
    }

    static func counting(_ filter: ClaimFilter, _ sight: Actor.Sight) -> SQL {
        "SELECT count(*) AS count FROM (SELECT 1 AS one \(some(conditions(filter, sight), filter))) bounded"
    }

    /// How many there are in each state, whatever state the filter names.
    package static func counts(
        _ filter: ClaimFilter, _ sight: Actor.Sight, _ tx: Transaction
    ) throws -> Reply<[ClaimState: Int]> {
        let others = conditions(filter.with(state: nil), sight)
        var all: SQL = ""
        for (place, state) in ClaimState.allCases.enumerated() {
            if place > 0 { all += "UNION ALL" }
            all += """
                SELECT \(literal: place) AS place, count(*) AS count
                FROM (SELECT 1 AS one \(some(others + ["c.state = \(state)"], filter))) bounded
                """
        }
        return try tx.ask(all) { rows in
            try rows.reduce(into: [:]) { counts, row in
                counts[ClaimState.allCases[try row("place")]] = try row("count") as Int
            }
        }
    }

    /// One more than the bound tells that there are more. What is not searched by words needs the claims alone.
    private static func some(_ conditions: [SQL], _ filter: ClaimFilter) -> SQL {
        let job: SQL = SearchText.key(filter.words).isEmpty ? "" : "JOIN job j ON j.id = c.job_id"
        return "FROM claim c \(job) WHERE \(conditions.joinedByAnd()) LIMIT \(literal: CountList.bound + 1)"
    }

    static func share(since begin: Instant, _ tx: Transaction) throws -> Reply<Share> {
        try tx.ask(
            """
            SELECT count(*) AS decided, coalesce(sum(CASE WHEN decided_by IS NULL THEN 1 ELSE 0 END), 0) AS automatic,
                   coalesce(sum(CASE WHEN decided_by IS NULL THEN approved ELSE 0 END), 0) AS amount
            FROM claim WHERE decided_at >= \(begin) AND state IN ('approved', 'part_approved', 'rejected')
            """
        ) { rows in
            guard let row = rows.first else { throw DatabaseFault.noRow }
            return Share(
                decided: try row("decided"), automatic: try row("automatic"), automaticAmount: try row("amount"))
        }
    }

    /// The months from the first claim to the last, newest first.
    package static func periods(_ sight: Actor.Sight, _ tx: Transaction) throws -> Reply<[Period]> {
        let first = try end(.onward, sight, tx)
        return try tx.ask(month(.back, sight)) { rows in
            guard let first = try first.value(), let last = try period(rows) else { return [] }
            return Array(sequence(first: last) { $0 > first ? $0.previous : nil })
        }
    }

    private static func end(_ side: CursorSide, _ sight: Actor.Sight, _ tx: Transaction) throws -> Reply<Period?> {
        try tx.ask(month(side, sight), period)
    }

    private static func period(_ rows: [Row]) throws -> Period? {
        try rows.first.map { Period(year: try $0("period_year"), month: try $0("period_month")) }
    }

    /// The first month with a claim, or the last one. Of a dealer, the index claim_sums has it at the end of each state.
    static func month(_ side: CursorSide, _ sight: Actor.Sight) -> SQL {
        let direction: SQL = side == .onward ? "ASC" : "DESC"
        let order: SQL = "ORDER BY period_year \(direction), period_month \(direction) LIMIT 1"
        let claims: SQL = "SELECT c.period_year, c.period_month FROM claim c WHERE \(ClaimStore.within(sight))"
        if sight == .company { return "\(claims) \(order)" }
        let ends = ClaimState.allCases.map { state -> SQL in
            "SELECT * FROM (\(claims) AND c.state = \(state) \(order)) \(SQL(trusted: "s_\(state.rawValue)"))"
        }
        return "SELECT * FROM (\(ends.dropFirst().reduce(into: ends[0]) { $0 += "UNION ALL" + $1 })) ends \(order)"
    }
}
