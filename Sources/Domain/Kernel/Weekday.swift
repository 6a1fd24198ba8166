/// The days of the week in the order of the Iranian week.
public enum Weekday: Int, CaseIterable, Sendable {
    case saturday, sunday, monday, tuesday, wednesday, thursday, friday

    /// On which a company rests, whatever its holidays are.
    public static let ofRest: [Weekday] = [.friday]
}
