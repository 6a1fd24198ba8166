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
        guard (0...Self.mostDays).contains(early), (0...Self.mostDays).contains(late) else {
            throw Complaint("plans.denied.window", String(Self.mostDays))
        }
        (self.basis, self.day, self.closed, self.early, self.late) = (basis, day, closed, early, late)
        (self.steps, self.again) = (steps, again)
    }

    /// - Parameter number: from 1 up. - Returns: nil where the plan has ended before.
    public func step(_ number: Int) -> Step? {
        if number <= steps.count { return steps[number - 1] }
        guard let again, let last = steps.last else { return nil }
        let months = basis == .fixed ? last.months + (number - steps.count) * again : again
        return Step(months: months, isFree: last.isFree, checkList: last.checkList, kit: last.kit)
    }
}
