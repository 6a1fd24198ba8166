/// What became of a promise, as it is kept.
public enum PromiseMark: String, CaseIterable, Sendable {
    /// Nothing was promised.
    case unsaid
    case open, kept, missed
    /// There was nothing to keep any more: the job was cancelled or given back before its time was over.
    case exempt

    /// - Parameters:
    ///   - end: when it was done, or when nothing more was to be done.
    ///   - isDone: whether what was promised was done.
    ///   - due: nil where the clock stood before.
    public init(end: Instant, isDone: Bool, due: Instant?) {
        guard due.map({ end <= $0 }) ?? true else {
            // A late job that is cancelled stays late: else nobody would ever have missed a promise.
            self = .missed
            return
        }
        self = isDone ? .kept : .exempt
    }
}

/// How a promise stands at a moment.
public enum PromiseStanding: String, CaseIterable, Sendable {
    case unsaid, running, soon, paused, late, kept, missed, exempt

    /// - Parameters:
    ///   - due: nil where the clock stands before it.
    ///   - soonAt: from when on it is due soon; nil where nobody has said.
    ///   - standsSince: since when the clock stands; nil while it goes.
    public init(_ mark: PromiseMark, due: Instant?, soonAt: Instant?, standsSince: Instant?, at now: Instant) {
        switch mark {
        case .unsaid: self = .unsaid
        case .kept: self = .kept
        case .missed: self = .missed
        case .exempt: self = .exempt
        case .open:
            if let due, due < now {
                self = .late
            } else if standsSince != nil {
                self = .paused
            } else if let soonAt, due != nil, soonAt <= now {
                self = .soon
            } else {
                self = .running
            }
        }
    }

    /// Open and late counts as missed.
    public var isMissed: Bool { self == .missed || self == .late }
}

/// Of what people are told before and after a promise is due, each once.
public enum PromiseStage: Int, CaseIterable, Comparable, Sendable {
    case none, warned, missed

    public static func < (left: PromiseStage, right: PromiseStage) -> Bool { left.rawValue < right.rawValue }

    /// What is told next, and when; nil where everything was told, or the clock stands.
    public func next(due: Instant?, soonAt: Instant?) -> (stage: PromiseStage, at: Instant)? {
        guard let due else { return nil }
        switch self {
        case .none:
            guard let soonAt, soonAt < due else { return (.missed, due.adding(seconds: 1)) }
            return (.warned, soonAt)
        case .warned: return (.missed, due.adding(seconds: 1))
        case .missed: return nil
        }
    }

    /// What would have been told by then: nobody is told of it afterwards.
    public static func passed(due: Instant?, soonAt: Instant?, at now: Instant) -> PromiseStage {
        var passed = PromiseStage.none
        while let next = passed.next(due: due, soonAt: soonAt), next.at <= now { passed = next.stage }
        return passed
    }
}
