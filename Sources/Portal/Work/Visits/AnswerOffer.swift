import Base
import Database
import Domain
import Ground
import Web

extension JobRow {
    package var standing: JobStanding { JobStanding(state: state, dealer: dealer, technician: technician) }
}

/// The dealer takes the job: from now on the clock of his promise runs.
package struct AcceptJob: Sendable {
    package let number: String
    /// The version that the form was made from.
    package let version: Int

    package init(number: String, version: Int) {
        self.number = number
        self.version = version
    }

    package func run(by actor: Actor, in tx: Transaction) throws {
        let job = try DealerJob.find(number, version: version, actor, tx)
        try DealerJob.permit {
            _ = try MayAccept(actor, job.standing)
            try checkTraining(job, tx)
        }
        try JobStore.move(job, .accept, by: actor, .accepted(at: tx.now), tx)
        try AssignmentStore.decide(job.id, .accepted, by: actor.person, tx)
        try JobStore.tell("job_accepted", job.id, job.number, on: "\(job.version)", to: job.customer, tx)
    }
}

extension AcceptJob {
    /// A certificate may have ended since the job was offered. Whoever was offered it without one was chosen all the same.
    private func checkTraining(_ job: JobRow, _ tx: Transaction) throws {
        guard let dealer = job.dealer, let company = tx.host as? OpenCompany,
            let offered = try AssignmentStore.lastMade(of: job.id, tx)
        else { return }
        let today = company.clock.day(of: tx.now)
        if try CourseNeedStore.hasLost(job.work, dealer, since: offered.at, of: offered.on, on: today, tx) {
            throw Complaint("training.denied.accept")
        }
    }
}

/// The dealer gives the job back before any visit; it waits for another dealer.
struct DeclineJob: Sendable {
    let number: String
    /// The version that the form was made from.
    let version: Int
    let reason: GivenReason

    func run(by actor: Actor, in tx: Transaction) throws {
        let job = try DealerJob.find(number, version: version, actor, tx)
        try DealerJob.permit { try MayDecline(actor, job.standing) }
        try JobStore.move(
            job, .decline, by: actor, .givenBack,
            detail: ["reason": reason.code, "text": reason.text], tx)
        try AssignmentStore.decide(job.id, .declined, by: actor.person, because: reason, tx)
        try tell(job, by: actor, tx)
        // One that he had taken before was agreed with him: what becomes of it a dispatcher says.
        if job.state == .offered, let company = tx.host as? OpenCompany { try PassOn(in: company).run(job.id, tx) }
    }

    /// Those who dispatch, and the one who gave it to him.
    private func tell(_ job: JobRow, by actor: Actor, _ tx: Transaction) throws {
        let dealer = try job.dealer.map { try DealerStore.name($0, tx) } ?? ""
        let notice = Notice("job_declined", about: .job(job.id), job.number, dealer)
        try OutboxStore.add(
            notice,
            to: .officeAnd([.dispatcher], Set(try AssignmentStore.lastMaker(of: job.id, tx).map { [$0] } ?? [])),
            but: actor.person, tx)
    }
}

/// Jobs as a dealer's people reach them with a form in hand.
enum DealerJob {
    /// - Parameter version: what the form was made from; nil where it is only to be shown.
    /// - Throws: `Refusal.stale` where the job has moved on since, and where it was this dealer's and is his no more, so
    ///   that whoever held its page in his hand is told what became of it; `Refusal.hidden` where it never was.
    static func find(
        _ number: String, version: Int? = nil, _ actor: Actor, _ tx: Transaction
    ) throws -> JobRow {
        do {
            let job = try JobStore.find(number, actor.sight, tx)
            guard version == nil || version == job.version else { throw Refusal.stale(Complaint("error.stale")) }
            return job
        } catch Refusal.hidden {
            guard case .dealer(let dealer) = actor.sight, try VisitList.hadJob(number, dealer, tx) else {
                throw Refusal.hidden
            }
            throw Refusal.stale(Complaint("visits.taken_back", number))
        }
    }

    /// A permit that is refused on a job in sight: the job has moved on.
    @discardableResult
    static func permit<Permit>(_ make: () throws -> Permit) throws -> Permit {
        do { return try make() } catch let complaint as Complaint { throw Refusal.stale(complaint) }
    }
}
