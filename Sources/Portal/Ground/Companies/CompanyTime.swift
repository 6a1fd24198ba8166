import Domain
import Foundation
import Synchronization

/// The clock of a company that is open, which may be set while it is.
final class CompanyTime: Sendable {
    private let clock: Mutex<CompanyClock>

    init(_ settings: [String: String]) { clock = Mutex(CompanyClock(settings)) }

    var now: CompanyClock { clock.withLock { $0 } }

    func follow(_ settings: [String: String]) {
        let new = CompanyClock(settings)
        clock.withLock { $0 = new }
    }
}

extension CompanyClock {
    package static let zoneName = "zone"
    package static let calendarName = "calendar"
    /// Said only where another calendar was chosen after money was booked.
    package static let booksName = "book_calendar"

    package init(_ settings: [String: String]) {
        self.init(
            zone: TimeZone(identifier: settings[Self.zoneName] ?? "Asia/Tehran") ?? .gmt,
            calendar: settings[Self.calendarName].flatMap(CalendarSystem.init) ?? .jalali,
            books: settings[Self.booksName].flatMap(CalendarSystem.init))
    }
}
