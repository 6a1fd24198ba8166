import Database
import Domain
import Web

/// The sums of a run, each under the company's own name for what it is of.
enum WhatIfSumList {
    struct Sum: Sendable {
        let code: String
        let name: String
        let jobs: Int
        let changed: Int
        /// In minor units: what was computed, and what the tariff would have given.
        let computed: Int64
        let priced: Int64

        var difference: Int64 { priced - computed }
    }

    /// The sums of which there is but one.
    static func whole(_ kind: WhatIfSum.Kind, of id: ID<WhatIfRun>, _ reader: Reader, _ tx: Transaction) throws -> Sum?
    {
        try tx.row(
            "SELECT \(columns), '' AS name_fa, '' AS name_en FROM what_if_sum s WHERE s.what_if_id = \(id) AND s.kind = \(kind)"
        ).map { try sum($0, reader) }
    }

    /// Those that change most first.
    static func all(_ kind: WhatIfSum.Kind, of id: ID<WhatIfRun>, _ reader: Reader, _ tx: Transaction) throws -> [Sum] {
        try tx.rows(
            """
            SELECT \(columns), \(names(kind)) WHERE s.what_if_id = \(id) AND s.kind = \(kind)
            ORDER BY CASE WHEN s.priced < s.computed THEN s.computed - s.priced ELSE s.priced - s.computed END DESC, s.code
            """
        ).map { try sum($0, reader) }
    }

    private static let columns: SQL = "s.code, s.jobs, s.changed, s.computed, s.priced"

    private static func names(_ kind: WhatIfSum.Kind) -> SQL {
        switch kind {
        case .dealer:
            "d.name AS name_fa, '' AS name_en FROM what_if_sum s LEFT JOIN dealer d ON d.code = s.code"
        case .serviceType:
            "t.name_fa, t.name_en FROM what_if_sum s LEFT JOIN service_type t ON t.code = s.code"
        case .productGroup:
            "g.name_fa, g.name_en FROM what_if_sum s LEFT JOIN product_group g ON g.code = s.code"
        case .city:
            "c.name_fa, c.name_en FROM what_if_sum s LEFT JOIN city c ON CAST(c.id AS TEXT) = s.code"
        case .all, .unpriced, .refused, .settled:
            "'' AS name_fa, '' AS name_en FROM what_if_sum s"
        }
    }

    private static func sum(_ row: Row, _ reader: Reader) throws -> Sum {
        let code: String = try row("code")
        let name: String? = try row.optional("name_fa")
        return Sum(
            code: code, name: reader.name(fa: name ?? code, en: try row.optional("name_en") ?? ""),
            jobs: try row("jobs"), changed: try row("changed"), computed: try row("computed"),
            priced: try row("priced"))
    }
}
