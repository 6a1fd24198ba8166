import Database
import Domain
import Ground
import Web

/// A job cannot go on before its customer or something else is ready; somebody looks at it again on a day.
package struct PutOnHold: Sendable {
    let number: String
    let reason: JobWait
    let note: String
    let lookOn: CalendarDay

    package init(number: String, reason: JobWait, note: String, lookOn: CalendarDay) {
        (self.number, self.reason, self.note, self.lookOn) = (number, reason, note, lookOn)
    }

    /// - Throws: `Refusal.hidden`; `Refusal.stale` where it is over, or waits for that already.
    package func run(by actor: Actor, _ calendar: CalendarSystem, in tx: Transaction) throws {
        let job = try JobStore.find(number, actor.sight, tx)
        guard !job.state.isEnded else { throw Refusal.stale(Complaint("jobs.wait.ended")) }
        guard try JobWaitingStore.byHand(of: job.id, tx) == nil else {
            throw Refusal.stale(Complaint("jobs.wait.already"))
        }
        try JobWaitingStore.wait(for: reason, job.id, note: note, lookOn: lookOn, by: actor.person, tx)
        let detail = ["day": calendar.text(lookOn), "text": note]
        try JobEventStore.add(job.id, kind: "waits_\(reason.rawValue)", by: actor.person, detail: detail, tx)
    }
}

/// What somebody said that a job waits for is there.
struct GoOnWithJob: Sendable {
    let number: String
    /// The wait that the person saw.
    let seen: Int64

    /// - Throws: `Refusal.hidden`; `Refusal.stale` where it waits for that no more, be it for something else.
    func run(by actor: Actor, in tx: Transaction) throws {
        let job = try JobStore.find(number, actor.sight, tx)
        guard try JobWaitingStore.byHand(of: job.id, tx)?.id == seen,
            try JobWaitingStore.goOn(from: JobWait.byHand, job.id, by: actor.person, tx)
        else { throw Refusal.stale(Complaint("error.stale")) }
        try JobEventStore.add(job.id, kind: "goes_on", by: actor.person, tx)
    }
}
