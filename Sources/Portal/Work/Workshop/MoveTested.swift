import Database
import Domain
import Ground
import Web

/// What a test says of a machine moves it on: it is ready, or somebody repairs it again.
package struct MoveTested: Sendable {
    let number: String
    let passed: Bool
    let reason: String

    /// - Parameter number: of its job.
    package init(_ number: String, passed: Bool, reason: String = "") {
        (self.number, self.passed, self.reason) = (number, passed, reason)
    }

    /// One that is ready already stays there. - Throws: `workshop.denied.state`; a complaint of a gate.
    package func run(by actor: Actor, in company: OpenCompany, _ tx: Transaction) throws {
        let item = try BenchItemList.find(number, tx)
        let to: BenchState = passed ? .ready : .repair
        guard item.state == .test || item.state == .ready else { throw Complaint(BenchState.impossible) }
        if item.state != to { try item.go(to: to, reason: reason, by: actor, in: company, tx) }
    }
}

extension BenchItemRow {
    /// Takes a step that is allowed: the gates say yes, and all hear of it.
    /// - Parameter technician: who takes it where nobody has it.
    /// - Throws: what a gate says; `Refusal.stale` where somebody was faster.
    func go(
        to state: BenchState, reason: String, takenBy technician: ID<Person>? = nil, by actor: Actor,
        in company: OpenCompany, _ tx: Transaction
    ) throws {
        let step = BenchStep(self, to: state)
        // First: nothing may have been stopped where a gate says no.
        try company.pass(step, by: actor, tx)
        if !state.isWorkedOn { try BenchWorkStore.stopAll(id, tx) }
        try BenchItemStore.move(
            self, at: version, to: state, reason: reason, takenBy: technician, by: actor.person, tx)
        if state.handedOver != nil {
            try JobStore.tell("machine_ready", job, number, on: "\(version)", to: customer, tx)
        }
        try company.tell(step, by: actor, tx)
    }
}
