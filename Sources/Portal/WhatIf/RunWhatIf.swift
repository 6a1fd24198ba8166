import Database
import Domain
import Logging
import Web

/// Prices the done jobs of a period with a tariff, some thousand at a time and on a thread of its own, so that nobody waits
/// for it. Only at the end are its results stored: a run that was killed begins anew and finds the same.
struct RunWhatIf: Sendable {
    /// Jobs that are in memory at once.
    static let chunk = 4_000
    /// Of the jobs that change most, so many are kept with their lines.
    static let kept = 50

    let company: OpenCompany
    let id: ID<WhatIfRun>

    /// Runs to the end; what stands against that is stored with the run.
    func run() async throws {
        do {
            try await price()
        } catch is OvertakenWhatIf {
            return
        } catch {
            let complaint = error as? Complaint ?? Complaint("whatif.broke_off")
            try await company.write { try WhatIfStore.fail(id, complaint, $0) }
            if !(error is Complaint) { throw error }
        }
    }

    /// In the background; a fault is in the log.
    func start() {
        Task.detached {
            do { try await run() } catch {
                Logger(label: "kardan.what_if").error(
                    "what-if failed", metadata: ["run": "\(id)", "cause": "\(String(reflecting: error))"])
            }
        }
    }

    /// How far a run has come.
    private struct Progress: Sendable {
        let mark: WhatIfList.Mark
        let done: Int
        let result: WhatIf
    }

    private func price() async throws {
        let known = try await company.read { try WhatIfList.find(id, $0) }
        guard let row = known, row.state == .running else { return }
        let rules = try await company.read { try TariffRuleStore.rules(of: row.tariff, $0) }
        let span = company.clock.span(row.from, row.to)
        var progress = Progress(
            mark: WhatIfList.Mark(at: span.start, number: ""), done: row.done,
            result: WhatIf(Tariff(rules: rules), keeping: Self.kept))
        while let next = try await step(progress, before: span.end) { progress = next }
        let last = progress
        try await company.write { try WhatIfStore.end(id, done: last.done, last.result, $0) }
    }

    /// The next jobs. - Returns: nil where there are none left.
    private func step(_ progress: Progress, before end: Instant) async throws -> Progress? {
        let clock = company.clock
        let jobs = try await company.readAtLength { tx in
            try WhatIfList.jobs(after: progress.mark, before: end, limit: Self.chunk, clock: clock, tx)
        }
        guard let last = jobs.last else { return nil }
        let result = try await aside { try Self.adding(jobs, to: progress.result) }
        let done = progress.done + jobs.count
        try await company.write { try WhatIfStore.advance(id, from: progress.done, to: done, $0) }
        return Progress(mark: last.mark, done: done, result: result)
    }

    private static func adding(_ jobs: [WhatIfList.Done], to before: WhatIf) throws -> WhatIf {
        var result = before
        for job in jobs {
            switch job.priceable() {
            case .success(let priceable): try result.add(priceable)
            case .failure(let complaint):
                try result.refuse(job.mark.number, computed: job.computed?.payable, complaint)
            }
        }
        return result
    }
}

extension WhatIfList.Done {
    /// Fails (`fees.frozen.unreadable`) where its frozen facts cannot be read.
    func priceable() -> Result<WhatIf.Job, Complaint> {
        switch facts {
        case .gathered(let facts): .success(job(facts))
        case .frozen(let text):
            Result { () throws(Complaint) in try FeeFacts(frozen: text) }.map(job)
        }
    }

    private func job(_ facts: FeeFacts) -> WhatIf.Job {
        WhatIf.Job(id: id.value, facts: facts, city: String(city), computed: computed, isSettled: isSettled)
    }
}
