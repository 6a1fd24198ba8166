/// How closely a dealer's jobs are looked at, as in ISO 2859: it follows from what was found of them.
public enum SamplingRank: String, CaseIterable, Sendable {
    case normal, tightened, reduced
}

/// Why a job was drawn for control, or was not.
public enum SamplingCause: String, CaseIterable, Sendable {
    /// One of the first jobs of a dealer: all of them are.
    case first
    /// By the share of its dealer's grade and rank.
    case share
    /// It makes good a job that failed: always.
    case rework
    /// Opened by hand, with a reason.
    case audit
    /// It would have been drawn, and no plan says by what it is tested.
    case noPlan = "no_plan"
}

/// How many of the jobs that dealers end are controlled. Shares are in percent.
public struct SamplingRule: Hashable, Sendable {
    public static let percent = 0...100

    /// By the grade of the dealer; a grade without one has none of its jobs drawn.
    public let shares: [String: Int]
    /// All of so many first jobs of a dealer are controlled.
    public let firstJobs: Int
    /// After a failure at least so many.
    public let tightened: Int
    /// After many passes at most so many.
    public let reduced: Int
    /// Passes in a row from tightened to normal, and from normal to reduced; 0: never.
    public let passesToNormal: Int
    public let passesToReduced: Int

    public init(
        shares: [String: Int], firstJobs: Int, tightened: Int, reduced: Int, passesToNormal: Int, passesToReduced: Int
    ) {
        (self.shares, self.firstJobs) = (shares, firstJobs)
        (self.tightened, self.reduced) = (tightened, reduced)
        (self.passesToNormal, self.passesToReduced) = (passesToNormal, passesToReduced)
    }

    public func share(grade: String, _ rank: SamplingRank) -> Int {
        let usual = shares[grade] ?? 0
        return switch rank {
        case .normal: usual
        case .tightened: max(usual, tightened)
        case .reduced: min(usual, reduced)
        }
    }

    /// - Parameters:
    ///   - nth: which of its dealer's done jobs it is, counted to beyond `firstJobs` at least.
    ///   - draw: from 0 to 99.
    public func decide(grade: String, _ rank: SamplingRank, nth: Int, draw: Int) -> SamplingDecision {
        guard nth > firstJobs else { return SamplingDecision(cause: .first, share: 100, isDrawn: true) }
        let share = share(grade: grade, rank)
        return SamplingDecision(cause: .share, share: share, isDrawn: draw < share)
    }
}

/// What was decided of one job, once, when it ended.
public struct SamplingDecision: Hashable, Sendable {
    public let cause: SamplingCause
    /// In percent.
    public let share: Int
    public let isDrawn: Bool

    public init(cause: SamplingCause, share: Int, isDrawn: Bool) {
        (self.cause, self.share, self.isDrawn) = (cause, share, isDrawn)
    }

    public static let rework = SamplingDecision(cause: .rework, share: 100, isDrawn: true)

    /// Where no plan says by what the machine would be tested.
    public var withoutPlan: SamplingDecision { SamplingDecision(cause: .noPlan, share: share, isDrawn: false) }
}

/// Where a dealer stands: his rank, and his passes in a row since he has it.
public struct SamplingStanding: Hashable, Sendable {
    public let rank: SamplingRank
    public let passes: Int

    public init(_ rank: SamplingRank = .normal, passes: Int = 0) { (self.rank, self.passes) = (rank, passes) }

    /// After a control of his work: a failure tightens at once, whatever went before; enough passes in a row ease by one step.
    public func after(passed: Bool, by rule: SamplingRule) -> SamplingStanding {
        guard passed else { return SamplingStanding(.tightened) }
        let passes = passes + 1
        return switch rank {
        case .tightened where rule.passesToNormal > 0 && passes >= rule.passesToNormal: SamplingStanding(.normal)
        case .normal where rule.passesToReduced > 0 && passes >= rule.passesToReduced: SamplingStanding(.reduced)
        case .tightened, .normal, .reduced: SamplingStanding(rank, passes: passes)
        }
    }
}

/// The number by which a job is drawn: the same whoever computes it again, and known to nobody who does not know the seed.
public enum SamplingDraw {
    public static let numbers = 0...99

    public static func number(of job: String, seed: String) -> Int {
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        for byte in "\(seed):\(job)".utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
        // Numbers of jobs differ in their last digits alone: without this so would their draws.
        hash = (hash ^ (hash >> 30)) &* 0xbf58_476d_1ce4_e5b9
        hash = (hash ^ (hash >> 27)) &* 0x94d0_49bb_1331_11eb
        return Int((hash ^ (hash >> 31)) % UInt64(numbers.count))
    }
}

/// Where the control of a dealer's job leaves what it earns him.
public enum SampleState: String, CaseIterable, Sendable {
    /// Not drawn: nothing waits.
    case free
    /// Not paid before it, or what makes it good, has passed.
    case held
    case passed
    /// Somebody who answers for it lets it be paid without.
    case freed
}

/// How a dealer's job is controlled.
public enum QualityWay: String, CaseIterable, Sendable {
    /// At the customer's.
    case visit
    case phone
}

/// To whom it is put that a job must be made good.
public enum ReworkCause: String, CaseIterable, Sendable {
    /// To who has done it: a tariff may give him nothing for the rework.
    case work
    /// To a part, or the machine itself.
    case part
    /// To how it was used.
    case use

    /// Whether it is held against the dealer who did it.
    public var isOfDealer: Bool { self == .work }
}
