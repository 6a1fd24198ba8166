import Database
import Domain
import Web

/// What what-if runs read: the done jobs of a period, and what earlier runs found.
package enum WhatIfList {
    /// A place in the order of completion, from which the jobs after it are read.
    package struct Place: Sendable {
        package let at: Instant
        package let number: String
    }

    /// A done job and what the run needs of it.
    package struct Done: Sendable {
        package let id: ID<Job>
        package let place: Place
        package let city: Int64
        package let facts: Facts
        let computed: WhatIf.Computed?
        package let isSettled: Bool
    }

    package enum Facts: Sendable {
        case frozen(String)
        /// Of a job without a calculation, from its own rows.
        case gathered(FeeFacts)
    }

    /// Jobs that were done in a span by those whom a tariff of this audience pays, in the order of their completion; each with
    /// its newest calculation. The end of the span stands outside of the limit: an engine that plans for all values takes the
    /// rows between two bounds for few, and would sort them all for each page.
    package static func jobs(
        for audience: String, after place: Place, before end: Instant, limit: Int, clock: CompanyClock,
        _ tx: Transaction
    ) throws -> [Done] {
        let rows = try tx.rows(
            """
            SELECT j.id, j.number, j.completed_at, j.city_id, c.id AS calculation_id, c.facts, c.payable,
                   CASE WHEN k.state = 'approved' AND t.audience = \(audience) AND NOT EXISTS
                       (SELECT 1 FROM ledger_entry e WHERE e.claim_id = k.id AND e.kind = 'reversal') THEN 1 ELSE 0 END
                       AS is_settled
            FROM (SELECT o.id, o.number, o.completed_at, o.city_id
                  FROM job o JOIN dealer d ON d.id = o.dealer_id AND d.pay = \(audience)
                  WHERE o.completed_at >= \(place.at) AND (o.completed_at > \(place.at) OR o.number > \(place.number))
                  AND o.state IN ('done', 'closed')
                  ORDER BY o.completed_at, o.number LIMIT \(literal: limit)) j
            LEFT JOIN calculation c ON c.id = (SELECT max(n.id) FROM calculation n WHERE n.job_id = j.id)
            LEFT JOIN tariff t ON t.id = c.tariff_id
            LEFT JOIN claim k ON k.job_id = j.id
            WHERE j.completed_at < \(end) ORDER BY j.completed_at, j.number
            """)
        let unpriced: [ID<Job>] = try rows.filter { try $0.raw("calculation_id") == .null }.map { try $0("id") }
        let gathered = try FactsStore.facts(of: unpriced, clock: clock, tx)
        return try rows.map { try done($0, gathered) }
    }

    private static func done(_ row: Row, _ gathered: [ID<Job>: FeeFacts]) throws -> Done {
        let id: ID<Job> = try row("id")
        let calculation: Int64? = try row.optional("calculation_id")
        return Done(
            id: id, place: Place(at: try row("completed_at"), number: try row("number")), city: try row("city_id"),
            facts: try gathered[id].map(Facts.gathered) ?? .frozen(row("facts")),
            computed: try calculation.map { WhatIf.Computed(id: $0, payable: try row("payable")) },
            isSettled: try row("is_settled"))
    }

    package static func count(for audience: String, from start: Instant, before end: Instant, _ tx: Transaction) throws
        -> Int
    {
        try tx.value(
            """
            SELECT count(*) FROM job j JOIN dealer d ON d.id = j.dealer_id AND d.pay = \(audience)
            WHERE j.completed_at >= \(start) AND j.completed_at < \(end) AND j.state IN ('done', 'closed')
            """) ?? 0
    }

    package static func find(_ id: ID<WhatIfRun>, _ tx: Transaction) throws -> WhatIfRow? {
        try tx.row("\(runColumns) WHERE w.id = \(id)").map(WhatIfRow.init)
    }

    /// Of a tariff, the newest first.
    package static func latest(of tariff: ID<TariffVersion>, limit: Int, _ tx: Transaction) throws -> [WhatIfRow] {
        try tx.rows("\(runColumns) WHERE w.tariff_id = \(tariff) ORDER BY w.id DESC LIMIT \(literal: limit)")
            .map(WhatIfRow.init)
    }

    package static func changes(of id: ID<WhatIfRun>, _ tx: Transaction) throws -> [WhatIfChange] {
        try tx.rows("\(changeColumns) WHERE w.what_if_id = \(id) ORDER BY w.position").map(WhatIfChange.init)
    }

    package static func change(_ position: Int, of id: ID<WhatIfRun>, _ tx: Transaction) throws -> WhatIfChange? {
        try tx.row("\(changeColumns) WHERE w.what_if_id = \(id) AND w.position = \(position)").map(WhatIfChange.init)
    }

    private static let runColumns: SQL = """
        SELECT w.id, w.tariff_id, w.revision, w.from_day, w.to_day, w.state, w.jobs, w.done, w.failed_job, w.failed_key,
               w.failed_values, w.made_at, p.name AS maker
        FROM what_if w LEFT JOIN person p ON p.id = w.made_by
        """

    private static let changeColumns: SQL = """
        SELECT w.position, w.calculation_id, w.priced, w.lines, c.payable AS computed, j.number, j.completed_on,
               d.name AS dealer
        FROM what_if_job w JOIN calculation c ON c.id = w.calculation_id JOIN job j ON j.id = w.job_id
        JOIN dealer d ON d.id = j.dealer_id
        """
}
