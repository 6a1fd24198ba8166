/// Wilson's interval of 95 % for a share, in tenths of a percent; exact to the last of them, without floating point.
public struct WilsonInterval: Hashable, Sendable {
    /// Below so many, a share says too little to be shown.
    public static let least = 10
    public let low: Int
    public let high: Int

    /// 1.959964, in millionths.
    static let z: Int128 = 1_959_964
    static let million: Int128 = 1_000_000

    /// - Parameters:
    ///   - hits: of `count`, 0…count.
    ///   - count: up to ten millions.
    /// - Returns: nil of nothing.
    public init?(_ hits: Int, of count: Int) {
        guard count > 0, count <= 10_000_000, (0...count).contains(hits) else { return nil }
        let (k, n, unit) = (Int128(hits), Int128(count), Self.million * Self.million)
        let square = Self.z * Self.z
        let root = (4 * k * (n - k) * unit / n + square).squareRoot
        let middle = 2 * k * unit + square
        let below = 2 * (n * unit + square)
        func tenths(_ numerator: Int128) -> Int { Int(min(1_000, max(0, (2_000 * numerator + below) / (2 * below)))) }
        (low, high) = (tenths(middle - Self.z * root), tenths(middle + Self.z * root))
    }
}

/// The share of those who would recommend the company without that of those who would not, in tenths, with its error of 95 %.
public struct NetPromoter: Hashable, Sendable {
    /// -1000…1000
    public let tenths: Int
    /// Half the width of the interval.
    public let error: Int

    /// - Parameters:
    ///   - promoters: who said 9 or 10.
    ///   - detractors: who said 0…6.
    ///   - count: all who said anything, up to ten millions.
    /// - Returns: nil of nothing.
    public init?(promoters: Int, detractors: Int, of count: Int) {
        guard count > 0, count <= 10_000_000, promoters >= 0, detractors >= 0, promoters + detractors <= count else {
            return nil
        }
        let (p, d, n) = (Int128(promoters), Int128(detractors), Int128(count))
        let unit = WilsonInterval.million * WilsonInterval.million
        // √((n(p+d) − (p−d)²) / n³), in units of 10⁻¹²; ten millions fit.
        let spread = n * (p + d) - (p - d) * (p - d)
        let deviation = (spread * unit * unit / (n * n * n)).squareRoot
        tenths = Self.rounded(1_000 * (p - d), over: n)
        error = Self.rounded(
            deviation * WilsonInterval.z, over: WilsonInterval.million * WilsonInterval.million * 1_000)
    }

    private static func rounded(_ numerator: Int128, over denominator: Int128) -> Int {
        let half = numerator < 0 ? -denominator : denominator
        return Int((2 * numerator + half) / (2 * denominator))
    }
}

extension Int128 {
    /// The greatest whole number whose square is no more. Of what is not below zero.
    var squareRoot: Int128 {
        guard self > 1 else { return self }
        var root = Int128(1) << ((127 - leadingZeroBitCount) / 2 + 1)
        while true {
            let next = (root + self / root) / 2
            if next >= root { return root }
            root = next
        }
    }
}

/// What surveys of some jobs come to.
public struct SurveyFigures: Hashable, Sendable {
    /// From so many tenths on, somebody is satisfied.
    public static let satisfied: Int64 = 40
    public let scored: Int
    public let satisfied: Int
    /// Sum of the scores, in tenths.
    public let sum: Int64
    public let promoters: Int
    public let detractors: Int
    public let recommended: Int
    /// Scores that are as good as they can be.
    public let top: Int

    public static let none = SurveyFigures(
        scored: 0, satisfied: 0, sum: 0, promoters: 0, detractors: 0, recommended: 0)
    /// Of a hundred scores; who hears so many of the best ones asks otherwise than others, or does not ask.
    private static let always = 95

    public init(
        scored: Int, satisfied: Int, sum: Int64, promoters: Int, detractors: Int, recommended: Int, top: Int = 0
    ) {
        (self.scored, self.satisfied, self.sum, self.top) = (scored, satisfied, sum, top)
        (self.promoters, self.detractors, self.recommended) = (promoters, detractors, recommended)
    }

    /// Whether nearly all scores are the best one; false where there are too few to say it.
    public var isAlwaysTop: Bool { scored >= WilsonInterval.least && top * 100 >= Self.always * scored }

    /// Tenths of a percent; nil where there are too few.
    public var topShare: Int? { scored >= WilsonInterval.least ? (2_000 * top + scored) / (2 * scored) : nil }

    /// nil where there are too few to say anything.
    public var interval: WilsonInterval? {
        scored >= WilsonInterval.least ? WilsonInterval(satisfied, of: scored) : nil
    }

    /// Tenths of a percent; nil where there are too few.
    public var share: Int? {
        scored >= WilsonInterval.least ? (2_000 * satisfied + scored) / (2 * scored) : nil
    }

    /// Hundredths of the mean score, 100…500; nil where there are too few.
    public var mean: Int64? {
        guard scored >= WilsonInterval.least else { return nil }
        return (20 * sum + Int64(scored)) / (2 * Int64(scored))
    }

    public var netPromoter: NetPromoter? {
        recommended >= WilsonInterval.least
            ? NetPromoter(promoters: promoters, detractors: detractors, of: recommended) : nil
    }
}

/// How the calls of somebody, or about somebody, ended: the rates of AAPOR's Standard Definitions, of people whose names are known.
public struct SurveyRates: Hashable, Sendable {
    public let counts: [SurveyResult.Class: Int]

    public init(_ counts: [SurveyResult.Class: Int]) { self.counts = counts }

    private func sum(_ classes: SurveyResult.Class...) -> Int { classes.reduce(0) { $0 + (counts[$1] ?? 0) } }
    private var eligible: Int { sum(.interview, .partial, .refusal, .nonContact, .other) }
    private var reached: Int { sum(.interview, .partial, .refusal, .other) }

    /// Tenths of a percent, half up; nil of nothing.
    private static func share(_ part: Int, of all: Int) -> Int? { all == 0 ? nil : (2_000 * part + all) / (2 * all) }

    /// RR1: complete interviews of all who could have been asked.
    public var response: Int? { Self.share(sum(.interview), of: eligible) }
    /// COOP1: complete interviews of all who were reached.
    public var cooperation: Int? { Self.share(sum(.interview), of: reached) }
    /// REF1.
    public var refusal: Int? { Self.share(sum(.refusal), of: eligible) }
    /// CON1.
    public var contact: Int? { Self.share(reached, of: eligible) }
}
