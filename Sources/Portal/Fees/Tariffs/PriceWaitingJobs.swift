import Database
import Domain
import Ground

/// Prices the done jobs that had no tariff, once one is active for their days or their dealer is paid otherwise; each gets its
/// claim as if it were done now.
struct PriceWaitingJobs: Sendable {
    /// So many jobs in a transaction: other writers wait no longer than for a page of claims.
    private static let together = 200

    enum Jobs: Sendable {
        /// Those of the tariff's days and audience.
        case tariff(TariffRow)
        case dealer(ID<Dealer>)
    }

    let company: OpenCompany
    let of: Jobs

    /// - Returns: how many jobs have a fee now that had none.
    func run() async throws -> Int {
        var (priced, last) = (0, Int64(0))
        while true {
            let from = last
            let chunk = try await company.write { tx in
                let rows = try waiting(after: from, tx)
                return (
                    priced: try rows.filter { try price($0, tx) }.count,
                    last: try rows.last.map { try $0("id") as Int64 }
                )
            }
            guard let seen = chunk.last else { return priced }
            (priced, last) = (priced + chunk.priced, seen)
        }
    }

    private func waiting(after id: Int64, _ tx: Transaction) throws -> [Row] {
        switch of {
        case .tariff(let tariff): try CalculationStore.waiting(for: tariff, after: id, limit: Self.together, tx)
        case .dealer(let dealer): try CalculationStore.waiting(of: dealer, after: id, limit: Self.together, tx)
        }
    }

    private func price(_ row: Row, _ tx: Transaction) throws -> Bool {
        let job: ID<Job> = try row("id")
        guard let priced = try PriceJob(job: job).run(in: company, tx) else { return false }
        try CalculationStore.waitNoMore(job, tx)
        guard priced.isClaimed else { return true }
        try AddClaim(
            job: job, calculation: priced.id, dealer: row("dealer_id"), payable: priced.calculation.payable,
            completedOn: row("completed_on")
        ).run(by: nil, in: company, tx)
        return true
    }
}
