import Database
import Domain
import Ground

/// What a job in hand may wait for.
package enum JobWait: String, CaseIterable, ColumnValue, Sendable {
    /// Its customer's word on what it will cost.
    case approval
    case part
}

/// What a job waits for, beside its state: work that is agreed and under way can wait for a part at any time.
package enum JobWaitingStore {
    /// It cannot go on before that is there. No form that is open for it is overtaken by this.
    /// - Parameter reason: a word of `job_waiting`.
    static func wait(for reason: String, _ job: ID<Job>, _ tx: Transaction) throws {
        try tx.later("UPDATE job SET waiting = \(reason) WHERE id = \(job)")
    }

    /// What it waited for is there; where it waits for something else, it still does.
    static func goOn(from reason: String, _ job: ID<Job>, _ tx: Transaction) throws {
        try tx.later("UPDATE job SET waiting = NULL WHERE id = \(job) AND waiting = \(reason)")
    }

    /// Nothing where it waits for something already. - Parameter request: what stands in the job's history.
    package static func waitForPart(
        _ job: ID<Job>, on request: String, by person: ID<Person>?, _ tx: Transaction
    ) throws {
        let changed = try tx.execute("UPDATE job SET waiting = 'part' WHERE id = \(job) AND waiting IS NULL")
        guard changed == 1 else { return }
        try JobEventStore.add(job, kind: "waits_for_part", by: person, detail: ["text": request], tx)
    }

    /// It goes on. - Parameter kind: `part_came`, or `waits_no_more` where nothing came.
    package static func goOn(
        _ job: ID<Job>, kind: String, on request: String, by person: ID<Person>?, _ tx: Transaction
    ) throws {
        let changed = try tx.execute("UPDATE job SET waiting = NULL WHERE id = \(job) AND waiting = 'part'")
        guard changed == 1 else { return }
        try JobEventStore.add(job, kind: kind, by: person, detail: ["text": request], tx)
    }
}
