import Database
import Domain
import Ground

/// Walks through the machines, a bounded number at a time, and plans what they lack: all of them once a day, those of a
/// template when it is written or changed.
package struct PlanUnits: RunKind {
    static let daily = PlanUnits(name: "plan_units", every: 86_400)
    package static let ofTemplate = PlanUnits(name: "plan_template", every: nil)

    package let name: String
    package let every: Int64?
    package var subject: String? { every == nil ? "plan_template" : nil }

    package func open(_ run: RunRow, in company: OpenCompany, _: Root) async throws -> any RunWork {
        let template: ID<PlanTemplate>? = run.subject > 0 ? ID(run.subject) : nil
        let (planner, last) = try await company.read { tx in
            (try Planner(company, only: template, tx), try PlannerStore.lastUnit(tx))
        }
        return PlanWalk(company: company, planner: planner, last: last)
    }
}

private struct PlanWalk: RunWork {
    /// Machines in one reading and one transaction.
    private static let together: Int64 = 500
    /// Readings without a change before it is written where the walk stands: a worker who is silent is taken for dead.
    private static let readings = 40

    let company: OpenCompany
    let planner: Planner
    let last: Int64

    mutating func next(after step: String) async throws -> RunStep {
        let (planner, last) = (planner, last)
        var place = Int64(step) ?? 0
        guard !planner.isIdle, place < last else { return .end { _ in } }
        for _ in 0..<Self.readings where place < last {
            let units = PlannedUnits.between(place, place + Self.together)
            place += Self.together
            guard try await !company.readAtLength({ try planner.changes(units, $0) }).isEmpty else { continue }
            return .write { [place] tx in
                try planner.apply(planner.changes(units, tx), tx)
                return RunProgress(String(place), done: Int(min(place, last)), of: Int(last))
            }
        }
        return .write { [place] _ in RunProgress(String(place), done: Int(min(place, last)), of: Int(last)) }
    }
}

/// Each hour: whose window is open now is due, whose window is over without a job is missed.
struct PlanDays: RunKind {
    let name = "plan_days"
    let every: Int64? = 3_600

    func open(_: RunRow, in company: OpenCompany, _: Root) async throws -> any RunWork { PassDays(company: company) }
}

private struct PassDays: RunWork {
    private static let together = 500

    let company: OpenCompany

    mutating func next(after _: String) async throws -> RunStep {
        let company = company
        let (due, missed) = try await company.read { tx in
            let today = company.clock.day(of: tx.now)
            return (
                try tx.list(PlanServiceStore.fallingDue(by: today, limit: Self.together), as: ID<PlanService>.self),
                try tx.list(PlanServiceStore.over(before: today, limit: Self.together), as: ID<PlanService>.self)
            )
        }
        guard !due.isEmpty || !missed.isEmpty else { return .end { _ in } }
        return .write { tx in
            try PlanServiceStore.fallDue(due, tx)
            for id in missed { try PlanServiceStore.miss(id, tx) }
            return RunProgress("", done: due.count + missed.count)
        }
    }
}
