import Base
import Database
import Domain
import Ground

/// What the workshop did to a machine, as a dealer's visit would say it: so it stands in the machine's record, and the
/// company answers for the parts. What it costs stands at its hand-over.
enum BenchRepair {
    /// What a visit holds; a repair of many days has its times one by one at its bench.
    private static let mostMinutes = 1_440

    /// - Parameter item: as it stood before it left. - Returns: nil for what goes unrepaired and was never looked at.
    static func facts(
        _ item: BenchItemRow, of job: JobRow, in company: OpenCompany, _ tx: Transaction
    ) throws -> VisitFacts? {
        let isRepaired = item.state == .ready
        let parts = try company.fittings[WorkshopSlots.parts].flatMap { try $0(job.id, tx) }
        let minutes = try BenchWorkStore.minutes(of: item.id, tx)
        let isSeen = ![item.symptom, item.cause, item.remedy].allSatisfy(\.isEmpty) || minutes > 0
        guard isRepaired || isSeen || !parts.isEmpty else { return nil }
        return VisitFacts(
            outcome: isRepaired ? .completed : .checkedOnly, endsJob: true, visitedAt: tx.now,
            minutes: min(minutes, mostMinutes), kmTenths: 0, symptom: item.symptom, cause: item.cause,
            remedy: item.remedy, parts: parts, customerLabour: 0, customerParts: 0, customerTravel: 0,
            note: isRepaired ? "" : item.reason)
    }

    /// Its machine is no more here, and no work of ours is done on it.
    static func giveBack(
        _ job: JobRow, because reason: String, by actor: Actor, in company: OpenCompany, _ tx: Transaction
    ) throws {
        try JobStore.move(job, .giveBack, by: actor, detail: ["text": reason], tx)
        for follow in company.fittings[JobSlots.givenBack] { try follow(job.id, actor, company, tx) }
    }
}
