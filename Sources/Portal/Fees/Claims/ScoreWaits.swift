import Database
import Domain
import Ground

/// Each hour: claims that have waited long enough for what the customer says, or wait for it in vain, go on without.
struct ScoreWaits: RunKind {
    let name = "score_waits"
    let every: Int64? = 3_600

    func open(_ run: RunRow, in company: OpenCompany, _: Root) async throws -> any RunWork {
        EndScoreWaits(company: company, ended: run.done)
    }
}

private struct EndScoreWaits: RunWork {
    let company: OpenCompany
    var ended: Int

    mutating func next(after step: String) async throws -> RunStep {
        let company = company
        guard let next = try await company.read({ try ClaimWaitStore.next(after: ID(step), in: company, $0) }) else {
            return .end { _ in }
        }
        ended += next.over.count
        let progress = RunProgress(next.last.description, done: ended)
        return .write { tx in
            for claim in try ClaimStore.find(waiting: next.over, company.currency, tx) {
                try EndScoreWait(claim: claim).run(in: company, tx)
            }
            return progress
        }
    }
}

/// A claim goes on that has waited: the rules say of it what they would have said when it was sent.
struct EndScoreWait: Sendable {
    let claim: ClaimRow

    /// - Returns: whether it has waited.
    @discardableResult
    func run(in company: OpenCompany, _ tx: Transaction) throws -> Bool {
        guard try ClaimWaitStore.end(claim.id, tx) else { return false }
        if claim.state == .submitted { try ReceiveClaim(claim: claim).judge(mayWait: false, in: company, tx) }
        return true
    }
}
