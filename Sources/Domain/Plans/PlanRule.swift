/// Marks the ids of templates, and of the services that they plan.
public enum PlanTemplate {}
public enum PlanService {}

/// From what the months of a service are counted.
public enum PlanBasis: String, CaseIterable, Sendable {
    /// From the installation, whenever the others are done.
    case fixed
    /// From the last one: the day on which it was done, or ought to have been.
    case floating
}

/// Where a service goes that falls on a day on which the company rests.
public enum ClosedDays: String, CaseIterable, Sendable { case keep, forward, back }

/// Which services a machine gets and when: the same for all machines of a model or a group.
public struct PlanRule: Hashable, Sendable {
    /// The first service, the second …
    public struct Step: Hashable, Sendable {
        /// After the installation, or after the one before it.
        public let months: Int
        public let isFree: Bool
        /// What is looked at, a line each.
        public let checkList: String
        public let kit: [KitPart]

        public init(months: Int, isFree: Bool, checkList: String = "", kit: [KitPart] = []) {
            (self.months, self.isFree, self.checkList, self.kit) = (months, isFree, checkList, kit)
        }
    }

    public static let mostSteps = 24
    public static let mostMonths = 240
    public static let mostDays = 180

    public let basis: PlanBasis
    public let day: PlanDay
    public let closed: ClosedDays
    /// Days before and after its day in which a service is due.
    public let early: Int
    public let late: Int
    public let steps: [Step]
    /// After the last step it goes on in the same way every so many months; nil where it ends.
    public let again: Int?
    /// Where it counts what a machine has done, and no months.
    public let usage: UsageTerms?
    /// More are planned of no machine.
    static let mostByUsage = 1_000

    /// By what a machine has done: as many amounts as steps, whose months say nothing.
    /// - Throws: `plans.denied.steps`, `plans.denied.amounts`, `plans.denied.rising`, `plans.denied.window`.
    public init(
        by usage: UsageTerms, _ basis: PlanBasis, early: Int, late: Int, steps: [Step]
    ) throws(Complaint) {
        guard !steps.isEmpty, steps.count <= Self.mostSteps, usage.amounts.count == steps.count else {
            throw Complaint("plans.denied.steps")
        }
        guard
            (usage.amounts + [usage.again, usage.usualMonth].compactMap(\.self)).allSatisfy(UsageTerms.amounts.contains)
        else { throw Complaint("plans.denied.amounts", String(UsageTerms.amounts.upperBound)) }
        let isRising = zip(usage.amounts, usage.amounts.dropFirst()).allSatisfy { $0 < $1 }
        guard basis == .floating || isRising else { throw Complaint("plans.denied.rising") }
        try Self.check(early, late)
        (self.basis, day, closed, self.early, self.late) = (basis, .same, .keep, early, late)
        (self.steps, again, self.usage) = (steps, nil, usage)
    }

    private static func check(_ early: Int, _ late: Int) throws(Complaint) {
        guard (0...mostDays).contains(early), (0...mostDays).contains(late) else {
            throw Complaint("plans.denied.window", String(mostDays))
        }
    }

    /// - Parameter isFromFirstDay: whether the first service may fall on the first day itself, as in a contract.
    public init(
        _ basis: PlanBasis, on day: PlanDay = .same, closed: ClosedDays = .keep, early: Int, late: Int, steps: [Step],
        again: Int?, isFromFirstDay: Bool = false
    ) throws(Complaint) {
        guard !steps.isEmpty, steps.count <= Self.mostSteps else { throw Complaint("plans.denied.steps") }
        let least = isFromFirstDay ? 0 : 1
        guard steps.allSatisfy({ (least...Self.mostMonths).contains($0.months) }),
            (1...Self.mostMonths).contains(again ?? 1)
        else { throw Complaint("plans.denied.months", String(Self.mostMonths)) }
        let isRising = zip(steps, steps.dropFirst()).allSatisfy { $0.months < $1.months }
        guard basis == .floating || isRising else { throw Complaint("plans.denied.rising") }
        try Self.check(early, late)
        usage = nil
        (self.basis, self.day, self.closed, self.early, self.late) = (basis, day, closed, early, late)
        (self.steps, self.again) = (steps, again)
    }

    /// - Parameter number: from 1 up. - Returns: nil where the plan has ended before.
    public func step(_ number: Int) -> Step? {
        if number <= steps.count { return steps[number - 1] }
        if let usage { return usage.again == nil ? nil : steps.last }
        guard let again, let last = steps.last else { return nil }
        let months = basis == .fixed ? last.months + (number - steps.count) * again : again
        return Step(months: months, isFree: last.isFree, checkList: last.checkList, kit: last.kit)
    }
}
