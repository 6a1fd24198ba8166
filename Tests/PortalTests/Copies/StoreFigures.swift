import Database

@testable import Gate
@testable import Ground
@testable import House

/// What must be the same of a company before and after an upgrade: a line for each count and sum.
enum StoreFigures {
    static func all(_ tx: Transaction) throws -> [String] {
        try statements.flatMap { try tx.rows($0) }.map { row in
            let (name, figure): (String, Int64) = (try row("name"), try row("figure"))
            return "\(name)\t\(figure)"
        }
    }

    private static let statements: [SQL] = [
        "SELECT 'jobs ' || state AS name, count(*) AS figure FROM job GROUP BY state ORDER BY state",
        "SELECT 'visits' AS name, count(*) AS figure FROM visit",
        "SELECT 'claims ' || state AS name, count(*) AS figure FROM claim GROUP BY state ORDER BY state",
        "SELECT 'claimed ' || state AS name, sum(claimed) AS figure FROM claim GROUP BY state ORDER BY state",
        "SELECT 'approved ' || state AS name, coalesce(sum(approved), 0) AS figure FROM claim GROUP BY state ORDER BY state",
        "SELECT 'claim lines' AS name, count(*) AS figure FROM claim_line",
        "SELECT 'claim lines approved' AS name, sum(approved) AS figure FROM claim_line",
        "SELECT 'fee lines' AS name, count(*) AS figure FROM fee_line",
        "SELECT 'fee lines amount' AS name, sum(amount) AS figure FROM fee_line",
        "SELECT 'entries ' || kind AS name, count(*) AS figure FROM ledger_entry GROUP BY kind ORDER BY kind",
        "SELECT 'payout ' || number || ' ' || state AS name, total AS figure FROM payout ORDER BY number",
        "SELECT 'payout rows ' || state AS name, count(*) AS figure FROM payout_item GROUP BY state ORDER BY state",
        "SELECT 'bank orders' AS name, sum(amount) AS figure FROM bank_order",
        "SELECT 'invoices' AS name, count(*) AS figure FROM invoice",
        "SELECT 'appeals ' || state AS name, count(*) AS figure FROM claim_appeal GROUP BY state ORDER BY state",
        "SELECT 'balance ' || d.code AS name, sum(e.amount) AS figure FROM ledger_entry e JOIN dealer d ON d.id = e.dealer_id GROUP BY d.code ORDER BY d.code",
    ]
}
