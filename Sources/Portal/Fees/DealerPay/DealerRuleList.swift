import Database
import Domain

/// The rules of active tariffs and drafts that name a dealer.
enum DealerRuleList {
    struct Rule: Sendable {
        let code: String
        let version: ID<TariffVersion>
        let tariff: String
    }

    static func rules(naming dealer: String, _ tx: Transaction) throws -> [Rule] {
        try tx.rows(
            """
            SELECT r.code, r.dealer, t.id, t.name FROM tariff_rule r JOIN tariff t ON t.id = r.tariff_id
            WHERE t.state IN ('active', 'draft') AND r.dealer <> '' ORDER BY t.id, r.position
            """
        ).compactMap { row in
            var cells = RuleCells()
            cells[.dealer] = try row("dealer")
            guard cells.values(of: .dealer).contains(dealer) else { return nil }
            return Rule(code: try row("code"), version: try row("id"), tariff: try row("name"))
        }
    }
}
