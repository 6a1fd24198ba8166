import Database
import Domain

/// A day on which the company rests.
package struct Holiday: Sendable {
    package let day: CalendarDay
    package let nameFa: String
    package let nameEn: String
}

package enum HolidayList {
    /// - Parameter first: what lies before it is of no use to whoever asks.
    package static func since(_ first: CalendarDay, _ tx: Transaction) throws -> [Holiday] {
        try tx.rows("SELECT day, name_fa, name_en FROM holiday WHERE day >= \(first) ORDER BY day").map {
            Holiday(day: try $0("day"), nameFa: try $0("name_fa"), nameEn: try $0("name_en"))
        }
    }
}
