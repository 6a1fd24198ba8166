/// Where a job stands and whose it is: what the permits of a dealer's people look at.
public struct JobStanding: Sendable {
    public let state: JobState
    public let dealer: ID<Dealer>?
    public let technician: ID<Person>?

    public init(state: JobState, dealer: ID<Dealer>?, technician: ID<Person>?) {
        (self.state, self.dealer, self.technician) = (state, dealer, technician)
    }

    /// A dealer's manager works on all of the dealer's jobs, a technician on those given to him; the office on none.
    func mustBelong(to actor: Actor) throws(Complaint) {
        let isHis =
            switch actor.sight {
            case .company: false
            case .dealer(let its): dealer == its
            case .technician(let its, let person): dealer == its && technician == person
            }
        guard isHis else { throw Complaint("visits.not_yours") }
    }

    fileprivate func mustAllow(_ deed: JobDeed) throws(Complaint) {
        guard state.allows(deed) else { throw Complaint("jobs.deed.impossible") }
    }

    /// The dealer's word, not a technician's: an offer binds the dealer.
    fileprivate func mustManage(_ actor: Actor) throws(Complaint) {
        try mustBelong(to: actor)
        guard actor.has(.dealerManager) else { throw Complaint("visits.not_manager") }
    }
}

// Each permit is made by passing its checks and by nothing else. They throw `visits.not_yours`, `visits.not_manager` or
// `jobs.deed.impossible`.

public struct MayAccept: Sendable {
    public init(_ actor: Actor, _ job: JobStanding) throws(Complaint) {
        try job.mustManage(actor)
        try job.mustAllow(.accept)
    }
}

/// An offer, and also a job accepted earlier on which no visit was made yet.
public struct MayDecline: Sendable {
    public init(_ actor: Actor, _ job: JobStanding) throws(Complaint) {
        try job.mustManage(actor)
        try job.mustAllow(.decline)
    }
}

public struct MayAgreeAppointment: Sendable {
    public init(_ actor: Actor, _ job: JobStanding) throws(Complaint) {
        try job.mustBelong(to: actor)
        try job.mustAllow(.schedule)
    }
}

/// To one of the dealer's people, once the dealer has accepted.
public struct MayGiveToTechnician: Sendable {
    public init(_ actor: Actor, _ job: JobStanding) throws(Complaint) {
        try job.mustManage(actor)
        try job.mustAllow(.schedule)
    }
}

public struct MayLogVisit: Sendable {
    public let actor: Actor

    public init(_ actor: Actor, on job: JobStanding) throws(Complaint) {
        try job.mustBelong(to: actor)
        try job.mustAllow(.begin)
        self.actor = actor
    }
}
