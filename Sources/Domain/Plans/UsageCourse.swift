/// By what a machine counts what it has done.
public enum UsageKind: String, CaseIterable, Sendable { case hours, km, cycles }

/// Why a counter shows less than it did.
public enum UsageBreak: String, CaseIterable, Sendable {
    /// The counter was exchanged, and began anew.
    case replaced
    /// What was written down before was wrong.
    case mistake
}

/// What a counter showed on a day.
public struct UsageReading: Hashable, Sendable {
    /// More no machine counts.
    public static let values: ClosedRange<Int64> = 0...100_000_000

    public let value: Int64
    public let day: CalendarDay
    public let why: UsageBreak?

    public init(_ value: Int64, on day: CalendarDay, why: UsageBreak? = nil) {
        (self.value, self.day, self.why) = (value, day, why)
    }

    /// More hours no day has.
    private static let hoursOfDay: Int64 = 24

    /// What holds of all that was written down: one that was wrong is gone, and the one that says so stands in its place.
    /// - Parameter written: in the order of their days.
    public static func holding(_ written: [UsageReading]) -> [UsageReading] {
        written.reduce(into: []) { holding, reading in
            guard reading.why == .mistake, let wrong = holding.popLast() else { return holding.append(reading) }
            holding.append(reading.instead(of: wrong, after: holding.last))
        }
    }

    /// Of another counter where the wrong one was, unless it shows now that it never was one.
    private func instead(of wrong: UsageReading, after before: UsageReading?) -> UsageReading {
        let isOfAnother = wrong.why == .replaced && before.map { value < $0.value } ?? true
        return UsageReading(value, on: day, why: isOfAnother ? .replaced : nil)
    }

    /// Whether it may stand among those that were written down before: never less than the one before it or more than the one
    /// after it, but where a counter was exchanged; and as far on as so many days allow.
    /// - Throws: `plans.reading.future`; `plans.reading.less` with the one before where nobody says why; `plans.reading.more` with
    ///   the one after; `plans.reading.earlier` where a reason is given for one that is not the last; `plans.reading.none` where
    ///   nothing was there to be wrong; `plans.reading.fast` where no machine runs so many hours.
    public func check(among written: [UsageReading], _ kind: UsageKind, today: CalendarDay) throws(Complaint) {
        guard day <= today else { throw Complaint("plans.reading.future") }
        var holding = Self.holding(written)
        let next = holding.first { $0.day > day }
        if why == .mistake {
            guard next == nil else { throw Complaint("plans.reading.earlier") }
            guard let wrong = holding.popLast() else { throw Complaint("plans.reading.none") }
            return try instead(of: wrong, after: holding.last).follow(holding.last, kind)
        }
        if let next {
            guard why == nil else { throw Complaint("plans.reading.earlier") }
            guard value <= next.value || next.why == .replaced else {
                throw Complaint("plans.reading.more", String(next.value))
            }
        }
        try follow(holding.last { $0.day <= day }, kind)
    }

    private func follow(_ before: UsageReading?, _ kind: UsageKind) throws(Complaint) {
        guard let before, why != .replaced else { return }
        guard value >= before.value else { throw Complaint("plans.reading.less", String(before.value)) }
        let most = Int64(before.day.distance(to: day) + 1) * Self.hoursOfDay
        guard kind != .hours || value - before.value <= most else {
            throw Complaint("plans.reading.fast", String(most))
        }
    }
}

/// What a plan by usage says beside its services: after how much each of them is due.
public struct UsageTerms: Hashable, Sendable {
    public static let amounts: ClosedRange<Int64> = 1...10_000_000

    public let kind: UsageKind
    /// Of the first service, the second …: since the installation, or since the one before.
    public let amounts: [Int64]
    /// After the last one it goes on every so much; nil where it ends.
    public let again: Int64?
    /// What such a machine does in a month, as long as nobody has read its counter twice; nil where nothing is known.
    public let usualMonth: Int64?

    public init(_ kind: UsageKind, amounts: [Int64], again: Int64?, usualMonth: Int64?) {
        (self.kind, self.amounts, self.again, self.usualMonth) = (kind, amounts, again, usualMonth)
    }

    /// - Parameter number: from 1 up. - Returns: nil where the plan has ended before.
    func amount(_ number: Int, _ basis: PlanBasis) -> Int64? {
        if number <= amounts.count { return amounts[number - 1] }
        guard let again, let last = amounts.last else { return nil }
        return basis == .fixed ? last + Int64(number - amounts.count) * again : again
    }
}

/// What a machine has done, by the readings of its counter, and when it will have done so much. In whole numbers throughout.
public struct UsageCourse: Sendable {
    private struct Point {
        let day: CalendarDay
        /// What the counter showed.
        let counter: Int64
        /// Since the installation, over counters that were exchanged.
        let total: Int64
    }

    /// Days over which the pace is reckoned, if there are readings so far apart.
    private static let days: Int64 = 90
    private static let daysOfMonth: Int64 = 30

    private let points: [Point]
    private let usualMonth: Int64?

    /// - Parameter readings: in the order of their days.
    public init(_ readings: [UsageReading], from base: CalendarDay, usualMonth: Int64?) {
        var points = [Point(day: base, counter: 0, total: 0)]
        for reading in UsageReading.holding(readings) {
            let last = points[points.count - 1]
            // Another counter that shows less began at nothing; one that shows more was used on something else before.
            let begins = reading.why == .replaced ? (reading.value < last.counter ? 0 : reading.value) : last.counter
            points.append(
                Point(
                    day: max(last.day, reading.day),
                    counter: reading.why == .replaced ? reading.value : max(last.counter, reading.value),
                    total: last.total + max(0, reading.value - begins)))
        }
        (self.points, self.usualMonth) = (points, usualMonth)
    }

    /// By the last reading.
    public var total: Int64 { points[points.count - 1].total }

    /// By the last reading up to a day.
    public func total(on day: CalendarDay) -> Int64 { points.last { $0.day <= day }?.total ?? 0 }

    /// When it has done so much: the day of the reading that showed it, else one that is reckoned from its pace.
    /// - Returns: nil where nobody can say.
    public func day(of amount: Int64) -> CalendarDay? {
        let last = points[points.count - 1]
        if let reached = points.first(where: { $0.total >= amount }) { return reached.day }
        guard let (done, days) = pace else { return nil }
        let (product, isOver) = (amount - last.total).multipliedReportingOverflow(by: days)
        guard !isOver else { return nil }
        let ahead = (product + done - 1) / done
        return ahead <= 36_600 ? last.day.adding(days: Int(ahead)) : nil
    }

    /// So much in so many days; nil where it has not moved and nothing usual is known.
    private var pace: (done: Int64, days: Int64)? {
        let last = points[points.count - 1]
        let first = points.last { Int64($0.day.distance(to: last.day)) >= Self.days } ?? points[0]
        let (done, days) = (last.total - first.total, Int64(first.day.distance(to: last.day)))
        if points.count > 1, done > 0, days > 0 { return (done, days) }
        return usualMonth.map { ($0, Self.daysOfMonth) }
    }

    /// What ought to be open by a rule: those that nobody has touched, and the ones after them. Of several that were reached
    /// between two readings only the last is asked for.
    /// - Parameters:
    ///   - known: what is there, settled or not.
    ///   - start: what was over before is not asked for any more.
    ///   - horizon: the last day that is planned.
    public func services(
        _ rule: PlanRule, beside known: [KnownService] = [], after start: CalendarDay, until horizon: CalendarDay
    ) -> [PlannedService] {
        guard let terms = rule.usage else { return [] }
        let byNumber = Dictionary(known.map { ($0.number, $0) }) { first, _ in first }
        let settled = known.filter { !$0.isOpen }.map(\.number).max() ?? 0
        // A plan goes on from what is behind: its bound is of those to come.
        let open = known.filter(\.isOpen).map(\.number).min() ?? settled + 1
        let last = byNumber[min(open, settled + 1) - 1].flatMap { $0.isOpen ? nil : $0 }
        let behind = last?.number ?? 0
        var (services, number): ([PlannedService], Int) = ([], behind)
        var anchor = last.map { total(on: $0.doneOn ?? $0.day) } ?? 0
        while number < behind + PlanRule.mostByUsage, let step = rule.step(number + 1),
            let amount = terms.amount(number + 1, rule.basis)
        {
            number += 1
            let threshold = rule.basis == .fixed ? amount : anchor + amount
            let known = byNumber[number]
            anchor = known.flatMap { $0.isOpen ? nil : total(on: $0.doneOn ?? $0.day) } ?? threshold
            guard known?.isOpen ?? (number > settled) else { continue }
            guard let day = day(of: threshold), day <= horizon else { break }
            let window = day.adding(days: -rule.early)...day.adding(days: rule.late)
            let isReached = threshold <= total
            // One that was reached together with this one is not asked for beside it.
            if isReached, let before = services.last, before.day == day { services.removeLast() }
            guard window.upperBound >= start else { continue }
            services.append(PlannedService(number: number, day: day, window: window, isFree: step.isFree))
            // The next one is counted from the doing of this one.
            if isReached, rule.basis == .floating { break }
        }
        return services
    }
}
