import Database
import Domain
import Ground
import Work

/// Parts of the warehouse for machines in the workshop.
extension StockDeeds {
    /// It is asked for, and kept back where somebody has approved it.
    package func ask(
        _ line: Line, from: String?, to: String, for job: String, by actor: Actor, approvedBy manager: Actor,
        _ tx: Transaction
    ) throws {
        let lines = try known([line], tx).map {
            NewRequest.Line(position: $0.position, part: $0.part, quantity: $0.quantity)
        }
        let request = try RequestStore.add(
            NewRequest(place: place(to, tx), job: JobStore.find(job, .company, tx), lines: lines), by: actor,
            in: company, tx)
        guard let from else { return }
        let until = company.clock.day(of: tx.now).adding(days: PartRequestRules.keptDays)
        try RequestDeedStore.approve(
            request, at: request.version, from: place(from, tx), quantities: [:], until: until, answer: "", by: manager,
            in: company, tx)
    }

    /// It leaves the shelf for the machine of a job.
    package func fit(_ line: Line, from code: String, for job: String, by actor: Actor, _ tx: Transaction) throws {
        let taken = TakenPart(
            code: line.code, quantity: line.quantity, mark: line.serial, place: try place(code, tx).id)
        try BenchPartStore.take(taken, for: BenchStep.workable(job, by: actor, tx), by: actor, in: company, tx)
    }
}
