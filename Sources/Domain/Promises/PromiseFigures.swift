/// What became of promises of one kind.
public struct PromiseFigures: Hashable, Sendable {
    public private(set) var counts: [PromiseStanding: Int] = [:]
    /// How much working time they took, of those that are done.
    private var seconds: [Int64] = []

    public init() {}

    public mutating func add(_ standing: PromiseStanding, took: Int64?) {
        counts[standing, default: 0] += 1
        if let took { seconds.append(took) }
    }

    public subscript(standing: PromiseStanding) -> Int { counts[standing] ?? 0 }

    public var missed: Int { PromiseStanding.allCases.filter(\.isMissed).reduce(0) { $0 + self[$1] } }

    /// Of a thousand that are decided, those that were kept; nil where none is.
    public var permille: Int? {
        let (kept, decided) = (self[.kept], self[.kept] + missed)
        return decided == 0 ? nil : kept * 1000 / decided
    }

    /// The middle one; of an even number the lower of the two.
    public var median: Int64? { percentile(50) }

    /// The smallest that so many of a hundred do not exceed.
    public func percentile(_ share: Int) -> Int64? {
        guard !seconds.isEmpty else { return nil }
        return seconds.sorted()[max(0, (seconds.count * share + 99) / 100 - 1)]
    }
}
