/// A day of a machine's life that its warranty may be counted from.
public enum CoverDay: String, CaseIterable, Sendable {
    case sale, installation, activation, production
}

/// The days of one machine's life, as far as they are known.
public struct UnitDates: Hashable, Sendable {
    public var sale: CalendarDay?
    public var installation: CalendarDay?
    public var activation: CalendarDay?
    public var production: CalendarDay?

    public init(
        sale: CalendarDay? = nil, installation: CalendarDay? = nil, activation: CalendarDay? = nil,
        production: CalendarDay? = nil
    ) {
        (self.sale, self.installation, self.activation, self.production) = (sale, installation, activation, production)
    }

    public subscript(day: CoverDay) -> CalendarDay? {
        get {
            switch day {
            case .sale: sale
            case .installation: installation
            case .activation: activation
            case .production: production
            }
        }
        set {
            switch day {
            case .sale: sale = newValue
            case .installation: installation = newValue
            case .activation: activation = newValue
            case .production: production = newValue
            }
        }
    }

    /// With the days of another where this one does not know them.
    public func filled(from other: UnitDates) -> UnitDates {
        var dates = self
        for day in CoverDay.allCases { dates[day] = self[day] ?? other[day] }
        return dates
    }

    /// The days that both know and do not say alike.
    public func differing(from other: UnitDates) -> [CoverDay] {
        CoverDay.allCases.filter { day in
            guard let own = self[day], let theirs = other[day] else { return false }
            return own != theirs
        }
    }

    /// What decides under which rules a machine was sold: its sale, else the first day that is known of it.
    var sold: CalendarDay? { sale ?? CoverDay.allCases.compactMap { self[$0] }.min() }

    /// Two of them that cannot both be true: nothing is sold, installed or activated before it was made.
    public var contradiction: (CoverDay, CoverDay)? {
        guard let production else { return nil }
        let earlier = [CoverDay.sale, .installation, .activation].first { self[$0].map { $0 < production } ?? false }
        return earlier.map { ($0, .production) }
    }
}

/// The first day of a warranty: one of several days, whichever comes first or last.
public struct CoverStart: Hashable, Sendable {
    public enum Choice: String, CaseIterable, Sendable { case first, last }

    /// So many days after a day of the machine's life.
    public struct Source: Hashable, Sendable {
        public let day: CoverDay
        public let daysAfter: Int

        public init(_ day: CoverDay, daysAfter: Int = 0) { (self.day, self.daysAfter) = (day, daysAfter) }
    }

    public let choice: Choice
    public let sources: [Source]

    public init(_ choice: Choice, _ sources: [Source]) { (self.choice, self.sources) = (choice, sources) }

    public init(_ start: WarrantyStart) {
        self.init(.first, [Source(start == .sale ? .sale : .installation)])
    }

    /// What is not known has not happened, so the first is the first of those known; the last needs them all.
    public func day(_ dates: UnitDates) -> CalendarDay? {
        let known = sources.compactMap { source in dates[source.day]?.adding(days: source.daysAfter) }
        switch choice {
        case .first: return known.min()
        case .last: return known.count == sources.count ? known.max() : nil
        }
    }

    /// The days that somebody has to find out before anything can be said; empty where the first day is known.
    public func missing(in dates: UnitDates) -> [CoverDay] {
        guard day(dates) == nil else { return [] }
        return sources.map(\.day).filter { dates[$0] == nil }
    }

    /// As it is stored: `first installation production+540`.
    public var text: String {
        let days = sources.map { $0.daysAfter == 0 ? $0.day.rawValue : "\($0.day.rawValue)+\($0.daysAfter)" }
        return ([choice.rawValue] + days).joined(separator: " ")
    }

    /// - Returns: nil for what is no such text.
    public init?(_ text: String) {
        let words = text.split(separator: " ")
        guard words.count > 1, let choice = Choice(rawValue: String(words[0])) else { return nil }
        var sources: [Source] = []
        for word in words.dropFirst() {
            let parts = word.split(separator: "+", maxSplits: 1)
            guard let first = parts.first, let day = CoverDay(rawValue: String(first)) else { return nil }
            guard let days = parts.count == 2 ? Int(parts[1]) : 0, (0...3660).contains(days) else { return nil }
            sources.append(Source(day, daysAfter: days))
        }
        self.init(choice, sources)
    }
}
