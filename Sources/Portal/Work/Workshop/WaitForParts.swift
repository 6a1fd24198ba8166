import Base
import Database
import Domain
import Ground
import Web

/// A machine of the workshop waits for parts that were asked for, and goes on once they are here.
package struct WaitForParts: Sendable {
    let job: ID<Job>
    /// The number of what was asked, as it stands in the machine's history.
    let request: String

    package init(_ job: ID<Job>, request: String) { (self.job, self.request) = (job, request) }

    /// What somebody works on waits from now on; what stands elsewhere stays there.
    /// - Throws: a complaint of `MayWorkOnBench` where somebody of the workshop asks for another's machine.
    package func begin(by actor: Actor, in company: OpenCompany, _ tx: Transaction) throws {
        guard let item = try BenchItemList.of(job, tx) else { return }
        if actor.roles.meet(.workshop) { _ = try MayWorkOnBench(actor, item.state, technician: item.technician) }
        guard item.state == .diagnosis || item.state == .repair else { return }
        try item.go(to: .waitingPart, reason: request, by: actor, in: company, tx)
    }

    /// It waits for nothing any more, whether it came or not.
    package func end(by actor: Actor, in company: OpenCompany, _ tx: Transaction) throws {
        guard let item = try BenchItemList.of(job, tx), item.state == .waitingPart else { return }
        let estimate = try EstimateStore.latest(of: job, .company, tx)?.state
        let state = BenchState.afterParts(before: item.waitsFrom, estimate: estimate)
        // What a gate does not let through waits for a person; the part came all the same.
        do { try item.go(to: state, reason: request, by: actor, in: company, tx) } catch is Complaint { return }
    }
}

/// The machine of a job as other wings name it, where it is or was in the workshop.
package struct MachineOfJob: Sendable {
    package let subject: EventSubject
    /// nil where nobody has it.
    package let technician: ID<Person>?
    let number: String
    let state: BenchState

    package static func find(_ job: ID<Job>, _ tx: Transaction) throws -> MachineOfJob? {
        try BenchItemList.of(job, tx).map {
            MachineOfJob(subject: .benchItem($0.id), technician: $0.technician, number: $0.number, state: $0.state)
        }
    }

    /// Where it stands, with its page.
    package func fact(_ context: CompanyContext) -> Fact {
        Fact(
            label: context.words("workshop.title"), value: context.words("workshop.state.\(state.rawValue)"),
            href: context.pathIfAllowed(BenchItemRoutes.one, number))
    }
}
