/// What of a dealer's pay waits for the removed parts that he owes: the pay of the jobs that they were fitted on, and no other.
public enum PartHold: String, CaseIterable, Sendable {
    /// From the day of the visit on.
    case always
    /// Once the day is over by which the part was to come back.
    case overdue
    case never

    /// - Returns: the first day on which it is held; nil where it never is.
    public func begins(bornOn: CalendarDay, dueOn: CalendarDay) -> CalendarDay? {
        switch self {
        case .always: bornOn
        case .overdue: dueOn.adding(days: 1)
        case .never: nil
        }
    }

    /// Whether a part in that state holds pay back on this day. What has come back holds nothing, whatever is found of it.
    public func holds(
        _ state: PartDebtState, bornOn: CalendarDay, dueOn: CalendarDay, on today: CalendarDay
    ) -> Bool {
        guard state.isOutside, let first = begins(bornOn: bornOn, dueOn: dueOn) else { return false }
        return first <= today
    }
}
