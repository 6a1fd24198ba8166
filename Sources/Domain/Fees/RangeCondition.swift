/// The facts that a range can be put on.
public enum FeeMetric: String, CaseIterable, Codable, Sendable {
    case km, minutes, visits, parts, hours
    case repeatDays = "repeat_days"
    case score
    /// Which rework of his own failed work it is for its dealer.
    case rework

    /// Units of the stored fact in one unit of the metric: facts with one decimal are kept in tenths.
    var scale: Int64 {
        switch self {
        case .km, .hours, .score: 10
        case .minutes, .visits, .parts, .repeatDays, .rework: 1
        }
    }

    /// What the stored fact can be at all.
    var possible: ClosedRange<Int64> {
        switch self {
        case .km, .minutes, .parts, .hours, .repeatDays: 0...Int64.max
        case .visits, .rework: 1...Int64.max
        case .score: 10...50
        }
    }

    /// A stored fact as people write it.
    func text(_ stored: Int64) -> String {
        Fraction(Int128(stored), over: Int128(scale)).text()
    }

    /// What it is of a job, as people write it; nil where it is not known.
    public func measured(in facts: FeeFacts) -> String? { stored(in: facts).map(text) }

    func stored(in facts: FeeFacts) -> Int64? {
        switch self {
        case .km: facts.tenthsOfKm
        case .minutes: facts.minutes
        case .visits: facts.visits
        case .parts: facts.parts
        case .hours: facts.tenthsOfHours
        case .repeatDays: facts.repeatDays
        case .score: facts.tenthsOfScore
        case .rework: facts.rework
        }
    }
}

/// `from` ≤ fact < `to`; an end that is nil is open, and an empty fact lies in no range.
public struct RangeCondition: Hashable, Sendable {
    public let metric: FeeMetric
    /// The stored facts that lie in the range, both ends included. Facts are whole, so an end between two is exact too.
    let least: Int64
    let last: Int64

    /// Complains where `from` is not below `to`.
    init(metric: FeeMetric, from: Fraction?, to: Fraction?) throws(Complaint) {
        if let from, let to {
            let width = try to.minus(from)
            guard !width.isNegative, !width.isZero else {
                throw Complaint("fees.range.order", from.text(places: 9), to.text(places: 9))
            }
        }
        self.metric = metric
        least = try from.map { bound throws(Complaint) in try bound.times(metric.scale).roundedUp } ?? Int64.min
        last = try to.map { bound throws(Complaint) in try bound.times(metric.scale).roundedUp.before } ?? Int64.max
    }

    public func includes(_ facts: FeeFacts) -> Bool {
        guard let fact = metric.stored(in: facts) else { return false }
        return least <= fact && fact <= last
    }

    /// The least stored fact that a job can have in this range and in another one of the same metric; nil if none.
    func leastFact(sharedWith other: RangeCondition? = nil) -> Int64? {
        let start = max(least, other?.least ?? least, metric.possible.lowerBound)
        return start <= min(last, other?.last ?? last, metric.possible.upperBound) ? start : nil
    }
}

extension Int64 {
    fileprivate var before: Int64 { self == .min ? .min : self - 1 }
}

extension Fraction {
    /// The least whole number that is not below; the nearest 64-bit one where it lies outside of that range.
    fileprivate var roundedUp: Int64 {
        let (quotient, remainder) = numerator.quotientAndRemainder(dividingBy: denominator)
        return Int64(clamping: remainder > 0 ? quotient + 1 : quotient)
    }
}
