import Domain
import HTTPTypes
import Hummingbird
import NIOCore
import Web

/// What the calendar beside a field must know of the company: its today, its days of rest, the names of its months.
package enum DayRoutes: RoomRoutes {
    static let page = PlainPage("days", for: .everyone)
    /// Whoever looks further back sees no holidays any more, nor whoever looks years ahead.
    private static let (daysBack, daysAhead) = (800, 2_000)

    package static var all: [Mounted] { [page.to { _, context in try await show(context) }] }

    /// It holds nothing of any person, so the browser may keep it for a while.
    private static func show(_ context: CompanyContext) async throws -> Response {
        let days = context.today.adding(days: -daysBack)...context.today.adding(days: daysAhead)
        let holidays = try await context.company.read { try HolidayStore.all(in: days, $0) }
        let text = try JSONText.of(
            DayFacts(context.reader, today: context.today, context.profile.week ?? .usual, holidays))
        return Response(
            status: .ok, headers: [.contentType: "application/json", .cacheControl: "private, max-age=600"],
            body: ResponseBody(byteBuffer: ByteBuffer(string: text)))
    }
}

/// Days are numbers, as `CalendarDay` counts them; days of the week as `Weekday` does.
private struct DayFacts: Encodable {
    let calendar: String
    let today: Int32
    /// The day that a week begins with.
    let first: Int
    let weekend: [Int]
    let months: [String]
    let weekdays: [String]
    let words: [String: String]
    let holidays: [String: String]

    init(_ reader: Reader, today: CalendarDay, _ week: WorkWeek, _ holidays: [Holiday]) {
        let calendar = reader.clock.calendar
        self.calendar = calendar.rawValue
        self.today = today.number
        first = calendar.firstWeekday.rawValue
        weekend = week.restDays.map(\.rawValue)
        months = (1...12).map { reader.words("kernel.month.\(calendar.rawValue).\($0)") }
        weekdays = Weekday.allCases.map { reader.words("kernel.weekday.\($0)") }
        words = Dictionary(
            uniqueKeysWithValues: ["today", "month_before", "month_after", "year_before", "year_after"].map {
                ($0, reader.words("shared.day.\($0)"))
            } + [("comma", reader.words("list.comma"))])
        self.holidays = Dictionary(
            uniqueKeysWithValues: holidays.map {
                (String($0.day.number), reader.name(fa: $0.nameFa, en: $0.nameEn))
            })
    }
}

extension CompanyContext {
    /// Where a page's script finds what its calendar shows, a place for each language.
    var daysPath: String { "\(paths(DayRoutes.page))?\(reader.language.rawValue)" }
}
