import Database
import Domain
import Ground

/// Prices the done jobs that had no tariff, once one is active for their days or their dealer is paid otherwise; each gets its
/// claim as if it were done now.
enum WaitingJobs: RunKind {
    /// Those of the tariff's days and audience; the run is about the tariff.
    case ofTariff
    /// The run is about the dealer.
    case ofDealer

    var name: String {
        switch self {
        case .ofTariff: "pricing_tariff"
        case .ofDealer: "pricing_dealer"
        }
    }

    var subject: String? {
        switch self {
        case .ofTariff: "tariff"
        case .ofDealer: "dealer"
        }
    }

    /// One by itself, where it waits: with what was put right of it a tariff may price it.
    static func price(_ job: ID<Job>, in company: OpenCompany, _ tx: Transaction) throws {
        if let row = try CalculationStore.waiting(job, tx) { try price(row, in: company, tx) }
    }

    fileprivate static func price(_ row: Row, in company: OpenCompany, _ tx: Transaction) throws {
        let job: ID<Job> = try row("id")
        guard let priced = try PriceJob(job: job).run(in: company, tx) else { return }
        try CalculationStore.waitNoMore(job, tx)
        guard priced.isClaimed else { return }
        try AddClaim(
            job: job, calculation: priced.id, dealer: row("dealer_id"), payable: priced.calculation.payable,
            completedOn: row("completed_on")
        ).run(by: nil, in: company, tx)
    }

    func open(_ run: RunRow, in company: OpenCompany, _: Root) async throws -> any RunWork {
        PriceWaitingJobs(company: company, of: self, subject: run.subject, seen: run.done)
    }
}

private struct PriceWaitingJobs: RunWork {
    /// So many jobs in a transaction: other writers wait no longer than for a page of claims.
    private static let together = 200

    let company: OpenCompany
    let of: WaitingJobs
    let subject: Int64
    var seen: Int

    mutating func next(after step: String) async throws -> RunStep {
        let (work, last) = (self, Int64(step) ?? 0)
        let rows = try await company.read { try work.waiting(after: last, $0).map { try $0("id") as Int64 } }
        guard let end = rows.last else { return .end { _ in } }
        seen += rows.count
        let mark = RunProgress(String(end), done: seen)
        return .write { tx in
            for row in try work.waiting(after: last, tx) where try row("id") <= end {
                try WaitingJobs.price(row, in: work.company, tx)
            }
            return mark
        }
    }

    private func waiting(after id: Int64, _ tx: Transaction) throws -> [Row] {
        switch of {
        case .ofTariff:
            guard let tariff = try TariffStore.find(ID(subject), tx) else { return [] }
            return try CalculationStore.waiting(for: tariff, after: id, limit: Self.together, tx)
        case .ofDealer:
            return try CalculationStore.waiting(of: ID(subject), after: id, limit: Self.together, tx)
        }
    }
}
