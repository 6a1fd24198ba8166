import Base
import Database
import Domain
import Ground
import HTTPTypes
import Web

/// Writes down a visit; where it ends the job, the fee and the claim come with it, all or nothing.
package struct LogVisit: Sendable {
    package let number: String
    package let version: Int
    package let facts: VisitFacts
    package let photos: [Upload]
    /// Whether the person has said that an equal visit of the same day is another one.
    package let isAnother: Bool
    /// Where the house stands, as the person has marked it there.
    var pin: MapPin?
    /// As its customer has drawn it.
    var signature: Upload?
    /// To what the wings ask.
    var answers: [AnsweredQuestion] = []
    /// What somebody read off the machine; empty where nobody did.
    var serial = ""

    package init(number: String, version: Int, facts: VisitFacts, photos: [Upload], isAnother: Bool = false) {
        self.number = number
        self.version = version
        self.facts = facts
        (self.photos, self.isAnother) = (photos, isAnother)
    }

    /// - Throws: a complaint about the time of the visit; `TwinVisit`; `Refusal.stale` where the job has moved on.
    package func run(by actor: Actor, in company: OpenCompany, _ tx: Transaction) throws {
        var job = try DealerJob.find(number, version: version, actor, tx)
        let permit = try DealerJob.permit { try MayLogVisit(actor, on: job.standing) }
        try VisitBounds.check(facts.visitedAt, now: tx.now, acceptedAt: job.acceptedAt)
        let day = company.clock.day(of: facts.visitedAt)
        if !isAnother, let twin = try VisitStore.twin(of: facts, on: day, of: job.id, by: permit.actor, tx) {
            throw TwinVisit(at: twin)
        }
        let visit = try VisitStore.add(facts, on: day, of: job, by: permit.actor.person, tx)
        if !photos.isEmpty { try AttachmentStore.add(photos, to: .visit(visit.value()), by: permit.actor, tx) }
        if let signature {
            let signed = EventSubject(VisitStore.signature, try visit.value().value)
            try AttachmentStore.add([signature], to: signed, by: permit.actor, tx)
        }
        if let pin { try PinStore.add(pin, of: job.id, by: permit.actor.person, tx) }
        if !serial.isEmpty,
            try ReadSerial(serial, of: job.unit, at: number).run(by: permit.actor.person, in: company, tx)
        {
            job = try JobStore.find(number, permit.actor.sight, tx)
        }
        let follows = try fitted(visit, on: day, of: job, by: permit.actor, in: company, tx)
        let verdict =
            facts.deed == .finish
            ? try FinishJob(job: job, facts: facts, day: day).run(by: permit.actor, in: company, tx)
            : try goOn(job, on: day, by: permit.actor, in: company, tx)
        for follow in follows { try follow(verdict.mayCoverParts) }
        // After the end: what a counter shows may move services, and the one that was done here is settled first.
        if !answers.isEmpty {
            let answered = AnsweredVisit(id: try visit.value(), job: job, day: day)
            try company.keep(answers, of: answered, by: permit.actor, tx)
        }
    }

    /// What the wings do about the parts of the visit, once the warranty has said whether it may pay for them.
    private func fitted(
        _ visit: Reply<ID<Visit>>, on day: CalendarDay, of job: JobRow, by actor: Actor, in company: OpenCompany,
        _ tx: Transaction
    ) throws -> [(Bool) throws -> Void] {
        guard !facts.parts.isEmpty else { return [] }
        let logged = LoggedVisit(
            id: try visit.value(), job: job.id, number: job.number, dealer: job.dealer, day: day, parts: facts.parts)
        return try company.fittings[VisitSlots.fitted].map { try $0(logged, actor, company, tx) }
    }

    /// The appointment is over, and the next one not agreed yet.
    private func goOn(
        _ job: JobRow, on day: CalendarDay, by actor: Actor, in company: OpenCompany, _ tx: Transaction
    ) throws -> CoverVerdict {
        try JobStore.move(
            job, .begin, by: actor, .visited(fault: facts.faultCode),
            detail: ["outcome": facts.outcome.rawValue], tx)
        return try JobCoverStore.refreeze(
            job, on: day, faultCode: facts.faultCode, company.clock.calendar, by: actor, tx)
    }
}

/// This person has written down such a visit of that day already: it may be the same one, sent again from a page that the
/// browser had kept, and a fee counts visits.
struct TwinVisit: DeedRefusal {
    let at: Instant

    var status: HTTPResponse.Status { .conflict }
    func complaint(_ reader: Reader) -> Complaint { Complaint("visits.twin", reader.time(at)) }
}

extension Reader {
    /// The time of day.
    func time(_ instant: Instant) -> String {
        let time = clock.timeOfDay(of: instant)
        return digits(TypedTime.text(time.hour * 60 + time.minute))
    }
}
