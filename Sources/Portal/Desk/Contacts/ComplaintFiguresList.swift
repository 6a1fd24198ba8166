import Database
import Domain
import Ground

enum ComplaintFiguresList {
    /// Those that were written down on these days of the company, oldest first.
    static func cases(in days: ClosedRange<CalendarDay>, _ clock: CompanyClock, _ tx: Transaction) throws
        -> [ComplaintCase]
    {
        let (from, to) = (clock.startOfDay(days.lowerBound), clock.startOfDay(days.upperBound.adding(days: 1)))
        return try tx.rows(
            """
            SELECT c.kind, c.made_at, c.closed_at, c.severity, c.cause,
                   (SELECT r.to_unit FROM contact_referral r WHERE r.id = (SELECT min(f.id) FROM contact_referral f
                       WHERE f.contact_id = c.id AND f.to_unit IS NOT NULL)) AS unit
            FROM contact c WHERE c.kind IN (\(ComplaintCase.kinds.map(\.rawValue)))
                AND c.made_at >= \(from) AND c.made_at < \(to) AND c.direction = 'incoming' ORDER BY c.id
            """
        ).map { row in
            let closedAt: Instant? = try row.optional("closed_at")
            return ComplaintCase(
                try row("kind"), madeOn: clock.day(of: try row("made_at")), closedOn: closedAt.map(clock.day),
                severity: try row.optional("severity"), cause: try row.optional("cause"),
                unit: (try row.optional("unit") as String?).flatMap(Role.init))
        }
    }
}
