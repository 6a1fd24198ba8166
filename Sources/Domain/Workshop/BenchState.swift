/// Marks the ids of benches, and of the machines that stand in the workshop.
public enum Bench {}
public enum BenchItem {}

/// Where a machine stands in the company's own workshop.
public enum BenchState: String, CaseIterable, Sendable {
    case queue, diagnosis
    case waitingEstimate = "waiting_estimate"
    case waitingPart = "waiting_part"
    /// With a shop that is not ours.
    case outside
    case repair, test
    /// Repaired, and waits for whoever fetches it.
    case ready
    /// Goes back as it came, and waits for whoever fetches it.
    case unrepaired
    case handedOver = "handed_over"
    case returned
    /// Nobody has fetched it, and it is no more here.
    case disposed

    public static let open = allCases.filter { !$0.isEnded }
    public static let impossible = "workshop.denied.state"

    public var isEnded: Bool { self == .handedOver || self == .returned || self == .disposed }

    /// Nobody of ours can go on with it until something comes.
    public var isWaiting: Bool { self == .waitingEstimate || self == .waitingPart || self == .outside }

    /// Somebody of ours may be at work on it.
    public var isWorkedOn: Bool { self == .diagnosis || self == .repair || self == .test }

    /// Where it may be moved from here. To whoever owns it it goes by `handedOver` alone.
    public var targets: [BenchState] {
        switch self {
        case .queue: [.diagnosis, .unrepaired]
        case .diagnosis: [.queue, .waitingEstimate, .waitingPart, .outside, .repair, .test, .unrepaired]
        case .waitingEstimate: [.diagnosis, .waitingPart, .outside, .repair, .unrepaired]
        case .waitingPart: [.diagnosis, .waitingEstimate, .outside, .repair, .unrepaired]
        case .outside: [.diagnosis, .waitingEstimate, .waitingPart, .repair, .test, .unrepaired]
        case .repair: [.diagnosis, .waitingEstimate, .waitingPart, .outside, .test, .unrepaired]
        case .test: [.diagnosis, .repair, .ready, .unrepaired]
        case .ready: [.repair, .test]
        case .unrepaired: [.diagnosis]
        case .handedOver, .returned, .disposed: []
        }
    }

    /// Where a machine goes on once the parts are here that it waited for.
    /// - Parameters:
    ///   - before: where it stood before it waited; nil where nobody was at work on it.
    ///   - estimate: what its customer has said of the last one.
    public static func afterParts(before: BenchState?, estimate: EstimateState?) -> BenchState {
        switch estimate {
        case .open: .waitingEstimate
        case .refused: .diagnosis
        case .approved: .repair
        case .replaced, .withdrawn, nil: before == .repair ? .repair : .diagnosis
        }
    }

    /// - Throws: `workshop.denied.state`.
    public func moved(to target: BenchState) throws(Complaint) -> BenchState {
        guard targets.contains(target) else { throw Complaint(Self.impossible) }
        return target
    }

    /// What it is once its owner has it again; nil where he cannot get it from here.
    public var handedOver: BenchState? {
        switch self {
        case .ready: .handedOver
        case .unrepaired: .returned
        case .queue, .diagnosis, .waitingEstimate, .waitingPart, .outside, .repair, .test, .handedOver, .returned,
            .disposed:
            nil
        }
    }
}

/// A machine in the workshop as far as the rules ask.
public struct BenchStanding: Sendable {
    public let state: BenchState
    /// On whose bench it lies; nil where nobody has it.
    public let technician: ID<Person>?
    /// What its customer has said of the last estimate; nil where there was none.
    public let estimate: EstimateState?

    public init(_ state: BenchState, technician: ID<Person>?, estimate: EstimateState?) {
        (self.state, self.technician, self.estimate) = (state, technician, estimate)
    }
}

/// Proof that this person may put this machine into another state.
public struct MayMoveOnBench: Sendable {
    public let actor: Actor
    public let from: BenchState
    public let to: BenchState
    public let reason: String

    /// A technician goes on with his own machines and takes those that nobody has; that one goes back unrepaired its
    /// manager says, with a reason. No repair begins while the customer has not said yes to what it costs.
    /// - Throws: `workshop.denied.other`, `workshop.denied.manager`, `workshop.denied.state`, `workshop.reason.missing`,
    ///   `workshop.estimate.open`, `workshop.estimate.refused`.
    public init(_ actor: Actor, _ standing: BenchStanding, to: BenchState, reason: String) throws(Complaint) {
        let isManager = actor.has(.administrator, .serviceManager, .workshopManager)
        guard isManager || standing.technician == nil || standing.technician == actor.person else {
            throw Complaint("workshop.denied.other")
        }
        _ = try standing.state.moved(to: to)
        if to == .unrepaired {
            guard isManager else { throw Complaint("workshop.denied.manager") }
            guard !reason.isEmpty else { throw Complaint("workshop.reason.missing") }
        }
        if to == .repair {
            switch standing.estimate {
            case .open: throw Complaint("workshop.estimate.open")
            case .refused: throw Complaint("workshop.estimate.refused")
            case .approved, .replaced, .withdrawn, nil: break
            }
        }
        (self.actor, self.from, self.to, self.reason) = (actor, standing.state, to, reason)
    }
}
