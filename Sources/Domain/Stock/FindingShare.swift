/// How many of a dealer's removed parts had no fault, beside his peers: a question to be asked, and no verdict.
public struct FindingShare: Hashable, Sendable {
    /// With fewer a share says nothing of anybody.
    public static let fewest = 10

    public let inspected: Int
    public let withoutFault: Int

    public init(inspected: Int, withoutFault: Int) {
        (self.inspected, self.withoutFault) = (inspected, withoutFault)
    }

    /// In tenths of a percent, rounded half up; nil where too few were inspected.
    public var permille: Int? {
        inspected >= Self.fewest ? (withoutFault * 2_000 + inspected) / (inspected * 2) : nil
    }

    /// The middle of those that say something, in tenths of a percent; nil with fewer than three of them.
    public static func median(_ shares: [FindingShare]) -> Int? {
        let sorted = shares.compactMap(\.permille).sorted()
        guard sorted.count >= 3 else { return nil }
        let middle = sorted.count / 2
        return sorted.count.isMultiple(of: 2) ? (sorted[middle - 1] + sorted[middle] + 1) / 2 : sorted[middle]
    }

    /// Whether somebody should ask why: at least twice as many as the middle of the others.
    public func isQuestion(beside median: Int?) -> Bool {
        guard let permille, let median else { return false }
        return permille > 0 && permille >= 2 * median
    }
}
