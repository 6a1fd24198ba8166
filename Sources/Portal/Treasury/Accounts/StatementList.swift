import Database
import Fees
import Domain
import Ground
import Web

/// What a month of a dealer's account is made of, each row with its grounds.
enum StatementList {
    /// A row of the account.
    struct Entry: Sendable {
        let id: ID<LedgerEntry>
        let day: CalendarDay
        let kind: LedgerKind
        let amount: Int64
        let note: String
        /// In tenths, of a row that what a customer said has made.
        let score: Int64?
        let job: FeeOfJob?
        let payout: String?
        let bankReference: String?

        /// Why it is there.
        func ground(_ reader: Reader) -> String {
            score.map { reader.words("ledger.by_score", reader.tenths($0)) } ?? note
        }

        /// Whether it is what was decided of a claim in the first place.
        var isDecision: Bool { (kind == .fee || kind == .penalty) && job != nil }
    }

    struct FeeOfJob: Sendable {
        let claim: ID<Claim>
        let number: String
        let serviceFa: String
        let serviceEn: String
        let completedOn: CalendarDay
    }

    struct Line: Sendable {
        let component: FeeComponent
        let claimed: Int64
        let approved: Int64
        let reasonFa: String?
        let reasonEn: String?
    }

    struct Rejected: Sendable {
        let claim: ID<Claim>
        let number: String
        let completedOn: CalendarDay
        let claimed: Int64
        let reasonFa: String?
        let reasonEn: String?
        let text: String
    }

    static func opening(_ dealer: ID<Dealer>, before day: CalendarDay, _ tx: Transaction) throws -> Int64 {
        try tx.value(
            "SELECT coalesce(sum(amount), 0) FROM ledger_entry WHERE dealer_id = \(dealer) AND on_day < \(day)") ?? 0
    }

    /// In the order of the days.
    static func entries(
        _ dealer: ID<Dealer>, _ days: ClosedRange<CalendarDay>, _ tx: Transaction
    ) throws -> [Entry] {
        try entries(
            dealer, "AND l.on_day BETWEEN \(days.lowerBound) AND \(days.upperBound) ORDER BY l.on_day, l.id", tx)
    }

    /// All of the account, in the order in which they were posted.
    static func slice(
        of dealer: ID<Dealer>, _ cursor: Cursor<ID<LedgerEntry>>?, size: Int, _ tx: Transaction
    ) throws -> Slice<Entry, ID<LedgerEntry>> {
        let later: SQL = cursor.map { "AND l.id > \($0.key)" } ?? ""
        return try Slice(cursor, size: size, key: { $0.id }) { limit in
            try entries(dealer, "\(later) ORDER BY l.id LIMIT \(literal: limit)", tx)
        }
    }

    private static func entries(_ dealer: ID<Dealer>, _ rest: SQL, _ tx: Transaction) throws -> [Entry] {
        try tx.rows(
            """
            SELECT l.id, l.on_day, l.kind, l.amount, l.note, l.claim_id, j.number, s.name_fa, s.name_en, j.completed_on,
                   p.number AS payout, coalesce(i.bank_reference, p.bank_reference) AS bank_reference,
                   a.score
            FROM ledger_entry l
            LEFT JOIN claim c ON c.id = l.claim_id
            LEFT JOIN job j ON j.id = c.job_id
            LEFT JOIN service_type s ON s.code = j.service_type
            LEFT JOIN payout_item i ON i.id = l.payout_item_id
            LEFT JOIN score_adjustment a ON a.entry_id = l.id
            LEFT JOIN payout p ON p.id = i.payout_id
            WHERE l.dealer_id = \(dealer) \(rest)
            """
        ).map { row in
            let claim: ID<Claim>? = try row.optional("claim_id")
            let job = try claim.map {
                FeeOfJob(
                    claim: $0, number: try row("number"), serviceFa: try row("name_fa"),
                    serviceEn: try row("name_en"), completedOn: try row("completed_on"))
            }
            return Entry(
                id: try row("id"), day: try row("on_day"), kind: try row("kind"), amount: try row("amount"),
                note: try row("note"), score: try row.optional("score"),
                job: job, payout: try row.optional("payout"), bankReference: try row.optional("bank_reference"))
        }
    }

    /// What was approved in the first place of each line of the claims in those rows, without those that nothing was claimed
    /// for; what an appeal brought is a row of its own.
    static func lines(
        _ dealer: ID<Dealer>, _ days: ClosedRange<CalendarDay>, _ tx: Transaction
    ) throws -> [ID<Claim>: [Line]] {
        let rows = try tx.rows(
            """
            SELECT cl.claim_id, cl.component, cl.claimed, r.name_fa, r.name_en,
                   coalesce(cl.approved, 0) - coalesce((SELECT sum(a.amount) FROM ledger_entry a
                       WHERE a.claim_id = cl.claim_id AND a.claim_line_id = cl.id), 0) AS approved
            FROM claim_line cl
            LEFT JOIN reason r ON r.kind = 'claim_reject' AND r.code = cl.reason_code
            WHERE cl.claim_id IN (SELECT l.claim_id FROM ledger_entry l WHERE l.dealer_id = \(dealer)
                                  AND l.on_day BETWEEN \(days.lowerBound) AND \(days.upperBound)
                                  AND l.kind IN ('fee', 'penalty'))
                AND (cl.claimed <> 0 OR cl.approved <> 0)
            ORDER BY cl.claim_id, cl.id
            """)
        return try rows.reduce(into: [:]) { lines, row in
            try lines[row("claim_id"), default: []].append(
                Line(
                    component: row("component"), claimed: row("claimed"), approved: row("approved"),
                    reasonFa: row.optional("name_fa"), reasonEn: row.optional("name_en")))
        }
    }

    /// The claims that were rejected from one instant up to another: no row of the account says so.
    static func rejected(
        _ dealer: ID<Dealer>, from: Instant, before: Instant, _ tx: Transaction
    ) throws -> [Rejected] {
        try tx.rows(
            """
            SELECT c.id, j.number, j.completed_on, c.claimed, c.reason_text, r.name_fa, r.name_en
            FROM claim c JOIN job j ON j.id = c.job_id
            LEFT JOIN reason r ON r.kind = 'claim_reject' AND r.code = c.reason_code
            WHERE c.dealer_id = \(dealer) AND c.state = 'rejected' AND c.decided_at >= \(from) AND c.decided_at < \(before)
            ORDER BY c.decided_at, c.id
            """
        ).map { row in
            Rejected(
                claim: try row("id"), number: try row("number"), completedOn: try row("completed_on"),
                claimed: try row("claimed"), reasonFa: try row.optional("name_fa"),
                reasonEn: try row.optional("name_en"),
                text: try row("reason_text"))
        }
    }
}
