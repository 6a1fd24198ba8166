import Database
import Domain
import Ground
import Web
import Work

/// Nothing leaves the workshop untested where the company has a plan for it.
enum QualityGate {
    /// Before a machine is ready, and again before it is handed over.
    static func gate(_ step: BenchStep, _ tx: Transaction) throws -> Complaint? {
        guard step.to == .ready || step.to == .handedOver else { return nil }
        switch try QualityControlStore.current(of: step.item, tx)?.state {
        case .passed: return nil
        case .waiting, .failed, .dropped: return Complaint("quality.gate", step.number)
        case nil:
            let isPlanned = try QualityPlanStore.edition(for: step.job, tx) != nil
            return isPlanned ? Complaint("quality.gate", step.number) : nil
        }
    }

    /// What comes into test is tested anew; what is worked on again has passed nothing.
    static func moved(_ step: BenchStep, by actor: Actor, _ tx: Transaction) throws {
        switch step.to {
        case .ready, .handedOver, .returned: return
        case .queue, .diagnosis, .waitingEstimate, .waitingPart, .outside, .repair, .test, .unrepaired, .disposed:
            try QualityControlStore.leave(step.item, tx)
        }
        guard step.to == .test else { return }
        // Whoever begins with what nobody has takes it, and has done the work.
        let taker = actor.has(.benchTechnician) ? actor.person : nil
        try QualityControlStore.begin(step, worker: step.technician ?? taker, by: actor.person, tx)
    }
}

/// Begins the control of a machine that stood in test before there was a plan for it.
package struct BeginControl: Sendable {
    /// Of the job.
    let number: String

    /// - Throws: `quality.denied.state`, `quality.denied.plan`.
    package func run(by actor: Actor, _ tx: Transaction) throws -> ID<QualityControl> {
        let step = try BenchStep.standing(number, tx)
        if let known = try QualityControlStore.current(of: step.item, tx) { return known.id }
        guard step.to == .test || step.to == .ready else { throw Complaint("quality.denied.state") }
        guard let id = try QualityControlStore.begin(step, worker: step.technician, by: actor.person, tx) else {
            throw Complaint("quality.denied.plan")
        }
        return id
    }
}
