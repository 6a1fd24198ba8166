import Database
import Domain
import Ground
import Web

/// Begins a run of a tariff over a past period, which is then done by itself.
package struct StartWhatIf: Sendable {
    package let tariff: ID<TariffVersion>
    package let from: CalendarDay
    package let to: CalendarDay

    package init(tariff: ID<TariffVersion>, from: CalendarDay, to: CalendarDay) {
        self.tariff = tariff
        self.from = from
        self.to = to
    }

    /// - Throws: `Refusal.hidden`; `whatif.unreadable` where a rule of the draft cannot be read, `whatif.no_jobs`.
    package func run(by actor: Actor, in company: OpenCompany, _ tx: Transaction) throws -> ID<WhatIfRun> {
        guard let row = try TariffStore.find(tariff, tx) else { throw Refusal.hidden }
        do {
            _ = try TariffRuleStore.rules(of: tariff, tx)
        } catch let refused as RowRefusals {
            throw Complaint("whatif.unreadable", refused.rows.first?.row ?? "")
        }
        let span = company.clock.span(from, to)
        let jobs = try WhatIfList.count(for: row.audience, from: span.start, before: span.end, tx)
        guard jobs > 0 else { throw Complaint("whatif.no_jobs") }
        let run = try WhatIfStore.add(row, from: from, to: to, jobs: jobs, by: actor.person, tx)
        try RunStore.add(WhatIfs.name, of: run.value, total: jobs, by: actor.person, in: company, tx)
        return run
    }

    /// A run that broke off begins anew. - Returns: false where it runs already or is done.
    package static func again(
        _ row: WhatIfRow, by actor: Actor, in company: OpenCompany, _ tx: Transaction
    ) throws -> Bool {
        guard let jobs = try reopen(row, in: company, tx) else { return false }
        try RunStore.add(WhatIfs.name, of: row.id.value, total: jobs, by: actor.person, in: company, tx)
        return true
    }

    /// - Returns: how many jobs it will see; nil where it runs already or is done.
    static func reopen(_ row: WhatIfRow, in company: OpenCompany, _ tx: Transaction) throws -> Int? {
        guard let tariff = try TariffStore.find(row.tariff, tx) else { throw Refusal.hidden }
        let span = company.clock.span(row.from, row.to)
        let jobs = try WhatIfList.count(for: tariff.audience, from: span.start, before: span.end, tx)
        return try WhatIfStore.begin(row.id, jobs: jobs, revision: tariff.revision, tx) ? jobs : nil
    }
}

extension CompanyClock {
    /// The moments of days, both included; the end is not.
    package func span(_ from: CalendarDay, _ to: CalendarDay) -> (start: Instant, end: Instant) {
        (startOfDay(from), startOfDay(to.adding(days: 1)))
    }
}
