import Base
import Database
import Domain
import Ground

/// Brings what was decided of a claim into its dealer's account: the lines in his favour as `fee`, also where they are
/// nothing, and those against him, where there are any, as `penalty`.
struct PostDecision: Sendable {
    let claim: ClaimRow
    /// Nobody, where a rule decided it.
    let person: ID<Person>?

    /// - Throws: `DatabaseFault.unique` where the claim's decision is in the account.
    func run(in company: OpenCompany, _ tx: Transaction) throws {
        let sums = try ClaimStore.approvedSums(of: claim.id, tx)
        try post(.fee, sums.fee, in: company, tx)
        if sums.penalty < 0 { try post(.penalty, sums.penalty, in: company, tx) }
    }

    private func post(_ kind: LedgerKind, _ amount: Int64, in company: OpenCompany, _ tx: Transaction) throws {
        var row = Posting(
            kind: kind, dealer: claim.dealer, amount: Money(amount, company.currency),
            day: company.clock.day(of: tx.now))
        (row.claim, row.madeBy) = (claim.id, person)
        try LedgerStore.post(row, tx)
    }
}
