/// What a job's correction may make another.
public struct JobParticulars: Hashable, Sendable {
    public var serviceType: String
    public var customer: ID<Customer>
    public var unit: ID<Unit>
    public var city: ID<City>
    public var address: String
    /// In the customer's words; may be empty.
    public var statedFault: String

    public init(
        serviceType: String, customer: ID<Customer>, unit: ID<Unit>, city: ID<City>, address: String,
        statedFault: String
    ) {
        (self.serviceType, self.customer, self.unit) = (serviceType, customer, unit)
        (self.city, self.address, self.statedFault) = (city, address, statedFault)
    }
}

/// What whoever corrects a job wants of a dealer who does not do such jobs.
public enum DealerWish: String, CaseIterable, Sendable {
    case keep
    case takeBack = "take_back"
}

/// The permit to put right what was written of a job.
public struct MayCorrectJob: Sendable {
    public let actor: Actor
    public let reason: String
    /// Whether the job goes back to those that wait for a dealer.
    public let isTakenBack: Bool

    /// - Parameters:
    ///   - fits: whether the dealer who has it covers the city and does the group of the job as it will be; nil where nobody
    ///     has it.
    ///   - wish: as it was typed; nil where nothing was chosen.
    /// - Throws: `error.denied`, `jobs.correct.…`
    public init(
        _ actor: Actor, from before: JobParticulars, to after: JobParticulars, in state: JobState, fits: Bool?,
        wish: DealerWish?, reason: String
    ) throws(Complaint) {
        guard Self.isAllowed(actor, in: state) else { throw Complaint("error.denied") }
        guard before != after else { throw Complaint("jobs.correct.nothing") }
        guard !reason.isEmpty else { throw Complaint("jobs.correct.reason_missing") }
        (self.actor, self.reason) = (actor, reason)
        isTakenBack = try Self.takesBack(state, fits: fits, wish)
    }

    /// What is done bears on money, so it is put right by those who answer for the network.
    public static func isAllowed(_ actor: Actor, in state: JobState) -> Bool {
        guard actor.sight == .company else { return false }
        return state.isEnded
            ? actor.has(.administrator, .serviceManager)
            : actor.has(.administrator, .serviceManager, .dispatcher, .reception)
    }

    /// An offer that nobody has answered is taken back by itself; one who has accepted may have agreed on something.
    private static func takesBack(_ state: JobState, fits: Bool?, _ wish: DealerWish?) throws(Complaint) -> Bool {
        guard fits == false else { return false }
        switch state {
        case .received, .done, .closed, .returned, .cancelled: return false
        case .offered: return true
        case .accepted, .scheduled, .underWay:
            guard let wish else { throw Complaint("jobs.correct.dealer_asked") }
            return wish == .takeBack
        }
    }
}
