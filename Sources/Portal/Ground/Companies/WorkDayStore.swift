import Database
import Domain

/// The company's week of work, which it sets itself; what was computed by another week stays as it was.
package enum WorkDayStore {
    package static let name = "work_week"

    /// nil where it has said nothing.
    package static func week(_ tx: Transaction) throws -> WorkWeek? {
        try SettingStore.value(name, tx).flatMap(WorkWeek.init)
    }

    package static func set(_ week: WorkWeek, _ tx: Transaction) throws { try SettingStore.set(name, week.text, tx) }

    package static func rests(_ week: WorkWeek?, in days: ClosedRange<CalendarDay>, _ tx: Transaction) throws
        -> RestDays
    {
        RestDays(week ?? .usual, try HolidayStore.all(in: days, tx).map(\.day))
    }

    /// When the company works in these days, and up to sixty days before and after them.
    package static func time(_ days: ClosedRange<CalendarDay>, _ clock: CompanyClock, _ tx: Transaction) throws
        -> WorkingTime
    {
        let rest = WorkingTime.longestRest
        let known = days.lowerBound.adding(days: -rest)...days.upperBound.adding(days: rest)
        return WorkingTime(clock, try rests(week(tx), in: known, tx))
    }

    /// The same of these days alone, in the journey of the next question.
    package static func askTime(
        _ days: ClosedRange<CalendarDay>, _ clock: CompanyClock, _ tx: Transaction
    ) throws -> () throws -> WorkingTime {
        let week = try tx.ask("SELECT value FROM setting WHERE name = \(name)") { rows in
            try rows.first.flatMap { WorkWeek(text: try $0("value")) }
        }
        let off = try HolidayStore.ask(in: days, tx)
        return { WorkingTime(clock, RestDays(try week.value() ?? .usual, try off.value())) }
    }

    /// Days are counted by the calendar until a company sets its week.
    package static func promises(_ week: WorkWeek?, _ clock: CompanyClock, _ tx: Transaction) throws -> Promises {
        guard let week else { return Promises(now: tx.now) }
        let today = clock.day(of: tx.now)
        let days = today.adding(days: -2 * Promises.longestRest)...today
        return Promises(now: tx.now, clock: clock, rests: try rests(week, in: days, tx))
    }
}

extension CompanyContext {
    /// What is too late in this company now.
    package func promises(_ tx: Transaction) throws -> Promises {
        try WorkDayStore.promises(profile.week, company.clock, tx)
    }
}
