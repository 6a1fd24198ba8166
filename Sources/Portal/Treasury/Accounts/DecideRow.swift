import Base
import Database
import Domain
import Ground
import Web

/// What becomes of a row that a person of finance has written into a dealer's account.
package enum RowDecision: Sendable {
    /// Another person says that it is right: it counts from now on.
    case confirm
    /// Another person says that it is wrong.
    case refuse
    /// Its writer takes it back.
    case withdraw
}

package struct DecideRow: Sendable {
    package let row: ID<AccountRow>
    package let decision: RowDecision

    package init(row: ID<AccountRow>, decision: RowDecision) {
        self.row = row
        self.decision = decision
    }

    /// - Throws: `Refusal.stale` where it waits no more, the complaint of `MayConfirmRow`, `ledger.denied.other` where another
    ///   than its writer withdraws it, `ledger.release.more` where more would be released than is kept back.
    package func run(for dealer: ID<Dealer>, by actor: Actor, in company: OpenCompany, _ tx: Transaction) throws {
        let row = try AccountRowStore.find(row, of: dealer, company.currency, tx)
        guard row.state == .waiting else { throw Refusal.stale(Complaint("error.stale")) }
        switch decision {
        case .confirm:
            let (permit, reason) = try permit(to: actor, row, tx)
            try checkHeld(row, tx)
            try AccountRowStore.decide(row, .posted(by: permit, entry: post(row, tx)), easedFor: reason, tx)
        case .refuse:
            let (permit, reason) = try permit(to: actor, row, tx)
            try AccountRowStore.decide(row, .refused(by: permit), easedFor: reason, tx)
        case .withdraw:
            guard row.madeBy == actor.person else { throw Complaint("ledger.denied.other") }
            try AccountRowStore.decide(row, .withdrawn(by: actor.person), tx)
        }
    }

    private func permit(
        to actor: Actor, _ row: AccountRowRow, _ tx: Transaction
    ) throws -> (permit: MayConfirmRow, reason: String?) {
        try Easing.permitOfMoney(to: actor, tx) { try MayConfirmRow(actor, madeBy: row.madeBy, isEased: $0) }
    }

    private func checkHeld(_ row: AccountRowRow, _ tx: Transaction) throws {
        guard let retention = row.kind.releases else { return }
        let held = try AccountRowStore.held(retention, of: row.dealer, tx)
        guard row.amount.minor <= held else { throw Complaint("ledger.release.more", String(held)) }
    }

    private func post(_ row: AccountRowRow, _ tx: Transaction) throws -> ID<LedgerEntry> {
        var posting = Posting(kind: row.kind.kind, dealer: row.dealer, amount: row.amount, day: row.day)
        (posting.madeBy, posting.note) = (row.madeBy, row.note)
        return try LedgerStore.post(posting, tx)
    }
}
