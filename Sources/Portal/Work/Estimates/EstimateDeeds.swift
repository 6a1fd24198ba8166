import Base
import Database
import Domain
import Ground
import Web

/// Tells a job's customer what it will cost: the job waits for his answer.
package struct AddEstimate: Sendable {
    let number: String
    let lines: [EstimateLine]
    let note: String
    let validOn: CalendarDay
    /// The revision that was seen when this one was written; 0: none.
    let after: Int

    package init(number: String, lines: [EstimateLine], note: String, validOn: CalendarDay, after: Int) {
        (self.number, self.lines, self.note, self.validOn, self.after) = (number, lines, note, validOn, after)
    }

    /// - Throws: `Refusal.hidden`, `Refusal.stale` where another revision came in between, `estimates.…`
    package func run(by actor: Actor, in company: OpenCompany, _ tx: Transaction) throws {
        let job = try JobStore.find(number, actor.sight, tx)
        _ = try MayEstimate(actor, job.state)
        guard try EstimateStore.latest(of: job.id, actor.sight, tx)?.revision ?? 0 == after else {
            throw Refusal.stale(Complaint("error.stale"))
        }
        let revision = try EstimateStore.add(lines, note: note, validOn: validOn, to: job, by: actor, tx)
        let detail = ["amount": String(EstimateLine.total(lines)), "text": note]
        try JobWaitingStore.wait(for: .approval, job.id, tx)
        try JobEventStore.add(job.id, kind: "estimated", by: actor.person, detail: detail, tx)
        _ = try JobLinkStore.path(.approve, of: job.id, by: actor.person, in: company, tx)
        try JobStore.tell("estimate_to_approve", job.id, job.number, on: "\(revision)", to: job.customer, tx)
    }
}

/// What a customer has said of an estimate, by his link or to somebody of ours.
package struct AnswerEstimate: Sendable {
    let answer: EstimateAnswer
    /// The one that he speaks of.
    let revision: Int

    package init(answer: EstimateAnswer, revision: Int) { (self.answer, self.revision) = (answer, revision) }

    /// Written down by one of ours. - Throws: `Refusal.hidden`, `Refusal.stale`, `estimates.…`
    package func run(
        on number: String, by voice: EstimateVoice, actor: Actor, today: CalendarDay, _ tx: Transaction
    ) throws {
        let job = try JobStore.find(number, actor.sight, tx)
        _ = try MayEstimate(actor, job.state)
        let estimate = try find(of: job.id, actor.sight, tx)
        let permit = try MayAnswerEstimate(answer, to: estimate.state, until: estimate.validOn, today: today)
        let isFirst = try EstimateStore.answer(permit, estimate, by: voice, writer: actor.person, tx)
        guard isFirst else { throw Refusal.stale(Complaint(EstimateState.impossible)) }
        try follow(estimate, job.id, job.number, job.dealer, voice, actor.person, tx)
    }

    /// By his own link. - Throws: `Refusal.stale`, `estimates.…`
    func run(by target: JobLinkStore.Target, today: CalendarDay, _ tx: Transaction) throws {
        let job = try JobStore.known(target.job, tx)
        guard !job.state.isEnded else { throw Complaint("estimates.ended") }
        let estimate = try find(of: job.id, .company, tx)
        let permit = try MayAnswerEstimate(answer, to: estimate.state, until: estimate.validOn, today: today)
        guard try EstimateStore.answer(permit, estimate, by: .link, link: target.id, tx) else {
            throw Refusal.stale(Complaint(EstimateState.impossible))
        }
        try follow(estimate, job.id, job.number, job.dealer, .link, nil, tx)
    }

    private func find(of job: ID<Job>, _ sight: Actor.Sight, _ tx: Transaction) throws -> EstimateRow {
        guard let estimate = try EstimateStore.latest(of: job, sight, tx), estimate.revision == revision else {
            throw Refusal.stale(Complaint("error.stale"))
        }
        return estimate
    }

    /// The job waits no more; its dealer and whoever sends dealers hear of it.
    private func follow(
        _ estimate: EstimateRow, _ job: ID<Job>, _ number: String, _ dealer: ID<Dealer>?, _ voice: EstimateVoice,
        _ person: ID<Person>?, _ tx: Transaction
    ) throws {
        let kind = answer.isApproved ? "estimate_approved" : "estimate_refused"
        try JobWaitingStore.goOn(from: [.approval], job, tx)
        try JobEventStore.add(
            job, kind: kind, by: person,
            detail: ["amount": String(estimate.total), "voice": voice.rawValue, "text": answer.text], tx)
        let notice = Notice(kind, about: .job(job), number, on: "\(estimate.revision)")
        if let dealer { try OutboxStore.add(notice, to: .dealer(dealer, [.dealerManager]), but: person, tx) }
        try OutboxStore.add(notice, to: .office([.dispatcher]), but: person, tx)
    }
}

/// Takes an estimate back that nobody has answered.
struct WithdrawEstimate: Sendable {
    let number: String
    let revision: Int

    /// - Throws: `Refusal.hidden`, `Refusal.stale`.
    func run(by actor: Actor, _ tx: Transaction) throws {
        let job = try JobStore.find(number, actor.sight, tx)
        guard let estimate = try EstimateStore.latest(of: job.id, actor.sight, tx), estimate.revision == revision,
            try EstimateStore.withdraw(estimate.id, tx)
        else { throw Refusal.stale(Complaint("error.stale")) }
        try JobWaitingStore.goOn(from: [.approval], job.id, tx)
        try JobEventStore.add(
            job.id, kind: "estimate_withdrawn", by: actor.person, detail: ["amount": String(estimate.total)], tx)
    }
}
