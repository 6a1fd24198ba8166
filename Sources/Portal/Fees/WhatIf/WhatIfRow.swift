import Database
import Domain
import Ground

/// Marks the ids of what-if runs.
public enum WhatIfRun {}

package enum WhatIfState: String, ColumnValue, Sendable { case running, done, failed }

/// One run of a tariff over a past period.
package struct WhatIfRow: Sendable {
    package let id: ID<WhatIfRun>
    package let tariff: ID<TariffVersion>
    /// The tariff's, when its rules were read.
    let revision: Int
    package let from: CalendarDay
    package let to: CalendarDay
    package let state: WhatIfState
    /// Done jobs of the period when the run began, and how many of them it has seen.
    package let jobs: Int
    package let done: Int
    /// Why the run failed, or why it could not price a job.
    package let complaint: Complaint?
    /// The first job that could not be priced.
    let failedJob: String?
    package let maker: String?
    package let madeAt: Instant

    package init(_ row: Row) throws {
        id = try row("id")
        tariff = try row("tariff_id")
        revision = try row("revision")
        from = try row("from_day")
        to = try row("to_day")
        state = try row("state")
        jobs = try row("jobs")
        done = try row("done")
        let key: String? = try row.optional("failed_key")
        let values: [String] = try JSONText.read(row("failed_values"))
        complaint = key.map { Complaint($0, values: values) }
        failedJob = try row.optional("failed_job")
        maker = try row.optional("maker")
        madeAt = try row("made_at")
    }
}

/// One of the jobs that change most, as a run has kept it.
package struct WhatIfChange: Sendable {
    package let position: Int
    package let number: String
    package let dealer: String
    package let completedOn: CalendarDay
    let calculation: ID<FrozenCalculation>
    /// In minor units: what was computed, and what the tariff would have given.
    let computed: Int64
    let priced: Int64
    package let lines: [FrozenLine]

    package init(_ row: Row) throws {
        position = try row("position")
        number = try row("number")
        dealer = try row("dealer")
        completedOn = try row("completed_on")
        calculation = try row("calculation_id")
        computed = try row("computed")
        priced = try row("priced")
        lines = try JSONText.read(row("lines"))
    }
}
