import Database
import Domain
import Ground

/// How many services there were and will be, by month and city.
struct Outlook: Sendable {
    static let months = 12

    struct Line: Sendable {
        /// nil where nobody knows where the machines stand.
        let city: ID<City>?
        /// Whose own day is over, and for which no job is made: as under `DueTab.late`.
        var overdue = 0
        /// Of each month, this one first.
        var ahead = [Int](repeating: 0, count: Outlook.months)

        var sum: Int { ahead.reduce(0, +) }
    }

    /// What became of the services of a month that is over.
    struct Past: Sendable {
        var planned = 0
        var done = 0
        var missed = 0
        var refused = 0
    }

    /// The first day of each month, from a year ago to a year ahead and the one after it.
    let starts: [CalendarDay]
    let today: CalendarDay
    private(set) var lines: [Line] = []
    /// The earliest first.
    private(set) var past = [Past](repeating: Past(), count: Outlook.months)

    init(today: CalendarDay, calendar: CalendarSystem) {
        self.today = today
        let now = calendar.month(of: today)
        starts = (-Self.months...Self.months).map { calendar.days(ofMonth: now.year, now.month + $0).lowerBound }
    }

    /// Of all lines together.
    var ahead: [Int] { (0..<Self.months).map { month in lines.reduce(0) { $0 + $1.ahead[month] } } }

    static func read(today: CalendarDay, calendar: CalendarSystem, _ tx: Transaction) throws -> Outlook {
        var outlook = Outlook(today: today, calendar: calendar)
        var byCity: [ID<City>?: Line] = [:]
        for row in try tx.rows(outlook.rows) {
            let (city, state, count): (ID<City>?, PlanState, Int) = (
                try row.optional("city_id"), try row("state"), try row("count")
            )
            let (place, isOver): (Int, Bool) = (try row("place"), try row("is_over"))
            let isOpen = [.planned, .due, .called, .booked].contains(state)
            var line = byCity[city] ?? Line(city: city)
            if place < Self.months {
                outlook.add(count, state, to: place)
            } else if isOpen {
                line.ahead[place - Self.months] += count
            }
            if isOver, [.due, .called].contains(state) { line.overdue += count }
            byCity[city] = line
        }
        outlook.lines = byCity.values.filter { $0.overdue > 0 || $0.sum > 0 }.sorted {
            ($1.sum, $1.city?.value ?? 0) < ($0.sum, $0.city?.value ?? 0)
        }
        return outlook
    }

    private mutating func add(_ count: Int, _ state: PlanState, to month: Int) {
        guard state != .cancelled else { return }
        past[month].planned += count
        if state == .done { past[month].done += count }
        if state == .missed { past[month].missed += count }
        if state == .refused { past[month].refused += count }
    }

    /// One pass over the index of days: each month is a range of it, this one two.
    var rows: SQL {
        let parts = (0..<2 * Self.months).flatMap { place -> [SQL] in
            let (start, end) = (starts[place], starts[place + 1])
            guard start < today, today < end else { return [Self.rows(place, isOver: start < today, start, end)] }
            return [Self.rows(place, isOver: true, start, today), Self.rows(place, isOver: false, today, end)]
        }
        return parts.dropFirst().reduce(parts[0]) { $0 + "UNION ALL" + $1 }
    }

    private static func rows(_ place: Int, isOver: Bool, _ start: CalendarDay, _ end: CalendarDay) -> SQL {
        """
        SELECT \(literal: place) AS place, city_id, state, \(literal: isOver ? 1 : 0) AS is_over, count(*) AS count
        FROM plan_service WHERE planned_on >= \(start) AND planned_on < \(end) GROUP BY city_id, state
        """
    }
}
