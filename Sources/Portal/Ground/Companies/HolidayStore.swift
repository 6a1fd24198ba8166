import Database
import Domain

/// A day off of the company.
package struct Holiday: Sendable {
    package let day: CalendarDay
    package let nameFa: String
    package let nameEn: String
}

/// The company's days off: those that came with the program, corrected, and its own. What was computed keeps the kind of day
/// that it was computed with.
package enum HolidayStore {
    package static func all(in days: ClosedRange<CalendarDay>, _ tx: Transaction) throws -> [Holiday] {
        try tx.rows(
            """
            SELECT day, name_fa, name_en FROM holiday WHERE day BETWEEN \(days.lowerBound) AND \(days.upperBound)
            ORDER BY day
            """
        ).map { Holiday(day: try $0("day"), nameFa: try $0("name_fa"), nameEn: try $0("name_en")) }
    }

    /// The days alone.
    package static func ask(in days: ClosedRange<CalendarDay>, _ tx: Transaction) throws -> Reply<[CalendarDay]> {
        try tx.ask("SELECT day FROM holiday WHERE day BETWEEN \(days.lowerBound) AND \(days.upperBound)") { rows in
            try rows.map { try $0("day") }
        }
    }

    /// - Returns: false where it was one before: then its names stay.
    package static func add(_ day: CalendarDay, fa: String, en: String, _ tx: Transaction) throws -> Bool {
        try tx.execute(
            """
            INSERT INTO holiday (day, name_fa, name_en) VALUES (\(day), \(fa), \(en)) ON CONFLICT (day) DO NOTHING
            """) == 1
    }

    /// - Returns: what it was called; nil where it was none.
    package static func remove(_ day: CalendarDay, _ tx: Transaction) throws -> String? {
        let name: String? = try tx.value("SELECT name_fa FROM holiday WHERE day = \(day)")
        try tx.execute("DELETE FROM holiday WHERE day = \(day)")
        return name
    }
}
