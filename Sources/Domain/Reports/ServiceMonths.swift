/// Machines by the full months that they are in service, and their repairs by the month in which they were.
public struct ServiceMonths: Hashable, Sendable {
    /// Nobody looks for a bad batch later.
    public static let longest = 24
    private static let days = 30

    /// How many have been in service for so many full months, and no longer.
    private var reached = [Int](repeating: 0, count: longest + 1)
    private var failures = [Int](repeating: 0, count: longest)

    public init() {}

    /// - Parameter days: since its service began.
    public mutating func addUnit(inServiceFor days: Int) {
        reached[min(max(days, 0) / Self.days, Self.longest)] += 1
    }

    /// A repair that counts: in a month that its machine has gone through by now.
    /// - Parameters:
    ///   - days: from the beginning of its service to the repair.
    ///   - now: until today.
    public mutating func addFailure(after days: Int, inServiceFor now: Int) {
        let month = days / Self.days
        if days >= 0, month < min(now / Self.days, Self.longest) { failures[month] += 1 }
    }

    /// The same machines, as if nothing had been repaired.
    public var withoutFailures: ServiceMonths {
        var bare = self
        bare.failures = [Int](repeating: 0, count: Self.longest)
        return bare
    }

    public static func += (sum: inout ServiceMonths, more: ServiceMonths) {
        for month in sum.reached.indices { sum.reached[month] += more.reached[month] }
        for month in sum.failures.indices { sum.failures[month] += more.failures[month] }
    }

    public var units: Int { reached.reduce(0, +) }
    public var found: Int { failures.reduce(0, +) }

    /// How many have gone through that month.
    private func exposed(_ month: Int) -> Int { reached[(month + 1)...].reduce(0, +) }

    /// How many repairs there would be if they failed as the others do at the same age, in thousandths.
    /// - Parameter whole: all that are compared, these among them.
    /// - Returns: nil where no other has reached an age that they have.
    public func expected(among whole: ServiceMonths) -> Int64? {
        var (sum, isKnown) = (Int64(0), false)
        for month in failures.indices {
            let (own, all) = (exposed(month), whole.exposed(month))
            guard own > 0, all > own else { continue }
            isKnown = true
            sum += Int64(own) * Int64(whole.failures[month] - failures[month]) * 1_000 / Int64(all - own)
        }
        return isKnown ? sum : nil
    }
}
