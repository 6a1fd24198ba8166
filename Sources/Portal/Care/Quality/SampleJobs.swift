import Database
import Domain
import Ground
import Work

/// Decides of each job that a dealer ends whether it is controlled: once, in the transaction that ends it, by numbers that stay.
enum SampleJobs {
    static func end(
        _ job: EndedJob, _ actor: Actor, _ company: OpenCompany, _ tx: Transaction
    ) throws -> () throws -> Void {
        guard let dealer = job.dealer else { return {} }
        let known = try QualitySampleStore.ask(job.id, dealer, tx)
        return {
            guard let known = try known.value() else { return }
            // Where nothing was done there is nothing to look at.
            guard job.outcome == .completed || known.edition != nil && job.outcome == .checkedOnly else { return }
            try decide(job.id, job.number, dealer, known, by: actor, tx)
        }
    }

    /// What was no work at its end may have become one by a correction: it is drawn then, as it would have been.
    static func correct(_ job: CorrectedJob, _ actor: Actor, _ tx: Transaction) throws {
        let after = job.after
        guard after.state.isEnded, let dealer = after.dealer, try QualitySampleStore.isUndecided(after.id, tx),
            let known = try QualitySampleStore.ask(after.id, dealer, tx).value()
        else { return }
        try decide(after.id, after.number, dealer, known, by: actor, tx)
    }

    private static func decide(
        _ job: ID<Job>, _ number: String, _ dealer: ID<Dealer>, _ known: SampleFacts, by actor: Actor,
        _ tx: Transaction
    ) throws {
        let isRework = known.edition != nil
        let draw = SamplingDraw.number(of: number, seed: known.seed)
        var decision =
            isRework
            ? .rework
            : try QualitySettings(tx).rule.decide(grade: known.grade, known.rank, nth: known.done, draw: draw)
        let edition = decision.isDrawn ? try QualityPlanStore.edition(for: job, tx) ?? known.edition : nil
        if decision.isDrawn, edition == nil { decision = decision.withoutPlan }
        try QualitySampleStore.add(
            job, of: dealer, grade: known.grade, known.rank, nth: known.done, draw: draw, decision, tx)
        guard let edition else { return }
        _ = try QualityControlStore.begin(job, of: dealer, by: edition, for: actor.person, tx)
    }
}

/// Opens the control of a dealer's job that was not drawn, or once more of one that was.
package struct AuditJob: Sendable {
    let number: String
    let reason: String

    package init(_ number: String, reason: String) { (self.number, self.reason) = (number, reason) }

    /// - Throws: a complaint of `MayAudit`; `quality.audit.denied.waits`, `quality.audit.denied.freed`, `quality.denied.plan`.
    package func run(by actor: Actor, in company: OpenCompany, _ tx: Transaction) throws -> ID<QualityControl> {
        let job = try JobStore.find(number, .company, tx)
        guard let dealer = job.dealer else { throw Complaint("quality.audit.denied.open") }
        let permit = try MayAudit(
            actor, workers: QualityControlStore.workers(on: job.id, of: dealer, tx),
            endedOn: QualitySampleStore.endedOn(job.id, tx),
            today: company.clock.day(of: tx.now), within: QualitySettings(tx).auditDays, reason: reason)
        let known = try QualitySampleStore.find(job.id, tx)
        guard known?.state != .held else { throw Complaint("quality.audit.denied.waits") }
        // Who may free it may take that back; an inspector does not overturn him.
        guard known?.state != .freed || actor.has(.administrator, .serviceManager) else {
            throw Complaint("quality.audit.denied.freed")
        }
        guard let edition = try QualityPlanStore.edition(for: job.id, tx) else {
            throw Complaint("quality.denied.plan")
        }
        if known == nil { try add(job, dealer, tx) }
        try QualitySampleStore.audit(job.id, because: permit.reason, by: actor.person, tx)
        try QualityControlStore.leave(dealersJob: job.id, tx)
        let id = try QualityControlStore.begin(job.id, of: dealer, by: edition, for: actor.person, tx)
        try EventStore.add(
            Event("audited", of: .qualityControl(id), in: QualityPlanStore.room, detail: ["text": permit.reason]),
            by: actor.person, tx)
        return id
    }

    /// It ended while no jobs of dealers were controlled.
    private func add(_ job: JobRow, _ dealer: ID<Dealer>, _ tx: Transaction) throws {
        let standing = try QualityStandingStore.standing(dealer, tx)
        try QualitySampleStore.add(
            job.id, of: dealer, grade: QualitySampleStore.grade(of: dealer, tx), standing.rank, nth: 0, draw: 0,
            SamplingDecision(cause: .audit, share: 0, isDrawn: false), tx)
    }
}
