import Base
import Database
import Domain
import Ground

/// Puts right what somebody has recorded of a visit, with a reason. What hangs on it follows in the same transaction: parts
/// are taken back and fitted anew, the warranty's verdict, the promises of a repair, the fee and the claim; or nothing is done.
struct CorrectVisit: Sendable {
    /// Of the event that keeps what was before.
    static let kind = "visit_corrected"

    let number: String
    /// The version of the job that the person has read.
    let version: Int
    let visit: ID<Visit>
    let facts: VisitFacts
    let reason: String

    /// - Throws: as `MayCorrectVisit`; why the job can no longer be put right, or its parts not; `Refusal.stale` where the job
    ///   has moved on.
    func run(by actor: Actor, in company: OpenCompany, _ tx: Transaction) throws {
        let job = try DealerJob.find(number, version: version, actor, tx)
        let before = try VisitCorrectionList.find(visit, of: job, actor.sight, tx)
        let day = company.clock.day(of: facts.visitedAt)
        try Self.permit(actor, before, of: job, in: company, tx)
            .check(from: before.facts.outcome, to: facts, on: day)
        try VisitBounds.check(facts.visitedAt, now: tx.now, acceptedAt: job.acceptedAt)
        let detail = told(before.facts, company.clock)
        guard !detail.isEmpty else { throw Complaint("visits.correct.same") }
        let isOther = isOther(before.facts)
        try checkSigned(before.facts, tx)
        try checkAsked(before.facts, of: job, tx)
        if isOther.parts { try takeBackParts(before, of: job, by: actor, in: company, tx) }
        try VisitStore.change(visit, to: facts, on: day, isOther.parts, tx)
        if job.state == .done, isOther.end { try RepairPromise.withdraw(job, because: reason, by: actor, tx) }
        let logged = LoggedVisit(
            id: visit, job: job.id, number: number, dealer: job.dealer, day: day, parts: facts.parts)
        let follows =
            isOther.parts && !facts.parts.isEmpty
            ? try company.fittings[VisitSlots.fitted].map { try $0(logged, actor, company, tx) } : []
        let verdict = try rewrite(job, on: day, detail, isOther.end, by: actor, in: company, tx)
        for follow in follows { try follow(verdict.mayCoverParts) }
        let after = try JobStore.find(number, actor.sight, tx)
        let corrected = CorrectedJob(before: job, after: after, isVisit: true)
        guard job.state == .done else { return }
        for follow in company.fittings[JobSlots.corrected] { try follow(corrected, actor, company, tx) }
    }

    /// - Throws: why it stays as it is: what his permit says, or what stands beside the job.
    @discardableResult
    static func permit(
        _ actor: Actor, _ visit: RecordedVisitRow, of job: JobRow, in company: OpenCompany, _ tx: Transaction
    ) throws -> MayCorrectVisit {
        let hours = try VisitSetting(tx).correctHours
        let permit = try MayCorrectVisit(
            actor, visit.recorded, on: job.standing, service: job.serviceType, within: hours, now: tx.now)
        for obstacle in company.fittings[JobSlots.uncorrectable] {
            if let complaint = try obstacle(job, tx) { throw complaint }
        }
        for obstacle in company.fittings[VisitSlots.settled] {
            if let complaint = try obstacle(job.id, tx) { throw complaint }
        }
        return permit
    }

    /// What a customer has put his name to stays as he has read it.
    private func checkSigned(_ before: VisitFacts, _ tx: Transaction) throws {
        func sums(_ facts: VisitFacts) -> [Int64] { [facts.customerLabour, facts.customerParts, facts.customerTravel] }
        guard before.outcome != facts.outcome || sums(before) != sums(facts) else { return }
        guard try AttachmentStore.all(of: EventSubject(VisitStore.signature, visit.value), tx).isEmpty else {
            throw Complaint("visits.correct.signed")
        }
    }

    /// What becomes a completed job has what the company asks of one.
    private func checkAsked(_ before: VisitFacts, of job: JobRow, _ tx: Transaction) throws {
        guard facts.outcome == .completed, before.outcome != .completed else { return }
        if let lack = try AskedPhotoList.of(job.id, tx).complaint(with: 0) { throw lack }
        let isSigned = try !AttachmentStore.all(of: EventSubject(VisitStore.signature, visit.value), tx).isEmpty
        try VisitSetting(tx).signature.check(facts.outcome, isSigned: isSigned, reason: reason)
    }

    /// Which parts were fitted, and what the end of a job hangs on.
    private func isOther(_ before: VisitFacts) -> (parts: Bool, end: Bool) {
        let parts = facts.parts.map { "\($0.name) \($0.quantity)" } != before.parts.map { "\($0.name) \($0.quantity)" }
        return (parts, parts || before.faultCode != facts.faultCode || before.outcome != facts.outcome)
    }

    private func takeBackParts(
        _ before: RecordedVisitRow, of job: JobRow, by actor: Actor, in company: OpenCompany, _ tx: Transaction
    ) throws {
        guard !before.facts.parts.isEmpty else { return }
        let logged = LoggedVisit(
            id: visit, job: job.id, number: number, dealer: job.dealer, day: before.recorded.day,
            parts: before.facts.parts)
        for takeBack in company.fittings[VisitSlots.unfitted] { try takeBack(logged, actor, company, tx) }
    }

    /// The job's own row: as its end was, or as a visit on its way.
    private func rewrite(
        _ job: JobRow, on day: CalendarDay, _ detail: [String: String], _ isOther: Bool, by actor: Actor,
        in company: OpenCompany, _ tx: Transaction
    ) throws -> CoverVerdict {
        let calendar = company.clock.calendar
        let told = detail.merging(["text": reason]) { first, _ in first }
        let fault = try facts.faultCode ?? VisitCorrectionList.fault(of: job.id, but: visit, tx)
        guard job.state == .done else {
            try JobStore.amend(job, kind: Self.kind, by: actor, .recognised(fault: fault), detail: told, tx)
            return try JobCoverStore.refreeze(
                job, on: day, faultCode: facts.faultCode, calendar, by: actor, tx)
        }
        let (verdict, cover) = try JobCoverStore.read(of: job, on: day, faultCode: facts.faultCode, calendar, tx)
        // Where the end hangs on nothing that changed its verdict stands: read again, it would find what this job has promised.
        try JobStore.amend(
            job, kind: Self.kind, by: actor,
            .endPutRight(at: facts.visitedAt, facts.outcome, fault: fault, isOther ? verdict.overall : nil),
            detail: told, tx)
        try PromiseStore.endPutRight(job, at: facts.visitedAt, in: company, tx)
        guard isOther else { return verdict }
        try JobCoverStore.freeze(verdict, of: job.id, at: .correction, on: day, by: actor.person, tx)
        try RepairPromise(job: job, faultCode: facts.faultCode, day: day).run(
            under: cover.rule(on: day), outcome: facts.outcome, by: actor, company.clock, tx)
        return verdict
    }

    /// What became another, before and after, as the job's history keeps it.
    private func told(_ before: VisitFacts, _ clock: CompanyClock) -> [String: String] {
        let (old, new) = (Self.texts(before, clock), Self.texts(facts, clock))
        return Self.names.reduce(into: [:]) { detail, name in
            guard old[name] != new[name] else { return }
            detail["visit_\(name)_before"] = old[name] ?? ""
            detail["visit_\(name)_after"] = new[name] ?? ""
        }
    }

    /// In the order of reading.
    static let names = [
        "outcome", "time", "minutes", "km", "symptom", "cause", "remedy", "parts", "labour", "travel", "customer_parts",
        "note",
    ]

    private static func texts(_ facts: VisitFacts, _ clock: CompanyClock) -> [String: String] {
        let time = clock.timeOfDay(of: facts.visitedAt)
        let day = clock.calendar.text(clock.day(of: facts.visitedAt))
        return [
            "outcome": facts.outcome.rawValue,
            "time": "\(day) \(TypedTime.text(time.hour * 60 + time.minute))",
            "minutes": String(facts.minutes), "km": String(facts.kmTenths), "symptom": facts.symptom,
            "cause": facts.cause, "remedy": facts.remedy,
            "parts": facts.parts.map { "\($0.name) × \($0.quantity)" }.joined(separator: " · "),
            "labour": String(facts.customerLabour), "travel": String(facts.customerTravel),
            "customer_parts": String(facts.customerParts), "note": facts.note,
        ]
    }
}
