/// How many more of a part a place wants, and why. All counts are of the part's unit.
public struct Replenishment: Hashable, Sendable {
    /// So many days from the request to the receipt, where nobody says otherwise.
    public static let usualLeadDays = 7
    public static let leadDays = 0...365
    /// Over how many days use is counted.
    public static let spans = [30, 90, 180]

    /// What lies there and is kept back for nobody.
    public var free: Int64 = 0
    /// What is on its way there, or was asked for and not sent yet.
    public var coming: Int64 = 0
    /// Given out within `days`.
    public var used: Int64 = 0
    public let days: Int
    public let lead: Int
    /// Never less than so many.
    public var minimum: Int64 = 0
    /// At so many, more are asked for.
    public var orderPoint: Int64 = 0

    /// - Parameters:
    ///   - days: over which use is counted; above zero.
    ///   - lead: days from the request to the receipt.
    public init(days: Int, lead: Int) { (self.days, self.lead) = (days, lead) }

    /// What will be used until more come, by the use of the last days; rounded up.
    public var leadUse: Int64 {
        let (product, isOver) = used.multipliedReportingOverflow(by: Int64(lead))
        guard !isOver else { return used }
        return (product + Int64(days) - 1) / Int64(days)
    }

    /// At so many or fewer more are wanted: the order point, or the minimum and what is used meanwhile, whichever is more.
    public var threshold: Int64 { max(orderPoint, minimum + leadUse) }

    /// Up to so many: what is used until more come once again.
    public var target: Int64 { threshold + leadUse }

    /// How many more; 0 where there are enough.
    public var proposal: Int64 {
        let there = free + coming
        return there <= threshold ? max(0, target - there) : 0
    }
}

/// Of the lines that were asked for, how many were given in full.
public struct FillRate: Hashable, Sendable {
    public let asked: Int
    public let full: Int

    public init(asked: Int, full: Int) { (self.asked, self.full) = (asked, full) }

    /// Whole per cent, rounded down, so that 100 means all; nil where nothing was asked for.
    public var percent: Int? { asked > 0 ? full * 100 / asked : nil }
}
