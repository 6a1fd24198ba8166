/// A service as a plan asks for it.
public struct PlannedService: Hashable, Sendable {
    /// The first, the second …
    public let number: Int
    public let day: CalendarDay
    /// Within these days it is due.
    public let window: ClosedRange<CalendarDay>
    public let isFree: Bool

    public init(number: Int, day: CalendarDay, window: ClosedRange<CalendarDay>, isFree: Bool) {
        (self.number, self.day, self.window, self.isFree) = (number, day, window, isFree)
    }
}

/// A service that is there already.
public struct KnownService: Sendable {
    let number: Int
    let day: CalendarDay
    let doneOn: CalendarDay?
    let isOpen: Bool

    /// - Parameter isOpen: whether nobody has called yet, so that it may be moved.
    public init(number: Int, day: CalendarDay, doneOn: CalendarDay?, isOpen: Bool) {
        (self.number, self.day, self.doneOn, self.isOpen) = (number, day, doneOn, isOpen)
    }
}

/// A rule over the life of one machine.
public struct PlanCourse: Sendable {
    let rule: PlanRule
    let calendar: CalendarSystem
    /// The day of its installation, or the first of a contract.
    let base: CalendarDay
    /// No service falls after it.
    let end: CalendarDay?
    let rests: @Sendable (CalendarDay) -> Bool
    /// Nobody rests longer; a calendar that knows no working day would go on for ever.
    private static let longestRest = 60

    public init(
        _ rule: PlanRule, from base: CalendarDay, to end: CalendarDay? = nil, in calendar: CalendarSystem,
        rests: @escaping @Sendable (CalendarDay) -> Bool
    ) {
        (self.rule, self.base, self.end, self.calendar, self.rests) = (rule, base, end, calendar, rests)
    }

    /// What ought to be open: those that nobody has touched yet, moved to where they belong now, and the ones after them.
    /// - Parameters:
    ///   - known: what is there, settled or not.
    ///   - start: what was over before is not asked for any more.
    ///   - horizon: the last day that is planned.
    public func services(
        beside known: [KnownService] = [], after start: CalendarDay, until horizon: CalendarDay
    ) -> [PlannedService] {
        let byNumber = Dictionary(known.map { ($0.number, $0) }) { first, _ in first }
        let settled = known.filter { !$0.isOpen }.map(\.number).max() ?? 0
        var (services, anchor, number): ([PlannedService], CalendarDay, Int) = ([], base, 0)
        while let step = rule.step(number + 1) {
            number += 1
            let from = rule.basis == .fixed ? base : anchor
            guard let usual = calendar.day(step.months, monthsAfter: from, on: .same) else { break }
            let nominal = calendar.day(step.months, monthsAfter: from, on: rule.day)
            let first = min(nominal ?? usual, usual)
            let known = byNumber[number]
            if known?.isOpen != false, first > min(horizon, end ?? horizon) { break }
            anchor = known.map { $0.isOpen ? nominal ?? usual : $0.doneOn ?? $0.day } ?? nominal ?? usual
            guard let nominal, known?.isOpen ?? (number > settled), nominal <= min(horizon, end ?? horizon) else {
                continue
            }
            let service = service(number, step, on: nominal)
            if service.window.upperBound >= start { services.append(service) }
        }
        return services
    }

    private func service(_ number: Int, _ step: PlanRule.Step, on nominal: CalendarDay) -> PlannedService {
        let day = working(nominal)
        return PlannedService(
            number: number, day: day, window: day.adding(days: -rule.early)...day.adding(days: rule.late),
            isFree: step.isFree)
    }

    private func working(_ day: CalendarDay) -> CalendarDay {
        guard rule.closed != .keep else { return day }
        let step = rule.closed == .forward ? 1 : -1
        let days = (0...Self.longestRest).lazy.map { day.adding(days: $0 * step) }
        return days.first { !rests($0) } ?? day
    }
}
