import Database
import Domain

/// In the directory: which companies have work to be done, and when.
enum DueStore {
    /// There is something now, or earlier than was known.
    static func wake(_ company: ID<Company>, at moment: Instant, _ tx: Transaction) throws {
        try tx.execute(
            """
            INSERT INTO due (company_id, at) VALUES (\(company), \(moment))
            ON CONFLICT (company_id) DO UPDATE SET at = CASE WHEN due.at < excluded.at THEN due.at ELSE excluded.at END
            """)
    }

    /// Takes on those that have waited longest. - Parameter until: then others take them on again.
    static func take(_ limit: Int, until: Instant, _ tx: Transaction) throws -> [CompanyRow] {
        let rows = try tx.rows(
            """
            SELECT c.id, c.slug, c.name_fa, c.name_en, c.place FROM due d JOIN company c ON c.id = d.company_id
            WHERE d.at <= \(tx.now) AND c.state = 'open' ORDER BY d.at LIMIT \(literal: limit)
            """
        ).map(CompanyRow.init)
        for row in rows { try tx.execute("UPDATE due SET at = \(until) WHERE company_id = \(row.id)") }
        return rows
    }

    static func isAnythingDue(_ tx: Transaction) throws -> Bool {
        try tx.value("SELECT 1 FROM due WHERE at <= \(tx.now) LIMIT 1", as: Int.self) != nil
    }

    /// Done for now. Whoever has woken the company meanwhile is heard.
    /// - Parameters:
    ///   - taken: what `take` has set.
    ///   - next: nil where nothing is open.
    static func settle(_ company: ID<Company>, taken: Instant, next: Instant?, _ tx: Transaction) throws {
        guard let next else {
            try tx.execute("DELETE FROM due WHERE company_id = \(company) AND at = \(taken)")
            return
        }
        try tx.execute("UPDATE due SET at = \(next) WHERE company_id = \(company) AND at = \(taken)")
    }
}
