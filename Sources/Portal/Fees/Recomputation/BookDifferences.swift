import Base
import Database
import Domain
import Ground
import Web

/// Books what a confirmed recomputation changes: for each job a further calculation that replaces the last one, and the
/// difference as a row of today in the dealer's account, both in one transaction. A job that is booked differs no more, so a
/// booking that broke off is begun again from the start and books nothing twice.
struct Bookings: RunKind {
    static let name = "booking"
    var name: String { Self.name }
    var subject: String? { "what_if" }

    func open(_ run: RunRow, in company: OpenCompany, _: Root) async throws -> any RunWork {
        let id = ID<WhatIfRun>(run.subject)
        guard let row = try await company.read({ try RecomputationStore.find(of: id, $0) }), row.state == .booking
        else { throw Complaint("runs.nothing") }
        let pass = try await WhatIfPass(id, in: company)
        return BookDifferences(company: company, row: row, pass: pass, step: pass.start)
    }

    func fail(_ run: RunRow, _ why: Complaint, _ tx: Transaction) throws {
        // Whatever else went wrong may be mended, and the booking goes on.
        guard why.key == "recompute.changed", let row = try RecomputationStore.find(of: ID(run.subject), tx) else {
            return
        }
        try RecomputationStore.fail(row.id, why.key, tx)
    }
}

/// Looks first whether the jobs still differ by what was confirmed, then books.
struct BookDifferences: RunWork {
    /// So many jobs in a transaction: other writers wait no longer than for a page of claims.
    private static let together = 100

    let company: OpenCompany
    let row: RecomputationRow
    let pass: WhatIfPass
    var step: WhatIfPass.Step
    private var isSure: Bool
    private var changes: ArraySlice<WhatIf.Change> = []

    init(company: OpenCompany, row: RecomputationRow, pass: WhatIfPass, step: WhatIfPass.Step) {
        (self.company, self.row, self.pass, self.step) = (company, row, pass, step)
        // What is booked already differs no more.
        isSure = row.bookedJobs > 0
    }

    mutating func next(after _: String) async throws -> RunStep {
        if !isSure {
            if let next = try await pass.next(after: step) {
                step = next
                return .write { _ in RunProgress("", done: 0) }
            }
            guard isAsConfirmed else { throw Complaint("recompute.changed") }
            (isSure, step) = (true, pass.start)
        }
        while changes.isEmpty {
            guard let next = try await pass.next(after: step) else {
                let id = row.id
                return .end { try RecomputationStore.end(id, $0) }
            }
            step = next
            changes = next.changes.filter(\.job.isSettled)[...]
        }
        let (chunk, work) = (Array(changes.prefix(Self.together)), self)
        changes = changes.dropFirst(Self.together)
        return .write { tx in RunProgress("", done: try work.book(chunk, tx)) }
    }

    private var isAsConfirmed: Bool {
        let sum = step.result.sums[.settled] ?? WhatIfSum()
        return sum.jobs == row.jobs && sum.priced - sum.computed == row.amount
    }

    /// - Returns: how many jobs are booked by now.
    func book(_ chunk: [WhatIf.Change], _ tx: Transaction) throws -> Int {
        var (jobs, amount) = (0, Int64(0))
        for change in chunk {
            guard try book(change, row, pass.tariff, tx) else { continue }
            (jobs, amount) = (jobs + 1, amount + change.difference)
        }
        return try RecomputationStore.advance(row.id, jobs: jobs, amount: amount, tx)
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
