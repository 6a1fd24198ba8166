/// What a dealer's scorecard counts of his work.
public enum ScoreFigure: String, CaseIterable, Sendable {
    case accepted, finished
    case firstFix = "first_fix"
    case repeats, survey, done

    /// What it is shown in.
    public enum Measure: Sendable {
        /// The middle one, in minutes.
        case minutes
        /// How many of a hundred.
        case share
        /// From one to five.
        case score
        case count
    }

    public var measure: Measure {
        switch self {
        case .accepted, .finished: .minutes
        case .firstFix, .repeats: .share
        case .survey: .score
        case .done: .count
        }
    }
}

/// A figure of one dealer: of how many jobs, and what they come to.
public struct Score: Hashable, Sendable {
    /// How many jobs it counts.
    public let jobs: Int
    /// Minutes, of a thousand, tenths of a point, or jobs; nil where it counts none.
    public let value: Int?

    /// - Parameter values: of each job: minutes, 1 or 0, tenths of a point.
    public init(_ figure: ScoreFigure, of values: [Int]) {
        jobs = values.count
        switch figure.measure {
        case .minutes: value = TrackRecord.middle(values)
        case .share: value = values.isEmpty ? nil : values.filter { $0 > 0 }.count * 1_000 / values.count
        case .score: value = values.isEmpty ? nil : values.reduce(0, +) / values.count
        case .count: value = values.count
        }
    }
}

/// What dealers of one grade have in common, beside one of them: hidden where they are so few that one could be known by it.
public struct PeerMedian: Hashable, Sendable {
    public let dealers: Int
    public let value: Int

    /// - Parameters:
    ///   - values: of the others alone.
    ///   - least: fewer say nothing.
    public init?(_ values: [Int], least: Int) {
        guard values.count >= max(least, 3), let middle = TrackRecord.middle(values) else { return nil }
        (dealers, value) = (values.count, middle)
    }
}
