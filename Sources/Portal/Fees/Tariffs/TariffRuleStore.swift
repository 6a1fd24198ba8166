import Database
import Domain

/// Marks the ids of stored rules.
public enum StoredRule {}

/// The rules of tariffs, as they were written. Only a draft's change.
package enum TariffRuleStore {
    package struct Stored: Sendable {
        package let id: ID<StoredRule>
        package let position: Int
        package let cells: RuleCells

        package init(_ row: Row) throws {
            id = try row("id")
            position = try row("position")
            var cells = RuleCells()
            for (column, field) in zip(RuleColumn.allCases, row.fields) {
                guard let text = String(sqlValue: field.value) else { throw DatabaseFault.column(field.name) }
                cells[column] = text
            }
            self.cells = cells
        }
    }

    private static let columns: SQL = """
        code, component, priority, service_type, product_group, product_model, warranty, dealer, dealer_grade, zone,
        outcome, day_kind, metric, range_from, range_to, method, amount, per, free, bands, base, least, most, scope, payer,
        note
        """

    /// In their order.
    package static func all(of tariff: ID<TariffVersion>, _ tx: Transaction) throws -> [Stored] {
        try tx.rows(
            "SELECT \(columns), id, position FROM tariff_rule WHERE tariff_id = \(tariff) ORDER BY position"
        ).map(Stored.init)
    }

    package static func cells(of tariff: ID<TariffVersion>, _ tx: Transaction) throws -> [RuleCells] {
        try all(of: tariff, tx).map(\.cells)
    }

    /// - Throws: `RowRefusals` where one of them cannot be read.
    package static func rules(of tariff: ID<TariffVersion>, _ tx: Transaction) throws -> [TariffRule] {
        try cells(of: tariff, tx).map { try TariffParsing.rule(of: $0) }
    }

    package static func find(_ id: ID<StoredRule>, of tariff: ID<TariffVersion>, _ tx: Transaction) throws -> Stored? {
        try tx.row("SELECT \(columns), id, position FROM tariff_rule WHERE id = \(id) AND tariff_id = \(tariff)")
            .map(Stored.init)
    }

    /// Whether another rule of the tariff has this code.
    package static func isTaken(
        _ code: String, in tariff: ID<TariffVersion>, besides id: ID<StoredRule>?, _ tx: Transaction
    ) throws -> Bool {
        try tx.row(
            "SELECT id FROM tariff_rule WHERE tariff_id = \(tariff) AND code = \(code) AND id <> \(id?.value ?? 0)")
            != nil
    }

    /// After the last one.
    package static func add(_ cells: RuleCells, to tariff: ID<TariffVersion>, _ tx: Transaction) throws {
        let last: Int? = try tx.value("SELECT max(position) FROM tariff_rule WHERE tariff_id = \(tariff)")
        try tx.execute(
            """
            INSERT INTO tariff_rule (tariff_id, position, \(columns)) VALUES (\(tariff), \((last ?? -1) + 1), \(cells.record))
            """)
    }

    package static func set(_ id: ID<StoredRule>, _ cells: RuleCells, _ tx: Transaction) throws {
        try tx.execute("UPDATE tariff_rule SET (\(columns)) = (\(cells.record)) WHERE id = \(id)")
    }

    package static func remove(_ id: ID<StoredRule>, _ tx: Transaction) throws {
        try tx.execute("DELETE FROM tariff_rule WHERE id = \(id)")
    }

    /// All rules of the tariff in that order. A place is held by one rule only, so all stand aside meanwhile.
    static func order(_ rules: [ID<StoredRule>], of tariff: ID<TariffVersion>, _ tx: Transaction) throws {
        for (place, rule) in rules.enumerated() {
            try tx.execute("UPDATE tariff_rule SET position = \(-1 - place) WHERE id = \(rule)")
        }
        try tx.execute("UPDATE tariff_rule SET position = -1 - position WHERE tariff_id = \(tariff) AND position < 0")
    }
}
