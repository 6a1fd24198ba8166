/// The days of the week in the order of the Iranian week.
public enum Weekday: Int, CaseIterable, Sendable {
    case saturday, sunday, monday, tuesday, wednesday, thursday, friday
}
