import Database
import Domain
import Web

extension PayoutState: ColumnValue {}
extension CalendarSystem: ColumnValue {}

/// One payout as its commands need it.
package struct PayoutRow: Sendable {
    package let id: ID<Payout>
    package let number: String
    /// nil for the company's own.
    package let calendar: CalendarSystem?
    package let period: Period
    package let state: PayoutState
    let total: Money
    package let madeBy: ID<Person>
    package let madeAt: Instant
    let checkedBy: ID<Person>?
    package let version: Int

    package init(_ row: Row, _ currency: Currency) throws {
        id = try row("id")
        number = try row("number")
        calendar = try row.optional("calendar")
        period = Period(year: try row("period_year"), month: try row("period_month"))
        state = try row("state")
        total = Money(try row("total"), currency)
        madeBy = try row("made_by")
        madeAt = try row("made_at")
        checkedBy = try row.optional("checked_by")
        version = try row("version")
    }

    /// - Throws: `Refusal.stale` where it is not the version that was read.
    package func read(at version: Int) throws -> PayoutRow {
        guard version == self.version else { throw Refusal.stale(Complaint("error.stale")) }
        return self
    }
}

/// Payouts and their events.
package enum PayoutStore {
    /// - Throws: `Refusal.hidden` where there is none of this number.
    package static func find(_ number: String, _ currency: Currency, _ tx: Transaction) throws -> PayoutRow {
        let row = try tx.row(
            """
            SELECT id, number, calendar, period_year, period_month, state, total, made_by, made_at, checked_by, version
            FROM payout
            WHERE number = \(number)
            """)
        guard let row else { throw Refusal.hidden }
        return try PayoutRow(row, currency)
    }

    package static func add(
        number: String, _ order: PayoutOrder, total: Money, by: ID<Person>, _ tx: Transaction
    ) throws -> ID<Payout> {
        try tx.insert(
            """
            INSERT INTO payout (number, calendar, period_year, period_month, scope, state, total, made_by, made_at)
            VALUES (\(number), \(order.calendar), \(order.period.year), \(order.period.month), \(order.scope.text), 'draft',
                    \(total.minor), \(by), \(tx.now))
            """)
    }

    /// - Throws: `Refusal.stale` where the payout has moved on since it was read, or cannot have this done to it.
    /// - Parameter reason: why one person was enough; nil where there were two.
    package static func move(
        _ payout: PayoutRow, _ signature: PayoutSignature, easedFor reason: String? = nil, _ tx: Transaction
    ) throws {
        let next: PayoutState
        do { next = try payout.state.after(signature.deed) } catch { throw Refusal.stale(error) }
        var set: SQL = "state = \(next), version = version + 1"
        if let assignments = signature.assignments(at: tx.now) { set += "," + assignments }
        if let reason { set += ", \(signature.easing) = \(reason)" }
        let changed = try tx.execute("UPDATE payout SET \(set) WHERE id = \(payout.id) AND version = \(payout.version)")
        guard changed == 1 else { throw Refusal.stale(Complaint("error.stale")) }
    }

    /// Some of its rows were settled: whoever has an older page before him reads it again first.
    static func touch(_ payout: PayoutRow, _ tx: Transaction) throws {
        try tx.execute("UPDATE payout SET version = version + 1 WHERE id = \(payout.id)")
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

/// Who leads a payout to its next step. Where not everybody may, the proof that he may is what signs.
package enum PayoutSignature: Sendable {
    case checked(by: MayCheckPayout)
    case approved(by: MayApprovePayout)
    case sent(by: ID<Person>)
    case withdrawn(by: MayWithdrawPayout)
    /// - Parameter reference: the bank's, where all rows have the same.
    case closed(by: ID<Person>, paidOn: CalendarDay, reference: String?)

    fileprivate var deed: PayoutDeed {
        switch self {
        case .checked: .check
        case .approved: .approve
        case .sent: .send
        case .withdrawn: .withdraw
        case .closed: .close
        }
    }

    /// Where it stands why one person was enough: of each step by itself.
    fileprivate var easing: SQL { deed == .check ? "check_eased" : "approve_eased" }

    /// nil where the event alone says who it was.
    fileprivate func assignments(at now: Instant) -> SQL? {
        switch self {
        case .checked(let permit): "checked_by = \(permit.actor.person), checked_at = \(now)"
        case .approved(let permit): "approved_by = \(permit.actor.person), approved_at = \(now)"
        case .withdrawn: nil
        case .sent(let person): "sent_by = \(person), sent_at = \(now)"
        case .closed(let person, let day, let reference):
            "paid_by = \(person), paid_at = \(now), paid_on = \(day), bank_reference = \(reference)"
        }
    }
}
