/// The day from which a model's warranty runs.
public enum WarrantyStart: String, CaseIterable, Sendable {
    case sale, installation

    /// - Returns: nil where that day is not known.
    public func day(purchasedOn: CalendarDay?, installedOn: CalendarDay?) -> CalendarDay? {
        switch self {
        case .sale: purchasedOn
        case .installation: installedOn
        }
    }
}

/// Who bears a job's cost by the unit's age: in warranty the company, out of it the customer, who also pays in the
/// commitment period between (DOMAIN §6).
extension Warranty {
    /// - Parameters:
    ///   - months: the term; 0 is none.
    ///   - longerBy: days that a term was given beyond its months.
    ///   - voidedOn: the day from which the term does not hold any more.
    ///   - startedOn: nil where the day is unknown: then so is the verdict. An installation passes its own day.
    ///   - on: the day of the job; one before the start counts as in warranty.
    ///   - calendar: months are counted as the company counts them.
    ///   - commitmentYears: counted from the start, like the warranty.
    public static func verdict(
        months: Int, longerBy days: Int = 0, voidedOn: CalendarDay? = nil, startedOn: CalendarDay?,
        on day: CalendarDay, calendar: CalendarSystem, commitmentYears: Int
    ) -> Warranty {
        guard let startedOn else { return months > 0 || commitmentYears > 0 ? .unknown : .out }
        let end = lastDay(months: months, longerBy: days, startedOn: startedOn, calendar: calendar)
        let isVoid = voidedOn.map { $0 <= day } ?? false
        if let end, day <= end, !isVoid { return .within }
        let committed = lastDay(months: 12 * commitmentYears, startedOn: startedOn, calendar: calendar)
        if let committed, day <= committed { return .commitment }
        return .out
    }

    /// The last day of the term, itself included: the start's day of the month so many months on; the month's last day
    /// where it is shorter. nil where there is no term.
    public static func lastDay(
        months: Int, longerBy days: Int = 0, startedOn: CalendarDay, calendar: CalendarSystem
    ) -> CalendarDay? {
        guard months > 0 else { return nil }
        let start = calendar.parts(of: startedOn)
        let month = calendar.days(ofMonth: start.year, start.month + months)
        return min(month.lowerBound.adding(days: start.day - 1), month.upperBound).adding(days: days)
    }
}
