import Database
import Domain
import Foundation

/// What the company's rules found in claims. Rows are only ever added.
enum ClaimFindingStore {
    /// A further weighing of the claim, which counts from now on.
    static func add(_ findings: [ClaimFinding], to claim: ID<Claim>, _ tx: Transaction) throws {
        let last: SQL = "SELECT weighing FROM claim WHERE id = \(claim)"
        for finding in findings {
            try tx.later(
                """
                INSERT INTO claim_finding (claim_id, weighing, code, rank, severity, disposition, numbers)
                VALUES (\(claim), (\(last)) + 1, \(finding.code), \(finding.rank), \(finding.severity),
                        \(finding.disposition), \(text(finding.numbers)))
                """)
        }
        var gravest: SQL = "NULL"
        if let finding = findings.gravest {
            gravest = """
                (SELECT max(f.id) FROM claim_finding f WHERE f.claim_id = claim.id AND f.weighing = claim.weighing + 1
                 AND f.code = \(finding.code) AND f.numbers = \(try text(finding.numbers)))
                """
        }
        try tx.later("UPDATE claim SET weighing = weighing + 1, gravest_id = \(gravest) WHERE id = \(claim)")
    }

    /// Of the weighing that counts, in the order of the ranks.
    static func all(of claim: ID<Claim>, _ tx: Transaction) throws -> [ClaimFinding] {
        try tx.rows(
            """
            SELECT f.code, f.rank, f.severity, f.disposition, f.numbers FROM claim c
            JOIN claim_finding f ON f.claim_id = c.id AND f.weighing = c.weighing
            WHERE c.id = \(claim) ORDER BY f.rank, f.id
            """
        ).map { try ClaimFinding($0) }
    }

    private static func text(_ numbers: ClaimFinding.Numbers) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(numbers), as: UTF8.self)
    }
}

extension ClaimFinding {
    /// - Parameter row: with `code`, `rank`, `severity`, `disposition`, `numbers`.
    package init(_ row: Row) throws {
        let numbers: String = try row("numbers")
        self.init(
            try row("code"), rank: try row("rank"), severity: try row("severity"), disposition: try row("disposition"),
            numbers: try JSONDecoder().decode(Numbers.self, from: Data(numbers.utf8)))
    }
}
