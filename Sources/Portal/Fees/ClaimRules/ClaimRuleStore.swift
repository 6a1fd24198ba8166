import Database
import Domain
import Web

extension ClaimRuleCode: ColumnValue {}
extension ClaimSeverity: ColumnValue {}
extension ClaimDisposition: ColumnValue {}

/// One rule of the company's table, with the version that a form is made from.
package struct ClaimRuleRow: Sendable {
    package let rule: ClaimRule
    package let version: Int

    package init(_ row: Row) throws {
        let parameters = try ClaimRuleCode.Parameter.allCases.reduce(into: [ClaimRuleCode.Parameter: Int64]()) {
            $0[$1] = try row.optional($1.rawValue)
        }
        rule = ClaimRule(
            try row("code"), rank: try row("rank"), severity: try row("severity"), disposition: try row("disposition"),
            parameters: parameters, reason: try row("reason_code"), isOn: try row("is_on"))
        version = try row("version")
    }
}

/// The company's table of exceptions. A new company, and one from before there was a table, gets the rows of
/// `Data/claim_rules.tsv` and `Data/claim_settings.tsv` when it is first opened.
package enum ClaimRuleStore {
    /// In the order of their ranks.
    package static func rows(_ tx: Transaction) throws -> Reply<[ClaimRuleRow]> {
        try tx.ask("\(columns) ORDER BY rank, code") { try $0.map(ClaimRuleRow.init) }
    }

    /// - Throws: `Refusal.hidden` where there is no such rule.
    package static func find(_ code: String, _ tx: Transaction) throws -> ClaimRuleRow {
        guard let row = try tx.row("\(columns) WHERE code = \(code)") else { throw Refusal.hidden }
        return try ClaimRuleRow(row)
    }

    /// - Throws: `Refusal.stale` where somebody else has changed it since it was read.
    package static func set(_ rule: ClaimRule, version: Int, _ tx: Transaction) throws {
        let changed = try tx.execute(
            """
            UPDATE claim_rule SET rank = \(rule.rank), severity = \(rule.severity), disposition = \(rule.disposition),
                days = \(rule.parameters[.days]), percent = \(rule.parameters[.percent]), km = \(rule.parameters[.km]),
                reason_code = \(rule.reason), is_on = \(rule.isOn), version = version + 1
            WHERE code = \(rule.code) AND version = \(version)
            """)
        guard changed == 1 else { throw Refusal.stale(Complaint("error.stale")) }
    }

    static func hasDefaults(_ tx: Transaction) throws -> Bool {
        try tx.value("SELECT count(*) FROM claim_rule", as: Int.self) ?? 0 > 0
    }

    /// - Parameter rules: after the code: severity, disposition, days, percent, km, reason, on or off; the first is looked for
    ///   first.
    static func addDefaults(rules: [[String]], settings: [[String]], _ tx: Transaction) throws {
        guard try !hasDefaults(tx) else { return }
        for (index, cells) in rules.enumerated() {
            try tx.execute(
                """
                INSERT INTO claim_rule (code, rank, severity, disposition, days, percent, km, reason_code, is_on)
                VALUES (\(cells[0]), \(index + 1), \(cells[1]), \(cells[2]), \(Int64(cells[3])), \(Int64(cells[4])),
                        \(Int64(cells[5])), \(cells[6]), \(Int64(cells[7])))
                """)
        }
        for cells in settings {
            guard let name = ClaimSetting(rawValue: cells[0]), let value = Int64(cells[1]) else { continue }
            try ClaimSettingStore.set(name, to: value, tx)
        }
    }

    private static let columns: SQL = """
        SELECT code, rank, severity, disposition, days, percent, km, reason_code, is_on, version FROM claim_rule
        """
}
