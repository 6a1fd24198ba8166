/// A figure that management reads. Each has its word and its definition in the words under `reports.measure.<name>`.
public enum Measure: String, CaseIterable, Sendable {
    case received, done, cancelled, complaints, repairs, repeats
    case firstTime = "first_time"
    case acceptance, completion, satisfied, cost
    case jobCost = "job_cost"
    case parts

    public enum Unit: Sendable {
        case count
        /// Tenths of a percent.
        case share
        /// Of work, or by the clock.
        case workMinutes, minutes
        /// The smallest unit of the currency.
        case money
        /// Tenths.
        case ratio
    }

    public var unit: Unit {
        switch self {
        case .received, .done, .cancelled, .complaints, .repairs: .count
        case .repeats, .firstTime, .satisfied: .share
        case .acceptance: .workMinutes
        case .completion: .minutes
        case .cost, .jobCost: .money
        case .parts: .ratio
        }
    }

    /// The jobs that its list shows: those that somebody can do something about.
    public var list: JobSet {
        switch self {
        case .received: .received
        case .done: .done
        case .cancelled: .cancelled
        case .complaints: .complained
        case .repairs: .repairs
        case .repeats: .repeated
        case .firstTime: .unfixed
        case .acceptance, .completion: .accepted
        case .satisfied: .unsatisfied
        case .cost, .jobCost: .priced
        case .parts: .parted
        }
    }

    /// The jobs that it is said of; nil where it counts its own list.
    public var base: JobSet? {
        switch self {
        case .received, .done, .cancelled, .complaints, .repairs, .cost: nil
        case .repeats, .parts: .repairs
        case .firstTime: .judged
        case .acceptance, .completion: .accepted
        case .satisfied: .scored
        case .jobCost: .priced
        }
    }

    /// Whether the values of parts add up to that of the whole.
    public var isAdditive: Bool { unit == .count || self == .cost }

    /// nil where nothing is there to say it of.
    public func value(of sums: ReportSums) -> Int64? {
        switch self {
        case .received, .done, .cancelled, .complaints, .repairs: Int64(sums[list])
        case .repeats: Self.share(sums[.repeated], of: sums[.repairs])
        case .firstTime: Self.share(sums[.judged] - sums[.unfixed], of: sums[.judged])
        case .satisfied: Self.share(sums[.scored] - sums[.unsatisfied], of: sums[.scored])
        case .acceptance: sums.acceptance.median.map(Int64.init)
        case .completion: sums.completion.median.map(Int64.init)
        case .cost: sums.cost
        case .jobCost: Self.rounded(sums.cost, over: Int64(sums[.priced]))
        case .parts: Self.rounded(10 * Int64(sums.parts), over: Int64(sums[.repairs]))
        }
    }

    /// The bounds of a share, where there is enough to say it of.
    public func interval(of sums: ReportSums) -> WilsonInterval? {
        let (hits, count): (Int, Int) =
            switch self {
            case .repeats: (sums[.repeated], sums[.repairs])
            case .firstTime: (sums[.judged] - sums[.unfixed], sums[.judged])
            case .satisfied: (sums[.scored] - sums[.unsatisfied], sums[.scored])
            default: (0, 0)
            }
        return count >= WilsonInterval.least ? WilsonInterval(hits, of: count) : nil
    }

    private static func share(_ hits: Int, of count: Int) -> Int64? { rounded(1_000 * Int64(hits), over: Int64(count)) }

    /// Half away from zero.
    private static func rounded(_ number: Int64, over count: Int64) -> Int64? {
        guard count > 0 else { return nil }
        return (2 * number + (number < 0 ? -count : count)) / (2 * count)
    }
}

/// What the middle of one's peers is.
public enum Peers {
    /// Fewer say nothing.
    public static let least = 3

    /// The lower one of the two in the middle.
    public static func median(_ values: [Int64]) -> Int64? {
        values.count < least ? nil : values.sorted()[(values.count - 1) / 2]
    }
}
