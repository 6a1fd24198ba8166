import Database
import Domain
import Ground

/// What messages have cost, by months of the company's calendar.
package enum MessageCostList {
    package struct Line: Sendable {
        package let year: Int
        package let month: Int
        package let messages: Int
        package let parts: Int64
        /// Rials.
        package let cost: Int64
    }

    /// The last months, the newest first; one without a message is left out.
    package static func months(_ count: Int, upTo today: CalendarDay, _ clock: CompanyClock, _ tx: Transaction) throws
        -> [Line]
    {
        let (year, month) = clock.calendar.month(of: today)
        let replies = try (0..<count).map { back in
            let days = clock.calendar.days(ofMonth: year, month - back)
            let (from, to) = (
                clock.startOfDay(days.lowerBound), clock.startOfDay(days.upperBound.adding(days: 1))
            )
            let here = clock.calendar.month(of: days.lowerBound)
            return try tx.ask(
                """
                SELECT count(*) AS messages, coalesce(sum(parts), 0) AS parts, coalesce(sum(cost), 0) AS cost FROM message
                WHERE sent_at >= \(from) AND sent_at < \(to)
                """
            ) { rows in
                try rows.first.map { row in
                    Line(
                        year: here.year, month: here.month, messages: try row("messages"), parts: try row("parts"),
                        cost: try row("cost"))
                }
            }
        }
        return try replies.compactMap { try $0.value() }.filter { $0.messages > 0 }
    }
}
