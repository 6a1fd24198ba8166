/// What is kept of some jobs: numbers that are added, whatever they are added over.
public struct ReportSums: Hashable, Sendable {
    public var counts: [JobSet: Int]
    /// What is booked to dealers for the jobs that ended, in the smallest unit of the currency.
    public var cost: Int64
    /// Pieces that were fitted in repairs.
    public var parts: Int
    /// Minutes of work from the offer to its acceptance.
    public var acceptance = SpanCounts()
    /// Minutes by the clock from there to the end.
    public var completion = SpanCounts()

    public init(counts: [JobSet: Int] = [:], cost: Int64 = 0, parts: Int = 0) {
        (self.counts, self.cost, self.parts) = (counts, cost, parts)
    }

    public subscript(set: JobSet) -> Int { counts[set] ?? 0 }

    public static func += (sum: inout ReportSums, more: ReportSums) {
        sum.counts.merge(more.counts, uniquingKeysWith: +)
        sum.cost += more.cost
        sum.parts += more.parts
        sum.acceptance += more.acceptance
        sum.completion += more.completion
    }

    public var isEmpty: Bool { counts.values.allSatisfy { $0 == 0 } && cost == 0 && parts == 0 }
}
