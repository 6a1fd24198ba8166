/// When a customer could be there instead of the time that was agreed.
public struct AppointmentWish: Hashable, Sendable {
    public enum Part: String, CaseIterable, Sendable { case morning, noon, afternoon, evening }

    /// So many days from tomorrow on can be wished for.
    public static let horizon = 10
    public let day: CalendarDay
    public let part: Part

    /// - Parameter typed: the day as `2026-11-23`. - Throws: `form.choose` for what is none of those that are offered.
    public init(day typed: String, part: String, today: CalendarDay) throws(Complaint) {
        guard let day = CalendarDay(iso: typed), Self.days(from: today).contains(day), let part = Part(rawValue: part)
        else { throw Complaint("form.choose") }
        (self.day, self.part) = (day, part)
    }

    public init(stored day: CalendarDay, _ part: Part) { (self.day, self.part) = (day, part) }

    public static func days(from today: CalendarDay) -> [CalendarDay] { (1...horizon).map { today.adding(days: $0) } }
}
