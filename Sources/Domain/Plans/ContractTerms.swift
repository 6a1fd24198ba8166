/// Marks the ids of service contracts.
public enum ServiceContract {}

/// Where a service contract stands on a day.
public enum ContractState: String, CaseIterable, Sendable { case upcoming, running, ended, cancelled }

/// What a service contract promises: visits at its machines from a day to a day, and what of them the price covers.
public struct ContractTerms: Hashable, Sendable {
    /// What the customer does not pay at a visit.
    public enum Free: String, CaseIterable, Sendable { case labour, travel, parts }

    /// As often in a year, so that as many months lie between two of them.
    public static let visitsAYear = [1, 2, 3, 4, 6, 12]
    public static let mostHours = 8_760
    private static let mostDays = 3_660
    private static let monthsOfYear = 12

    public let first: CalendarDay
    public let last: CalendarDay
    public let visits: Int
    public let free: Set<Free>
    /// Whether calls between the visits are under the same terms.
    public let coversRepairs: Bool

    /// - Throws: `contracts.denied.days` where it ends before it begins, `contracts.denied.long`, `contracts.denied.visits`.
    public init(
        from first: CalendarDay, to last: CalendarDay, visits: Int, free: Set<Free>, coversRepairs: Bool
    ) throws(Complaint) {
        guard first <= last else { throw Complaint("contracts.denied.days") }
        guard first.distance(to: last) <= Self.mostDays else { throw Complaint("contracts.denied.long") }
        guard Self.visitsAYear.contains(visits) else { throw Complaint("contracts.denied.visits") }
        (self.first, self.last, self.visits, self.free) = (first, last, visits, free)
        self.coversRepairs = coversRepairs
    }

    /// Its visits as a plan: the first on the first day, the others as many months apart as there are visits in a year.
    /// - Parameter checkLists: of the first visit, the second …; the last one goes on.
    public func rule(checkLists: [String], early: Int, late: Int) throws(Complaint) -> PlanRule {
        let (between, isFree) = (Self.monthsOfYear / visits, free.isSuperset(of: [.labour, .travel]))
        let steps = (checkLists.isEmpty ? [""] : checkLists).enumerated().map { index, checkList in
            PlanRule.Step(months: index * between, isFree: isFree, checkList: checkList)
        }
        return try PlanRule(
            .fixed, closed: .forward, early: early, late: late, steps: steps, again: between, isFromFirstDay: true)
    }

    /// The last day on which it holds. - Parameter cancelled: the day from which it does not hold any more.
    public func end(cancelledFrom cancelled: CalendarDay?) -> CalendarDay {
        cancelled.map { min(last, $0.adding(days: -1)) } ?? last
    }

    public func state(on day: CalendarDay, cancelledFrom cancelled: CalendarDay?) -> ContractState {
        if let cancelled, cancelled <= day { return .cancelled }
        if day < first { return .upcoming }
        return day <= last ? .running : .ended
    }

    /// The days of the contract that follows this one, as long as this one.
    public func renewed(in calendar: CalendarSystem) -> ClosedRange<CalendarDay> {
        let start = last.adding(days: 1)
        let (from, to) = (calendar.month(of: first), calendar.month(of: start))
        let months = (to.year - from.year) * Self.monthsOfYear + to.month - from.month
        let whole = calendar.day(months, monthsAfter: first, on: .same) == start
        let next = whole ? calendar.day(months, monthsAfter: start, on: .same) : nil
        return start...(next?.adding(days: -1) ?? start.adding(days: first.distance(to: last)))
    }
}
