/// A complaint, criticism or suggestion as far as it is counted.
public struct ComplaintCase: Sendable {
    public let kind: ContactKind
    public let madeOn: CalendarDay
    /// nil as long as it is open.
    public let closedOn: CalendarDay?
    public let severity: ContactSeverity?
    public let cause: String?
    /// The unit that was first asked about it.
    public let unit: Role?

    public init(
        _ kind: ContactKind, madeOn: CalendarDay, closedOn: CalendarDay?, severity: ContactSeverity?, cause: String?,
        unit: Role?
    ) {
        (self.kind, self.madeOn, self.closedOn) = (kind, madeOn, closedOn)
        (self.severity, self.cause, self.unit) = (severity, cause, unit)
    }

    /// Those that are counted.
    public static let kinds: [ContactKind] = [.complaint, .criticism, .suggestion]
}

/// How many of them there are of one cause, one month …
public struct ComplaintFigure<Key: Hashable & Sendable>: Sendable {
    /// nil for those of which it is not known.
    public let key: Key?
    public let complaints: Int
    public let criticisms: Int
    public let suggestions: Int
    public let open: Int
    /// Days from the day on which it was written down to the day on which it was closed, in tenths: the middle one of those that are
    /// closed, of two in the middle their mean. nil where none is closed.
    public let medianTenths: Int64?

    public var all: Int { complaints + criticisms + suggestions }
}

public enum ComplaintFigures {
    /// One figure for each key, in the order in which they are met.
    public static func by<Key: Hashable & Sendable>(
        _ key: (ComplaintCase) -> Key?, _ cases: [ComplaintCase]
    ) -> [ComplaintFigure<Key>] {
        var keys: [Key?] = []
        var groups: [Key?: [ComplaintCase]] = [:]
        for one in cases {
            let key = key(one)
            if groups[key] == nil { keys.append(key) }
            groups[key, default: []].append(one)
        }
        return keys.map { figure($0, groups[$0] ?? []) }
    }

    private static func figure<Key>(_ key: Key?, _ cases: [ComplaintCase]) -> ComplaintFigure<Key> {
        ComplaintFigure(
            key: key, complaints: cases.count { $0.kind == .complaint },
            criticisms: cases.count { $0.kind == .criticism }, suggestions: cases.count { $0.kind == .suggestion },
            open: cases.count { $0.closedOn == nil },
            medianTenths: medianTenths(
                cases.compactMap { one in one.closedOn.map { Int64($0.number - one.madeOn.number) } }))
    }

    /// - Returns: nil for none.
    public static func medianTenths(_ days: [Int64]) -> Int64? {
        guard !days.isEmpty else { return nil }
        let (sorted, middle) = (days.sorted(), days.count / 2)
        return days.count.isMultiple(of: 2) ? (sorted[middle - 1] + sorted[middle]) * 5 : sorted[middle] * 10
    }
}
