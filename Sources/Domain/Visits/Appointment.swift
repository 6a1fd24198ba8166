/// A day and a span of it, agreed with the customer.
public struct Appointment: Hashable, Sendable {
    public let day: CalendarDay
    /// Minutes after midnight.
    public let from: Int
    public let to: Int

    /// How far ahead a customer is asked to wait at most, in days.
    public static let horizon = 180

    /// - Throws: `visits.appointment.past`, `.far`.
    public static func check(day: CalendarDay, today: CalendarDay) throws(Complaint) {
        guard day >= today else { throw Complaint("visits.appointment.past") }
        guard day <= today.adding(days: horizon) else {
            throw Complaint("visits.appointment.far", String(horizon))
        }
    }

    /// - Throws: `visits.appointment.order` where it ends before it begins, `visits.appointment.over` where its end is
    ///   past already. `now` is the minute of today.
    public init(day: CalendarDay, from: Int, to: Int, today: CalendarDay, now: Int) throws(Complaint) {
        guard from < to else { throw Complaint("visits.appointment.order") }
        guard day > today || to > now else { throw Complaint("visits.appointment.over") }
        (self.day, self.from, self.to) = (day, from, to)
    }
}
