import Base
import Database
import Domain
import Ground
import Logging
import Web

/// Books what a confirmed recomputation changes: for each job a further calculation that replaces the last one, and the
/// difference as a row of today in the dealer's account, both in one transaction. A job that is booked differs no more, so a
/// booking that broke off is begun again from the start and books nothing twice.
struct BookDifferences: Sendable {
    /// So many jobs in a transaction: other writers wait no longer than for a page of claims.
    private static let together = 100

    let company: OpenCompany
    let run: ID<WhatIfRun>

    /// Runs to the end; what stands against that is stored.
    func book() async throws {
        guard let row = try await company.read({ try RecomputationStore.find(of: run, $0) }), row.state == .booking
        else {
            return
        }
        let pass = try await WhatIfPass(run, in: company)
        if row.bookedJobs == 0, try await !isAsConfirmed(row, pass) {
            return try await company.write { try RecomputationStore.fail(row.id, "recompute.changed", $0) }
        }
        var step = pass.start
        while let next = try await pass.next(after: step) {
            try await book(next.changes.filter(\.job.isSettled), row, pass.tariff)
            step = next
        }
        try await company.write { try RecomputationStore.end(row.id, $0) }
    }

    /// In the background; a fault is in the log, and the booking can be begun again.
    func start() {
        Task.detached {
            do { try await book() } catch is OvertakenBooking { return } catch {
                Logger(label: "kardan.recomputation").error(
                    "booking broke off", metadata: ["run": "\(run)", "cause": "\(String(reflecting: error))"])
            }
        }
    }

    /// Whether the jobs still differ by what was confirmed.
    private func isAsConfirmed(_ row: RecomputationRow, _ pass: WhatIfPass) async throws -> Bool {
        var step = pass.start
        while let next = try await pass.next(after: step) {
            step = next
            try await company.write { try RecomputationStore.beat(row.id, $0) }
        }
        let sum = step.result.sums[.settled] ?? WhatIfSum()
        return sum.jobs == row.jobs && sum.priced - sum.computed == row.amount
    }

    /// In transactions of some jobs each.
    func book(
        _ changes: [WhatIf.Change], _ row: RecomputationRow, _ tariff: ID<TariffVersion>
    ) async throws {
        for start in stride(from: 0, to: changes.count, by: Self.together) {
            let chunk = changes[start..<min(start + Self.together, changes.count)]
            try await company.write { tx in
                var (jobs, amount) = (0, Int64(0))
                for change in chunk {
                    guard try book(change, row, tariff, tx) else { continue }
                    (jobs, amount) = (jobs + 1, amount + change.difference)
                }
                try RecomputationStore.advance(row.id, jobs: jobs, amount: amount, tx)
            }
        }
    }

    /// - Returns: false where the job was booked already, computed anew, taken back, or approved only after the confirmation.
    private func book(
        _ change: WhatIf.Change, _ row: RecomputationRow, _ tariff: ID<TariffVersion>, _ tx: Transaction
    ) throws -> Bool {
        let (job, replaced) = (ID<Job>(change.job.id), ID<FrozenCalculation>(change.computed.id))
        guard let confirmed = row.decidedAt,
            let claim = try RecomputationStore.claim(
                of: job, computedBy: replaced, before: confirmed, by: tariff, tx)
        else { return false }
        _ = try CalculationStore.add(
            change.calculation, of: job, by: tariff, currency: company.currency, replacing: replaced,
            in: row.id, tx)
        var posting = Posting(
            kind: .adjustment, dealer: claim.dealer, amount: Money(change.difference, company.currency),
            day: company.clock.day(of: tx.now))
        (posting.claim, posting.madeBy, posting.note) = (claim.id, row.decidedBy, row.reason)
        try LedgerStore.post(posting, tx)
        return true
    }
}
