import Database
import Domain
import Ground

/// Tells whoever a rule names that a promise is due soon, and that it was missed: each once. It rests until the next moment at which
/// somebody is to be told, so a company whose rules tell nobody costs nothing.
struct TellPromises: RunKind {
    static let name = "promises"
    var name: String { Self.name }

    func open(_: RunRow, in company: OpenCompany, _: Root) async throws -> any RunWork { Work(company: company) }

    private struct Work: RunWork {
        /// Jobs in one step.
        private static let together = 50
        let company: OpenCompany
        var done = 0

        mutating func next(after _: String) async throws -> RunStep {
            let company = company
            let due = try await company.read { try PromiseAlarmStore.due(limit: Self.together, $0) }
            guard !due.isEmpty else { return .rest { try PromiseAlarmStore.next($0) } }
            done += due.count
            let progress = RunProgress(String(done), done: done)
            return .write { tx in
                // As they are now: a job may have been taken or done since they were read.
                for row in try PromiseAlarmStore.due(limit: Self.together, tx) {
                    try PromiseAlarmStore.tell(row, in: company, tx)
                }
                return progress
            }
        }
    }
}

/// Counts the promises of all open jobs again: after the company has changed its week or its days off, and once for the jobs that
/// were open before promises were kept.
package struct RecountPromises: RunKind {
    static let name = "promise_recount"
    package var name: String { Self.name }

    package init() {}

    /// The company works at other times from now on.
    package static func ask(by person: ID<Person>?, in company: OpenCompany, _ tx: Transaction) throws {
        try RunStore.add(name, by: person, in: company, tx)
    }

    package func open(_: RunRow, in company: OpenCompany, _: Root) async throws -> any RunWork {
        Work(company: company)
    }

    private struct Work: RunWork {
        /// Jobs in one step.
        private static let together = 100
        let company: OpenCompany
        var done = 0

        mutating func next(after step: String) async throws -> RunStep {
            let (last, company) = (ID<Job>(step), company)
            let jobs = try await company.read { try PromiseList.open(after: last, limit: Self.together, $0) }
            guard let reached = jobs.last else { return .end { _ in } }
            done += jobs.count
            let progress = RunProgress(reached.description, done: done)
            return .write { tx in
                for id in jobs { try Self.count(id, in: company, tx) }
                return progress
            }
        }

        /// As it is now: it may have ended since it was read.
        private static func count(_ id: ID<Job>, in company: OpenCompany, _ tx: Transaction) throws {
            if try PromiseStore.find(id, tx) != nil { return try PromiseStore.recount(id, tx) }
            let job = try JobStore.known(id, tx)
            guard !job.state.isEnded else { return }
            let ends = PromiseEnds(response: try PromiseList.taken(id, tx))
            try PromiseStore.write(job, ends, madeAt: job.receivedAt, in: company, tx)
        }
    }
}
