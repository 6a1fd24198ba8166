/// An appointment on a calendar, as far as it may clash with another.
public struct AppointmentSlot: Hashable, Sendable {
    public let day: CalendarDay
    /// Minutes from midnight; nil where only the day was agreed.
    public let hours: Range<Int>?
    /// Who goes; nil: whoever of the dealer's, until it is given to somebody.
    public let person: ID<Person>?

    public init(day: CalendarDay, from: Int?, to: Int?, person: ID<Person>?) {
        (self.day, self.person) = (day, person)
        if let from, let to, from < to { hours = from..<to } else { hours = nil }
    }

    /// Nobody is in two houses at once. Where one ends as the other begins there is no clash.
    public func clashes(with other: AppointmentSlot) -> Bool {
        guard day == other.day, person == other.person, let hours, let others = other.hours else { return false }
        return hours.overlaps(others)
    }

    /// The places of those that clash with another one of them.
    public static func clashes(among slots: [AppointmentSlot]) -> Set<Int> {
        var found: Set<Int> = []
        for (index, slot) in slots.enumerated() {
            for other in slots.indices.dropFirst(index + 1) where slot.clashes(with: slots[other]) {
                found.formUnion([index, other])
            }
        }
        return found
    }
}
