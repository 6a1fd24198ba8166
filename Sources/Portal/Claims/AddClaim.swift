import Database
import Domain

/// What a dealer asks for a finished job, made in the transaction that ends it: submitted at once, in the month of the
/// completion day, with a line for each fee line that the company pays.
struct AddClaim: Sendable {
    let job: ID<Job>
    let calculation: ID<FrozenCalculation>
    let dealer: ID<Dealer>
    /// The calculation's payable, in minor units; may be below zero.
    let payable: Int64
    let completedOn: CalendarDay

    /// - Parameter calendar: the company's; it says which month the claim belongs to.
    /// - Throws: `DatabaseFault.unique` where the job has a claim.
    @discardableResult
    func run(by person: ID<Person>?, calendar: CalendarSystem, in tx: Transaction) throws -> ID<Claim> {
        let claim = try ClaimStore.add(self, month: calendar.month(of: completedOn), tx)
        try ClaimStore.addLines(of: calculation, to: claim, tx)
        try ClaimEventStore.add(claim, .submitted, by: person, tx)
        return claim
    }
}
