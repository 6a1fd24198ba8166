import Database
import Domain
import Web

/// The runs of one company, done here one after the other.
package struct CompanyRuns: Sendable {
    private let company: OpenCompany
    private let root: Root
    private let kinds: [String: any RunKind]
    private let turns: Turns
    private let pulse: @Sendable () async throws -> Void

    package init(_ company: OpenCompany, _ root: Root) { self.init(company, root, kinds: nil) }

    /// - Parameters:
    ///   - kinds: nil for all that the wings have put into their slot.
    ///   - pulse: comes back when the lease of a run under way is to be prolonged.
    init(
        _ company: OpenCompany, _ root: Root, _ turns: Turns = Turns(1), kinds: [any RunKind]? = nil,
        pulse: @escaping @Sendable () async throws -> Void = { try await Task.sleep(for: .seconds(RunStore.lease / 3)) }
    ) {
        (self.company, self.root, self.turns, self.pulse) = (company, root, turns, pulse)
        let all = kinds ?? company.fittings[RunSlots.kinds]
        self.kinds = Dictionary(uniqueKeysWithValues: all.map { ($0.name, $0) })
    }

    /// Does all that is due.
    /// - Returns: when there is something again; nil where nothing is open.
    @discardableResult
    package func drain() async throws -> Instant? {
        let all = Array(kinds.values)
        do {
            if try await !company.read({ try RunStore.hasAll(all, $0) }) {
                try await company.write { try RunStore.ensure(all, $0) }
            }
            while !Task.isCancelled, try await doNext() {}
        } catch Refusal.readOnly {
            return try await company.read { $0.now.adding(seconds: RunStore.lease / 2) }
        }
        return try await company.read { try RunStore.nextMoment($0) }
    }

    /// Does the open run of a thing, for whoever stands and waits for it; where another process does it, waits for that.
    /// - Throws: why it failed.
    package func finish(_ kind: String, of subject: Int64) async throws {
        while let run = try await company.read({ try RunStore.last(kind, of: subject, $0) }), run.state != .done {
            if run.state == .failed || run.attempts > 0, let failure = run.failure { throw failure }
            if try await !doNext(run.id) { try await Task.sleep(for: .milliseconds(300)) }
        }
    }

    /// - Parameter only: this one and no other.
    /// - Returns: false where nothing is due.
    private func doNext(_ only: ID<Run>? = nil) async throws -> Bool {
        let (names, token) = (kinds.keys.sorted(), Secrets.token())
        guard try await company.read({ try RunStore.isDue(names, $0) }),
            let run = try await company.write({ try RunStore.claim(names, only: only, token: token, $0) }),
            let kind = kinds[run.kind]
        else { return false }
        let doRun = DoRun(company: company, root: root, kind: kind, run: run, token: token, turns: turns, pulse: pulse)
        return try await doRun() != .sealed
    }
}
