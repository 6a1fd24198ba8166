import Database
import Domain
import Ground

/// What a dealer asks for a finished job, made in the transaction that ends it, in the month of the completion day, with a
/// line for each fee line that the company pays. It is the dealer's draft for the days that the company gives him, or is
/// submitted at once.
package struct AddClaim: Sendable {
    package let job: ID<Job>
    let calculation: ID<FrozenCalculation>
    package let dealer: ID<Dealer>
    /// The calculation's payable, in minor units; may be below zero.
    package let payable: Int64
    package let completedOn: CalendarDay

    /// - Throws: `DatabaseFault.unique` where the job has a claim.
    @discardableResult
    package func run(by person: ID<Person>?, in company: OpenCompany, _ tx: Transaction) throws -> ID<Claim> {
        let lines = try ClaimStore.lines(of: calculation, tx)
        let isDraft = try ClaimSettingStore.all(tx).sendAfterDays > 0
        let month = company.clock.books.month(of: completedOn)
        let claim = try ClaimStore.add(self, as: isDraft ? .draft : .submitted, month: month, tx)
        try ClaimStore.add(lines.value(), to: claim, tx)
        if isDraft {
            try ClaimEventStore.add(claim, .made, by: person, tx)
            _ = try WeighClaim(claim: claim).run(tx)
        } else {
            let row = try ClaimStore.find([claim], .company, company.currency, tx)[0]
            try ReceiveClaim(claim: row).run(by: person, in: company, tx)
        }
        return claim
    }
}
