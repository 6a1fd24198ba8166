/// What dealers who may get a job are ranked by. What a dealer costs is not among it: who sends work to the cheapest has it
/// done by those who cut corners.
public enum RankingPart: String, CaseIterable, Sendable {
    /// How far his seat is.
    case distance
    /// What is with him against what he can do.
    case load
    case acceptance, completion
    /// How many of his repairs had to be done again.
    case repeats
    /// How many of his jobs were done by their first visit.
    case firstFix = "first_fix"
    /// What customers said of his jobs.
    case survey
    /// What he got this month against his share.
    case share
    /// Whether the parts that the job waits for lie with him.
    case parts
}

/// How much each part counts, in points that come to 100.
public struct RankingWeights: Hashable, Sendable {
    private let points: [RankingPart: Int]

    public static let usual = RankingWeights(
        unchecked: [
            .distance: 30, .load: 20, .acceptance: 10, .completion: 10, .repeats: 5, .firstFix: 10, .survey: 5,
            .share: 5, .parts: 5,
        ])

    /// - Throws: `dispatch.weights.bounds` for less than nothing; `dispatch.weights.sum` where they do not come to 100.
    public init(_ points: [RankingPart: Int]) throws(Complaint) {
        guard points.values.allSatisfy({ (0...100).contains($0) }) else { throw Complaint("dispatch.weights.bounds") }
        let sum = points.values.reduce(0, +)
        guard sum == 100 else { throw Complaint("dispatch.weights.sum", String(sum)) }
        self.init(unchecked: points)
    }

    private init(unchecked points: [RankingPart: Int]) { self.points = points.filter { $0.value > 0 } }

    public subscript(part: RankingPart) -> Int { points[part] ?? 0 }

    /// As it is kept: `distance=30 load=20 …`, without what does not count.
    public var text: String {
        RankingPart.allCases.filter { self[$0] > 0 }.map { "\($0.rawValue)=\(self[$0])" }.joined(separator: " ")
    }

    public init?(text: String) {
        var points: [RankingPart: Int] = [:]
        for pair in text.split(separator: " ") {
            let sides = pair.split(separator: "=").map(String.init)
            guard sides.count == 2, let part = RankingPart(rawValue: sides[0]), let value = Int(sides[1]) else {
                return nil
            }
            points[part] = value
        }
        guard let known = try? RankingWeights(points) else { return nil }
        self = known
    }
}

/// What a rule of dispatch may be for.
public enum DispatchAspect: String, CaseIterable, Sendable {
    case service, group, city

    /// No two sums of these are the same, so of two rules that hold one always says more.
    public static let specificity = Specificity<DispatchAspect>([.service: 100, .group: 70, .city: 40])
}
