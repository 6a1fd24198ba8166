import Database
import Domain
import Web

extension PayoutState: ColumnValue {}

/// One payout as its commands need it.
struct PayoutRow: Sendable {
    let id: ID<Payout>
    let number: String
    let period: Period
    let state: PayoutState
    let total: Money
    let madeBy: ID<Person>
    let madeAt: Instant
    let version: Int

    init(_ row: Row, _ currency: Currency) throws {
        id = try row("id")
        number = try row("number")
        period = Period(year: try row("period_year"), month: try row("period_month"))
        state = try row("state")
        total = Money(try row("total"), currency)
        madeBy = try row("made_by")
        madeAt = try row("made_at")
        version = try row("version")
    }
}

/// Payouts, their items and claims.
enum PayoutStore {
    /// The claim (alias `c`) is in no payout.
    static let isUnpaid: SQL = """
        NOT EXISTS (SELECT 1 FROM ledger_entry e JOIN payout_entry p ON p.entry_id = e.id WHERE e.claim_id = c.id)
        """

    /// - Throws: `Refusal.hidden` where there is none of this number.
    static func find(_ number: String, _ currency: Currency, _ tx: Transaction) throws -> PayoutRow {
        let row = try tx.row(
            """
            SELECT id, number, period_year, period_month, state, total, made_by, made_at, version FROM payout
            WHERE number = \(number)
            """)
        guard let row else { throw Refusal.hidden }
        return try PayoutRow(row, currency)
    }

    /// The approved claims up to the end of a month that are in no payout, by dealer in the order of their codes.
    static func dues(upTo period: Period, _ currency: Currency, _ tx: Transaction) throws -> [PayoutPlan.Due] {
        let rows = try tx.rows(
            """
            SELECT c.id, c.dealer_id, c.approved, d.sheba FROM claim c JOIN dealer d ON d.id = c.dealer_id
            WHERE c.state IN ('approved', 'part_approved')
            AND (c.period_year < \(period.year) OR c.period_year = \(period.year) AND c.period_month <= \(period.month))
            AND \(isUnpaid)
            ORDER BY d.code, c.id
            """)
        var dues: [PayoutPlan.Due] = []
        var claims: [PayoutPlan.ClaimDue] = []
        for (place, row) in rows.enumerated() {
            let dealer: ID<Dealer> = try row("dealer_id")
            claims.append(.init(id: try row("id"), amount: Money(try row("approved"), currency)))
            let next: ID<Dealer>? = place + 1 < rows.count ? try rows[place + 1]("dealer_id") : nil
            guard next != dealer else { continue }
            dues.append(.init(dealer: dealer, sheba: try row("sheba"), claims: claims))
            claims = []
        }
        return dues
    }

    static func add(
        number: String, period: Period, total: Money, by: ID<Person>, _ tx: Transaction
    ) throws -> ID<Payout> {
        try tx.insert(
            """
            INSERT INTO payout (number, period_year, period_month, state, total, made_by, made_at)
            VALUES (\(number), \(period.year), \(period.month), 'draft', \(total.minor), \(by), \(tx.now))
            """)
    }

    /// The payee and his account are kept as they are now: the bank's file never changes after.
    /// - Throws: `DatabaseFault.unique` where a claim is in another payout.
    static func add(
        _ item: PayoutPlan.Item, at position: Int, to payout: ID<Payout>, number: String, _ tx: Transaction
    ) throws {
        let id: ID<PayoutItem> = try tx.insert(
            """
            INSERT INTO payout_item (payout_id, position, dealer_id, amount, sheba, payee, reference)
            SELECT \(payout), \(position), id, \(item.amount.minor), \(item.sheba.text), manager,
                   \(PaymentRow.reference(payout: number, position: position))
            FROM dealer WHERE id = \(item.due.dealer)
            """)
        for claim in item.due.claims {
            try tx.execute(
                """
                INSERT INTO payout_entry (entry_id, item_id)
                SELECT e.id, \(id) FROM ledger_entry e WHERE e.claim_id = \(claim.id)
                """)
        }
    }

    /// - Parameter changes: further assignments.
    /// - Throws: `Refusal.stale` where the payout has moved on since it was read, or cannot have this done to it.
    static func move(_ payout: PayoutRow, _ deed: PayoutDeed, changes: SQL? = nil, _ tx: Transaction) throws {
        let next: PayoutState
        do { next = try payout.state.after(deed) } catch { throw Refusal.stale(error) }
        var set: SQL = "state = \(next), version = version + 1"
        if let changes { set += "," + changes }
        let changed = try tx.execute("UPDATE payout SET \(set) WHERE id = \(payout.id) AND version = \(payout.version)")
        guard changed == 1 else { throw Refusal.stale(Complaint("error.stale")) }
    }

    /// Each row is paid.
    static func settle(_ payout: ID<Payout>, on day: CalendarDay, bankReference: String, _ tx: Transaction) throws {
        try tx.execute(
            """
            UPDATE payout_item SET state = 'paid', paid_on = \(day), bank_reference = \(bankReference)
            WHERE payout_id = \(payout)
            """)
    }

    /// The claims are free for another payout.
    /// - Returns: which they were.
    static func freeClaims(of payout: ID<Payout>, _ tx: Transaction) throws -> [ID<Claim>] {
        let items: SQL = "SELECT id FROM payout_item WHERE payout_id = \(payout)"
        let claims: [ID<Claim>] = try tx.list(
            """
            SELECT e.claim_id FROM payout_entry p JOIN ledger_entry e ON e.id = p.entry_id
            WHERE p.item_id IN (\(items)) AND e.claim_id IS NOT NULL ORDER BY e.claim_id
            """)
        try tx.execute("DELETE FROM payout_entry WHERE item_id IN (\(items))")
        return claims
    }

    static func addEvent(
        _ payout: ID<Payout>, _ kind: String, by: ID<Person>, detail: String = "", _ tx: Transaction
    ) throws {
        try tx.execute(
            """
            INSERT INTO payout_event (payout_id, at, person_id, kind, detail)
            VALUES (\(payout), \(tx.now), \(by), \(kind), \(detail))
            """)
    }
}
