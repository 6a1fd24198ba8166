import Domain

/// Which days a form would take, as far as its calendar need know.
public struct DayBounds: PageParts, Sendable {
    let least: CalendarDay?
    let most: CalendarDay?

    public func child(named name: String) -> Part? {
        switch name {
        case "least": least.map { .text(String($0.number)) }
        case "most": most.map { .text(String($0.number)) }
        default: nil
        }
    }
}

extension Field {
    /// A day: typed, and chosen in a calendar where the page's script runs.
    public func asDay(from least: CalendarDay? = nil, to most: CalendarDay? = nil) -> Field {
        with {
            ($0.direction, $0.inputMode) = ("ltr", "numeric")
            $0.days = DayBounds(least: least, most: most)
        }
    }
}
