import Database
import Domain
import Ground
import Web

/// The done jobs of a run in the order of their completion, priced by its tariff, some thousand at a time and on a thread of
/// their own, so that nobody waits for it.
struct WhatIfPass: Sendable {
    /// Jobs that are in memory at once.
    static let chunk = 4_000
    /// Of the jobs that change most, so many are kept with their lines.
    static let kept = 50

    /// How far the pass has come.
    struct Step: Sendable {
        let place: WhatIfList.Place
        let done: Int
        let result: WhatIf
        /// The jobs of this step that change.
        let changes: [WhatIf.Change]
    }

    let company: OpenCompany
    let row: WhatIfRow
    let start: Step
    private let audience: String
    private let end: Instant

    var tariff: ID<TariffVersion> { row.tariff }

    /// - Throws: `Refusal.hidden` where there is no such run; `whatif.unreadable` where a rule cannot be read.
    init(_ run: ID<WhatIfRun>, in company: OpenCompany) async throws {
        let found = try await company.read { tx in
            guard let row = try WhatIfList.find(run, tx), let tariff = try TariffStore.find(row.tariff, tx) else {
                throw Refusal.hidden
            }
            do { return (row, tariff.audience, try TariffRuleStore.rules(of: row.tariff, tx)) } catch let refused
                as RowRefusals
            { throw Complaint("whatif.unreadable", refused.rows.first?.row ?? "") }
        }
        let rules: [TariffRule]
        (row, audience, rules) = found
        self.company = company
        let span = company.clock.span(row.from, row.to)
        end = span.end
        start = Step(
            place: WhatIfList.Place(at: span.start, number: ""), done: 0,
            result: WhatIf(Tariff(rules: rules), keeping: Self.kept), changes: [])
    }

    /// The next jobs. - Returns: nil where there are none left.
    func next(after step: Step) async throws -> Step? {
        let clock = company.clock
        let jobs = try await company.readAtLength { tx in
            try WhatIfList.jobs(
                for: audience, after: step.place, before: end, limit: Self.chunk, clock: clock, tx)
        }
        guard let last = jobs.last else { return nil }
        return try await aside { try Self.adding(jobs, to: step, last.place) }
    }

    private static func adding(_ jobs: [WhatIfList.Done], to step: Step, _ place: WhatIfList.Place) throws -> Step {
        var result = step.result
        var changes: [WhatIf.Change] = []
        for job in jobs {
            switch job.priceable() {
            case .success(let priceable):
                if let change = try result.add(priceable) { changes.append(change) }
            case .failure(let complaint):
                try result.refuse(job.place.number, computed: job.computed?.payable, complaint)
            }
        }
        return Step(place: place, done: step.done + jobs.count, result: result, changes: changes)
    }
}

extension WhatIfList.Done {
    /// Fails (`fees.frozen.unreadable`) where its frozen facts cannot be read.
    fileprivate func priceable() -> Result<WhatIf.Job, Complaint> {
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
