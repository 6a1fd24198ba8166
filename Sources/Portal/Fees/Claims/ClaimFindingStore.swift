import Database
import Domain
import Foundation

/// What the company's rules found in claims. Rows are only ever added.
enum ClaimFindingStore {
    /// A further weighing of the claim, which counts from now on.
    static func add(_ findings: [ClaimFinding], to claim: ID<Claim>, _ tx: Transaction) throws {
        let weighing = try tx.value("SELECT weighing FROM claim WHERE id = \(claim)", as: Int.self)! + 1
        let gravest = findings.gravest
        var gravestID: ID<ClaimFinding>?
        for finding in findings {
            let id: ID<ClaimFinding> = try tx.insert(
                """
                INSERT INTO claim_finding (claim_id, weighing, code, rank, severity, disposition, numbers)
                VALUES (\(claim), \(weighing), \(finding.code), \(finding.rank), \(finding.severity),
                        \(finding.disposition), \(text(finding.numbers)))
                """)
            if finding == gravest { gravestID = id }
        }
        try tx.execute("UPDATE claim SET weighing = \(weighing), gravest_id = \(gravestID) WHERE id = \(claim)")
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
