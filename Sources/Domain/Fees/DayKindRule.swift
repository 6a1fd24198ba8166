extension DayKind {
    /// A holiday of the company's own table wins over the day of the week.
    public init(of day: CalendarDay, isHoliday: Bool) {
        switch day.weekday {
        case _ where isHoliday: self = .holiday
        case .thursday: self = .thursday
        case .friday: self = .friday
        case .saturday, .sunday, .monday, .tuesday, .wednesday: self = .workday
        }
    }
}
