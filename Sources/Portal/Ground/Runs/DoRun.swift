import CoreMetrics
import Database
import Domain
import Logging
import Web

/// Does one run that was taken on, from where it stands to its end, step by step.
struct DoRun: Sendable {
    /// How it ended for the time being.
    enum Outcome: String, Sendable { case done, failed, putBack, overtaken, sealed }

    let company: OpenCompany
    let root: Root
    let kind: any RunKind
    let run: RunRow
    let token: String
    /// Each step waits for its turn, so that no company's long run keeps the others waiting.
    let turns: Turns
    /// Comes back when the lease is to be prolonged.
    let pulse: @Sendable () async throws -> Void

    func callAsFunction() async throws -> Outcome {
        let outcome = try await done()
        Counter(label: "kardan.runs", dimensions: [("kind", kind.name), ("outcome", outcome.rawValue)]).increment()
        return outcome
    }

    private func done() async throws -> Outcome {
        do {
            try await alive { try await steps() }
            return .done
        } catch is OvertakenRun {
            return .overtaken
        } catch Refusal.readOnly {
            // Its store is being moved: the lease runs out by itself, here or there.
            return .sealed
        } catch is CancellationError {
            return try await settle { try RunStore.putBack(run.id, after: 0, why: nil, $0) } ? .putBack : .overtaken
        } catch let why as Complaint {
            return try await fail(why)
        } catch {
            return try await tryLater(error)
        }
    }

    /// What is prepared may take longer than a lease: as long as this worker lives, nobody else begins the same.
    private func alive(_ work: () async throws -> Void) async throws {
        let (id, token, company, pulse) = (run.id, token, company, pulse)
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                while true {
                    try await pulse()
                    try Task.checkCancellation()
                    try await company.write { try RunStore.hold(id, token, $0) }
                }
            }
            defer { group.cancelAll() }
            try await work()
        }
    }

    private func steps() async throws {
        var work = try await kind.open(run, in: company, root)
        var (step, isOver) = (run.step, false)
        while !isOver {
            do {
                if kind.isPatient {
                    let next = try await next(of: &work, after: step)
                    (step, isOver) = try await turns.take { try await write(next) }
                } else {
                    (step, isOver) = try await turns.take { try await write(next(of: &work, after: step)) }
                }
            } catch let fault as DatabaseFault where fault.isOfRows && work.goesRound() {
                complain("a step is gone round", fault)
            }
        }
    }

    /// Whoever is to stop prepares nothing more: he writes what is still to be written, where anything is.
    private func next(of work: inout any RunWork, after step: String) async throws -> RunStep {
        do {
            try Task.checkCancellation()
            return try await work.next(after: step)
        } catch {
            guard Task.isCancelled, let last = work.leaving(after: step) else { throw error }
            return last
        }
    }

    private func write(_ step: RunStep) async throws -> (step: String, isOver: Bool) {
        let (id, token, every) = (run.id, token, kind.every)
        return try await company.write { tx in
            try RunStore.hold(id, token, tx)
            switch step {
            case .write(let work):
                let mark = try work(tx)
                try RunStore.advance(id, to: mark, tx)
                return (mark.step, false)
            case .end(let work):
                try work(tx)
                try RunStore.end(id, again: every, tx)
                return ("", true)
            case .endBut(let rest):
                try RunStore.end(id, again: every, but: rest, tx)
                return ("", true)
            case .rest(let work):
                try RunStore.rest(id, until: work(tx), tx)
                return ("", true)
            }
        }
    }

    private func tryLater(_ error: any Error) async throws -> Outcome {
        complain("a step failed", error)
        let (why, id, taken) = (Complaint("runs.broke_off"), run.id, run.attempts)
        // As it is now: a step that ended has counted them anew.
        let attempts = try await company.read { try RunStore.find(id, $0)?.attempts ?? taken }
        guard attempts < Backoff.mostAttempts else { return try await fail(why) }
        let seconds = Backoff.seconds(after: attempts, scatter: Double.random(in: 0...1))
        return try await settle { try RunStore.putBack(run.id, after: seconds, why: why, $0) } ? .putBack : .overtaken
    }

    private func complain(_ text: Logger.Message, _ error: any Error) {
        Logger(label: "kardan.runs").error(
            text,
            metadata: [
                "company": "\(company.slug)", "run": "\(run.id)", "kind": "\(run.kind)", "attempt": "\(run.attempts)",
                "cause": "\(String(reflecting: error))",
            ])
    }

    private func fail(_ why: Complaint) async throws -> Outcome {
        let isMine = try await settle { tx in
            try kind.fail(run, why, tx)
            try RunStore.fail(run.id, why, tx)
        }
        return isMine ? .failed : .overtaken
    }

    /// - Returns: false where somebody else works on it.
    private func settle(_ work: @escaping @Sendable (Transaction) throws -> Void) async throws -> Bool {
        let (id, token) = (run.id, token)
        do {
            try await company.write { tx in
                try RunStore.hold(id, token, tx)
                try work(tx)
            }
            return true
        } catch is OvertakenRun { return false }
    }
}
