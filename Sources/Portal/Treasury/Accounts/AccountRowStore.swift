import Database
import Domain
import Ground
import Web

extension ManualRow: ColumnValue {}

/// What became of a row that a person wrote.
package enum AccountRowState: String, ColumnValue {
    case waiting, posted, refused, withdrawn
}

/// A row written by hand, as its commands need it.
package struct AccountRowRow: Sendable {
    package let id: ID<AccountRow>
    package let dealer: ID<Dealer>
    package let kind: ManualRow
    package let amount: Money
    package let day: CalendarDay
    package let note: String
    package let state: AccountRowState
    package let madeBy: ID<Person>
}

package enum AccountRowStore {
    package static func add(
        _ kind: ManualRow, _ amount: Money, to dealer: ID<Dealer>, on day: CalendarDay, note: String, by: ID<Person>,
        _ tx: Transaction
    ) throws -> ID<AccountRow> {
        try tx.insert(
            """
            INSERT INTO account_row (dealer_id, kind, amount, on_day, note, state, made_by, made_at)
            VALUES (\(dealer), \(kind), \(amount.minor), \(day), \(note), \(AccountRowState.waiting), \(by), \(tx.now))
            """)
    }

    /// - Throws: `Refusal.hidden` where this dealer has none of this id.
    package static func find(
        _ id: ID<AccountRow>, of dealer: ID<Dealer>, _ currency: Currency, _ tx: Transaction
    ) throws -> AccountRowRow {
        let row = try tx.row(
            """
            SELECT id, dealer_id, kind, amount, on_day, note, state, made_by FROM account_row
            WHERE id = \(id) AND dealer_id = \(dealer)
            """)
        guard let row else { throw Refusal.hidden }
        return AccountRowRow(
            id: try row("id"), dealer: try row("dealer_id"), kind: try row("kind"),
            amount: Money(try row("amount"), currency), day: try row("on_day"), note: try row("note"),
            state: try row("state"), madeBy: try row("made_by"))
    }

    /// - Parameter reason: why one person was enough; nil where there were two.
    /// - Throws: `Refusal.stale` where somebody has decided it already.
    package static func decide(
        _ row: AccountRowRow, _ verdict: RowVerdict, easedFor reason: String? = nil, _ tx: Transaction
    ) throws {
        let (state, person) = (verdict.state, verdict.person)
        let changed = try tx.execute(
            """
            UPDATE account_row SET state = \(state), decided_by = \(person), decided_at = \(tx.now),
                entry_id = \(verdict.entry), eased = \(reason ?? "")
            WHERE id = \(row.id) AND state = 'waiting'
            """)
        guard changed == 1 else { throw Refusal.stale(Complaint("error.stale")) }
        let event = Event(
            "row_\(state.rawValue)", of: .accountRow(row.id), in: "accounts",
            detail: ["row": row.kind.rawValue, "amount": String(row.amount.minor), "eased": reason ?? ""])
        try EventStore.add(event, by: person, tx)
    }

    /// What is kept back of a dealer's payments and not released: above zero.
    package static func held(_ retention: LedgerKind, of dealer: ID<Dealer>, _ tx: Transaction) throws -> Int64 {
        let kept: Int64 =
            try tx.value(
                "SELECT coalesce(sum(amount), 0) FROM ledger_entry WHERE dealer_id = \(dealer) AND kind = \(retention)")
            ?? 0
        let releases = ManualRow.allCases.filter { $0.releases == retention }
        let released: Int64 =
            try tx.value(
                """
                SELECT coalesce(sum(amount), 0) FROM account_row
                WHERE dealer_id = \(dealer) AND state = 'posted' AND kind IN (\(releases))
                """) ?? 0
        return -kept - released
    }
}

/// What is said of a row, by whoever may say it.
package enum RowVerdict: Sendable {
    /// - Parameter entry: the row of the account.
    case posted(by: MayConfirmRow, entry: ID<LedgerEntry>)
    case refused(by: MayConfirmRow)
    /// By its writer.
    case withdrawn(by: ID<Person>)

    fileprivate var state: AccountRowState {
        switch self {
        case .posted: .posted
        case .refused: .refused
        case .withdrawn: .withdrawn
        }
    }

    fileprivate var person: ID<Person> {
        switch self {
        case .posted(let permit, _), .refused(let permit): permit.actor.person
        case .withdrawn(let person): person
        }
    }

    fileprivate var entry: ID<LedgerEntry>? {
        switch self {
        case .posted(_, let entry): entry
        case .refused, .withdrawn: nil
        }
    }
}
