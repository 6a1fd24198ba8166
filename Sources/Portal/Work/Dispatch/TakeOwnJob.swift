import Database
import Domain
import Ground
import HTTPTypes
import Web

/// Why a dealer does not get a job of his own making: a dispatcher would have to give a reason for him.
struct OwnJobRefused: DeedRefusal {
    let reasons: [EligibilityReason]
    let groups: [ID<ProductGroup>: (fa: String, en: String)]

    var status: HTTPResponse.Status { .unprocessableContent }

    func complaint(_ reader: Reader) -> Complaint {
        let names = groups.mapValues { reader.name(fa: $0.fa, en: $0.en) }
        let texts = reasons.map { $0.text(reader, groups: names) }
        return Complaint("dispatch.own.unfit", texts.joined(separator: reader.words("list.comma")))
    }
}

/// A job that a dealer has made of what the company gave him to call about: put to him by whoever gave it, and taken.
package struct TakeOwnJob: Sendable {
    private let number: String
    private let giver: ID<Person>
    /// What he was given: why he gets a job in a city that he does not cover.
    private let given: String
    private let today: CalendarDay

    package init(number: String, giver: ID<Person>, given: String, today: CalendarDay) {
        (self.number, self.giver, self.given, self.today) = (number, giver, given, today)
    }

    /// - Throws: `dispatch.own.denied` where he gets no jobs: he is suspended, or his contract does not hold today;
    ///   `OwnJobRefused` where he may not do such machines, or his day is full.
    package func run(by actor: Actor, in tx: Transaction) throws {
        guard let dealer = actor.dealer, let company = tx.host as? OpenCompany else { throw Refusal.denied }
        let day = DispatchDay(in: company, at: tx.now)
        let job = try JobStore.find(number, .company, tx)
        guard let city = try StandingList.city(job.city, tx),
            let row = try StandingList.one(dealer, city, on: day, tx)
        else { throw Refusal.hidden }
        let reason = try reason(row.standing, for: job, tx)
        var detail = ["dealer": row.name]
        if !reason.isEmpty { detail["override"] = reason }
        try JobStore.move(job, .offer, by: actor, .offered(to: dealer), detail: detail, tx)
        try AssignmentStore.add(job.id, to: dealer, by: giver, on: today, reason: reason, tx)
        try JobStore.move(JobStore.find(number, .company, tx), .accept, by: actor, .accepted(at: tx.now), tx)
        try AssignmentStore.decide(job.id, .accepted, by: actor.person, tx)
    }

    /// Why he gets it although something speaks against him; empty where nothing does. Only for the city whoever gave it has
    /// answered: he knew where the machine stands.
    private func reason(_ standing: DealerStanding, for job: JobRow, _ tx: Transaction) throws -> String {
        guard standing.isActive, standing.contract.contains(today) else { throw Complaint("dispatch.own.denied") }
        let eligibility = Eligibility(standing, for: DispatchNeed(job.work, today: today))
        let against = eligibility.reasons.filter { $0.verdict != .yes }
        let unanswered = against.filter { $0 != .cityNotCovered }
        guard unanswered.isEmpty else {
            throw OwnJobRefused(reasons: unanswered, groups: try StandingList.groupNames(tx))
        }
        return against.isEmpty ? "" : given
    }
}
