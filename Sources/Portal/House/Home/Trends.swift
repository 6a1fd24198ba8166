import Domain
import Ground
import Synchronization
import Treasury
import Web
import Work

/// The last days of a company, kept for some minutes: everybody's first page shows the same, and past days hardly change.
final class LastDaysShelf: Shelf {
    private static let patience: Int64 = 300
    private let known = Mutex<(days: LastDays, at: Instant)?>(nil)

    init() {}

    func read(_ context: CompanyContext) async throws -> LastDays {
        let now = context.portal.now()
        let kept = known.withLock { $0 }
        if let kept, kept.at.adding(seconds: Self.patience) > now, kept.days.days.last == context.today {
            return kept.days
        }
        let (today, clock) = (context.today, context.company.clock)
        let days = try await context.company.read { try LastDays.read(to: today, clock, $0) }
        known.withLock { $0 = (days, now) }
        return days
    }
}

/// One small picture of the last days: how much in a week, and how much in the week before.
struct TrendView: Sendable {
    let title: String
    let week: String
    let before: String
    let sparkline: Sparkline

    /// - Parameter shown: a number as the reader writes it.
    init(_ title: String, _ numbers: [Int64], _ days: [CalendarDay], _ reader: Reader, shown: (Int64) -> String) {
        self.title = title
        week = shown(numbers.suffix(7).reduce(0, +))
        before = reader.words("overview.trend.before", shown(numbers.dropLast(7).reduce(0, +)))
        let values = numbers.map(shown).joined(separator: reader.words("list.comma"))
        sparkline = Sparkline(
            name: reader.words(
                "overview.trend.name", title, reader.day(days[0]), reader.day(days[days.count - 1]), values),
            numbers)
    }
}

extension TrendView {
    /// Work and money, as far as this person may see them.
    static func all(_ context: CompanyContext) async throws -> [TrendView] {
        let last = try await context.company.shelf(LastDaysShelf.self).read(context)
        let (reader, currency) = (context.reader, context.company.currency)
        func work(_ word: String, _ numbers: [Int64]) -> TrendView {
            TrendView(reader.words("overview.trend.\(word)"), numbers, last.days, reader) { reader.number($0) }
        }
        let unit = reader.unitName
        let money = TrendView(reader.words("overview.trend.approved", unit), last.approved, last.days, reader) {
            reader.amount(Money($0, currency))
        }
        return (context.may(BoardRoutes.page) ? [work("received", last.received), work("done", last.done)] : [])
            + (context.may(PayoutRoutes.list) ? [money] : [])
    }
}
