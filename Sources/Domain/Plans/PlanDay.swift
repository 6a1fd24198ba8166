/// On which day of its month a service falls. "The 31st" and "the last day" are two choices: a month that has no 31st is
/// passed over by the one, and by the other never.
public enum PlanDay: Hashable, Sendable {
    /// As the day that is counted from; the month's last day where it is shorter.
    case same
    case last
    case exact(Int)

    private static let lastCode = 32

    /// As it is stored: 0 for the same day, 32 for the last one.
    public init?(code: Int) {
        switch code {
        case 0: self = .same
        case Self.lastCode: self = .last
        case 1...31: self = .exact(code)
        default: return nil
        }
    }

    public var code: Int {
        switch self {
        case .same: 0
        case .last: Self.lastCode
        case .exact(let day): day
        }
    }
}

extension CalendarSystem {
    /// So many months after a day, counted in this calendar. - Returns: nil where that month has no such day.
    public func day(_ months: Int, monthsAfter start: CalendarDay, on choice: PlanDay) -> CalendarDay? {
        let from = parts(of: start)
        let month = days(ofMonth: from.year, from.month + months)
        switch choice {
        case .same: return min(month.lowerBound.adding(days: from.day - 1), month.upperBound)
        case .last: return month.upperBound
        case .exact(let number):
            let day = month.lowerBound.adding(days: number - 1)
            return month.contains(day) ? day : nil
        }
    }
}
