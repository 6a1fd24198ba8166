import Database
import Domain
import Foundation

/// What happened to a job: who, when, what, before, after. Rows are only ever added.
package enum JobEventStore {
    /// - Parameter kind: a `JobDeed`, or `imported`, `added`, `note`, `technician`, …: the word `jobs.event.<kind>`.
    package static func add(
        _ job: ID<Job>, kind: String, from: JobState? = nil, to: JobState? = nil, by person: ID<Person>?,
        detail: [String: String] = [:], _ tx: Transaction
    ) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        let text = String(decoding: try encoder.encode(detail), as: UTF8.self)
        try tx.later(
            """
            INSERT INTO job_event (job_id, at, person_id, kind, from_state, to_state, detail)
            VALUES (\(job), \(tx.now), \(person), \(kind), \(from), \(to), \(text))
            """)
    }
}
