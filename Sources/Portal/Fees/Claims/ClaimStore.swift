import Database
import Domain
import Web
import Work

extension ClaimState: ColumnValue {}

/// One claim as its commands need it.
package struct ClaimRow: Sendable {
    package let id: ID<Claim>
    package let number: String
    package let dealer: ID<Dealer>
    package private(set) var state: ClaimState
    package let claimed: Money
    package private(set) var version: Int

    /// As it is after its next change.
    func moved(to state: ClaimState) -> ClaimRow {
        var row = self
        (row.state, row.version) = (state, version + 1)
        return row
    }

    package init(_ row: Row, _ currency: Currency) throws {
        id = try row("id")
        number = try row("number")
        dealer = try row("dealer_id")
        state = try row("state")
        claimed = Money(try row("claimed"), currency)
        version = try row("version")
    }
}

/// Claims and their lines, as far as a person sees.
package enum ClaimStore {
    struct EarnedLine: Sendable {
        let id: Int64
        let component: String
        let amount: Int64
    }

    private static let columns: SQL = """
        SELECT c.id, j.number, c.dealer_id, c.state, c.claimed, c.version FROM claim c JOIN job j ON j.id = c.job_id
        """

    /// The condition that every query of claims (alias `c`) carries. A technician's sight has no claims.
    package static func within(_ sight: Actor.Sight) -> SQL {
        switch sight {
        case .company: "1 = 1"
        case .dealer(let dealer): "c.dealer_id = \(dealer)"
        case .technician: "1 = 0"
        }
    }

    /// - Parameter state: `draft` or `submitted`.
    package static func add(
        _ claim: AddClaim, as state: ClaimState, month: (year: Int, month: Int), _ tx: Transaction
    ) throws -> ID<Claim> {
        try tx.insert(
            """
            INSERT INTO claim (job_id, calculation_id, dealer_id, period_year, period_month, state, claimed, computed,
                               submitted_at)
            VALUES (\(claim.job), \(claim.calculation), \(claim.dealer), \(month.year), \(month.month), \(state),
                    \(claim.payable), \(claim.payable), \(state == .draft ? nil : tx.now))
            """)
    }

    /// What a dealer earns by a calculation, asked with what is asked next.
    static func lines(of calculation: ID<FrozenCalculation>, _ tx: Transaction) throws -> Reply<[EarnedLine]> {
        try tx.ask(
            """
            SELECT id, component, amount FROM fee_line
            WHERE calculation_id = \(calculation) AND payer = 'company' ORDER BY position
            """
        ) { rows in
            try rows.map { EarnedLine(id: try $0("id"), component: try $0("component"), amount: try $0("amount")) }
        }
    }

    static func add(_ lines: [EarnedLine], to claim: ID<Claim>, _ tx: Transaction) throws {
        for line in lines {
            try tx.later(
                """
                INSERT INTO claim_line (claim_id, fee_line_id, component, computed, claimed)
                VALUES (\(claim), \(line.id), \(line.component), \(line.amount), \(line.amount))
                """)
        }
    }

    /// In the order of the ids. - Throws: `Refusal.hidden` where this person does not see one of them.
    package static func find(_ ids: [ID<Claim>], _ sight: Actor.Sight, _ currency: Currency, _ tx: Transaction) throws
        -> [ClaimRow]
    {
        let rows = try tx.rows(
            """
            \(columns) WHERE c.id IN (\(ids)) AND \(within(sight)) ORDER BY c.id
            """
        ).map { try ClaimRow($0, currency) }
        guard rows.count == Set(ids).count else { throw Refusal.hidden }
        return rows
    }

    /// The drafts that this person sees, oldest first.
    package static func drafts(_ sight: Actor.Sight, _ currency: Currency, _ tx: Transaction) throws -> [ClaimRow] {
        try tx.rows("\(columns) WHERE c.state = 'draft' AND \(within(sight)) ORDER BY c.id").map {
            try ClaimRow($0, currency)
        }
    }

    /// Drafts of jobs that were completed up to a day.
    package static func drafts(
        completedBy day: CalendarDay, limit: Int, _ currency: Currency, _ tx: Transaction
    ) throws -> [ClaimRow] {
        try tx.rows(
            """
            \(columns) WHERE c.state = 'draft' AND j.completed_on <= \(day) ORDER BY c.id LIMIT \(literal: limit)
            """
        ).map { try ClaimRow($0, currency) }
    }

    /// Who must not decide a claim: whoever logged its visits, was its technician, or sent, asked, answered or appealed for the dealer.
    static func workers(of claims: [ID<Claim>], _ tx: Transaction) throws -> [ID<Claim>: Set<ID<Person>>] {
        let rows = try tx.rows(
            """
            SELECT c.id, v.made_by AS person FROM claim c JOIN visit v ON v.job_id = c.job_id WHERE c.id IN (\(claims))
            UNION SELECT c.id, j.technician_id FROM claim c JOIN job j ON j.id = c.job_id
                WHERE c.id IN (\(claims)) AND j.technician_id IS NOT NULL
            UNION SELECT e.claim_id, e.person_id FROM claim_event e
                WHERE e.claim_id IN (\(claims)) AND e.person_id IS NOT NULL
                AND e.kind IN ('made', 'submitted', 'answered', 'asked', 'taken_back', 'appealed')
            """)
        var workers: [ID<Claim>: Set<ID<Person>>] = [:]
        for row in rows { try workers[row("id"), default: []].insert(row("person")) }
        return workers
    }

    /// A decision on the whole: state, what was approved, why.
    /// - Throws: `Refusal.stale` where the claim has moved on since it was read.
    package static func decide(
        _ claim: ClaimRow, to state: ClaimState, approved: Money?, reason: String?, text: String,
        by decider: ClaimDecider, _ tx: Transaction
    ) throws {
        try change(
            claim,
            """
            state = \(state), approved = \(approved?.minor), reason_code = \(reason), reason_text = \(text),
            decided_by = \(decider.person), decided_at = \(tx.now)
            """, tx)
        try tx.later("DELETE FROM claim_wait WHERE claim_id = \(claim.id)")
    }

    /// Before the company from now on. - Returns: the claim as it is then.
    package static func send(_ claim: ClaimRow, _ tx: Transaction) throws -> ClaimRow {
        let state = try claim.state.after(.send)
        try change(claim, "state = \(state), submitted_at = \(tx.now)", tx)
        return claim.moved(to: state)
    }

    /// Submitted again: what finance had said stands in the events from now on.
    package static func answer(_ claim: ClaimRow, to state: ClaimState, _ tx: Transaction) throws {
        try change(
            claim,
            """
            state = \(state), reason_code = NULL, reason_text = '', decided_by = NULL, decided_at = NULL,
            submitted_at = \(tx.now)
            """, tx)
    }

    private static func change(_ claim: ClaimRow, _ changes: SQL, _ tx: Transaction) throws {
        let changed = try tx.execute(
            """
            UPDATE claim SET \(changes), version = version + 1
            WHERE id = \(claim.id) AND version = \(claim.version) AND state = \(claim.state)
            """)
        guard changed == 1 else { throw Refusal.stale(Complaint("error.stale")) }
    }

    /// After an appeal.
    static func regrant(
        _ claim: ClaimRow, to state: ClaimState, approved: Money, by: ID<Person>, _ tx: Transaction
    ) throws {
        try change(
            claim,
            "state = \(state), approved = \(approved.minor), decided_by = \(by), decided_at = \(tx.now)", tx)
    }

    /// Taken back: what was decided stays to be read.
    static func reverse(_ claim: ClaimRow, _ tx: Transaction) throws {
        try change(claim, "reversed_at = \(tx.now)", tx)
    }

    static func isReversed(_ claim: ID<Claim>, _ tx: Transaction) throws -> Bool {
        try tx.value("SELECT reversed_at FROM claim WHERE id = \(claim)", as: Int64.self) != nil
    }

    /// What the tariff gives anew, in the place of what it gave before; what the dealer asks beyond it stays.
    static func recompute(
        _ claim: ClaimRow, by calculation: ID<FrozenCalculation>, payable: Int64, _ tx: Transaction
    ) throws {
        let asked: Int64 =
            try tx.value(
                "SELECT coalesce(sum(claimed), 0) FROM claim_line WHERE claim_id = \(claim.id) AND fee_line_id IS NULL")
            ?? 0
        try tx.execute("DELETE FROM claim_line WHERE claim_id = \(claim.id) AND fee_line_id IS NOT NULL")
        try add(lines(of: calculation, tx).value(), to: claim.id, tx)
        let claimed = try Money(payable, claim.claimed.currency).adding(Money(asked, claim.claimed.currency))
        try change(
            claim, "calculation_id = \(calculation), computed = \(payable), claimed = \(claimed.minor)", tx)
    }

    /// Those of them that still wait for what their customers say.
    static func find(waiting claims: [ID<Claim>], _ currency: Currency, _ tx: Transaction) throws -> [ClaimRow] {
        guard !claims.isEmpty else { return [] }
        return try tx.rows(
            """
            \(columns) WHERE c.id IN (\(claims)) AND c.id IN (SELECT w.claim_id FROM claim_wait w) ORDER BY c.id
            """
        ).map { try ClaimRow($0, currency) }
    }

    /// - Returns: nil where the job has none.
    static func find(of job: ID<Job>, _ currency: Currency, _ tx: Transaction) throws -> ClaimRow? {
        try tx.row("\(columns) WHERE c.job_id = \(job)").map { try ClaimRow($0, currency) }
    }

    /// Why a job can no longer be put right: what was asked for it is decided, and may be paid.
    static func obstacle(toCorrecting job: JobRow, _ tx: Transaction) throws -> Complaint? {
        let state: ClaimState? = try tx.value(
            "SELECT state FROM claim WHERE job_id = \(job.id) AND reversed_at IS NULL")
        return state?.isFinal == true ? Complaint("claims.denied.corrected") : nil
    }

    static func setClaimed(_ claimed: Money, of claim: ClaimRow, _ tx: Transaction) throws {
        try change(claim, "claimed = \(claimed.minor)", tx)
    }
}
