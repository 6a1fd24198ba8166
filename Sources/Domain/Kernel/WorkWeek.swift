/// A company's week: within which hours it works on each day, and on which days it rests.
public struct WorkWeek: Hashable, Sendable {
    /// Minutes after midnight.
    public struct Hours: Hashable, Sendable {
        public let from: Int
        public let to: Int

        public static let wholeDay = Hours(unchecked: 0, 1440)

        /// Throws `work_week.hours` where the end is not after the beginning.
        public init(from: Int, to: Int) throws(Complaint) {
            guard from >= 0, from < to, to <= 1440 else { throw Complaint("work_week.hours") }
            self.init(unchecked: from, to)
        }

        private init(unchecked from: Int, _ to: Int) { (self.from, self.to) = (from, to) }
    }

    private let hours: [Weekday: Hours]

    /// Of a company that has said nothing: it rests on Fridays.
    public static let usual = WorkWeek(
        unchecked: Dictionary(uniqueKeysWithValues: Weekday.allCases.dropLast().map { ($0, .wholeDay) }))

    /// Throws `work_week.none` where nobody ever works.
    public init(_ hours: [Weekday: Hours]) throws(Complaint) {
        guard !hours.isEmpty else { throw Complaint("work_week.none") }
        self.init(unchecked: hours)
    }

    private init(unchecked hours: [Weekday: Hours]) { self.hours = hours }

    /// nil on a day of rest.
    public subscript(day: Weekday) -> Hours? { hours[day] }

    /// Minutes of the longest day of work.
    public var longestDay: Int { hours.values.map { $0.to - $0.from }.max() ?? 0 }

    public var restDays: [Weekday] { Weekday.allCases.filter { hours[$0] == nil } }

    /// As it is kept: `540-1020` for each day in the order of the week, `-` for rest.
    public var text: String {
        Weekday.allCases.map { day in hours[day].map { "\($0.from)-\($0.to)" } ?? "-" }.joined(separator: " ")
    }

    public init?(text: String) {
        let days = text.split(separator: " ")
        guard days.count == Weekday.allCases.count else { return nil }
        var hours: [Weekday: Hours] = [:]
        for (weekday, day) in zip(Weekday.allCases, days) where day != "-" {
            let ends = day.split(separator: "-").compactMap { Int($0) }
            guard ends.count == 2, let known = try? Hours(from: ends[0], to: ends[1]) else { return nil }
            hours[weekday] = known
        }
        guard let week = try? WorkWeek(hours) else { return nil }
        self = week
    }
}

/// On which days a company rests: its week, and its days off.
public struct RestDays: Sendable {
    public let week: WorkWeek
    private let daysOff: Set<CalendarDay>

    public init(_ week: WorkWeek, _ daysOff: some Sequence<CalendarDay>) {
        (self.week, self.daysOff) = (week, Set(daysOff))
    }

    public func contains(_ day: CalendarDay) -> Bool { hours(day) == nil }

    /// nil where nobody works on that day.
    public func hours(_ day: CalendarDay) -> WorkWeek.Hours? { daysOff.contains(day) ? nil : week[day.weekday] }
}
