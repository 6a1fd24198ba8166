import Base
import Database
import Domain
import Ground
import HTTPTypes
import Hummingbird
import Web

/// Which days of a calendar are asked for, and whose.
struct CalendarFilter: Filter {
    enum Span: String, CaseIterable, Sendable {
        case week, day

        var days: Int { self == .week ? 7 : 1 }
    }

    var span: Span
    /// The first day; nil: today, or the week in which it lies.
    var day: CalendarDay?
    var person: ID<Person>?

    init(span: Span = .week, day: CalendarDay? = nil, person: ID<Person>? = nil) {
        (self.span, self.day, self.person) = (span, day, person)
    }

    init(_ asked: Asked) {
        span = Span(rawValue: asked.text("span")) ?? .week
        day = asked.text("day").isEmpty ? nil : CalendarDay(iso: asked.text("day"))
        person = asked.id("person")
    }

    var fields: [Address.Field] {
        [
            ("span", span == .week ? "" : span.rawValue), ("day", day?.isoText ?? ""),
            ("person", person?.description ?? ""),
        ]
    }

    /// A week begins with Saturday, as the country's does.
    func days(today: CalendarDay) -> ClosedRange<CalendarDay> {
        let wanted = day ?? today
        let first = span == .day ? wanted : wanted.adding(days: -wanted.weekday.rawValue)
        return first...first.adding(days: span.days - 1)
    }
}

/// The appointments of a dealer and of each of his people, by day and by week: his own, and any dealer's for the head office.
package enum CalendarRoutes: RoomRoutes {
    static let own = PlainPage("calendar", for: .dealers)
    package static let one = PageRoute<String>(
        "dealers/:dealer/calendar", for: Set.dispatch.union([.auditor, .reception]))

    package static var all: [Mounted] {
        [
            own.to { request, context in
                guard let dealer = context.actor.dealer else { throw Refusal.hidden }
                return try await show(.own(dealer), CalendarFilter(request.asked), context)
            },
            one.to { request, context, code in
                try await show(.called(code), CalendarFilter(request.asked), context)
            },
        ]
    }

    private static func show(
        _ dealer: OneDealer, _ asked: CalendarFilter, _ context: CompanyContext
    ) async throws -> Response {
        let facts = try await context.company.read { try CalendarFacts(dealer, asked, context, $0) }
        return try context.show(CalendarPage(facts, context))
    }
}

/// What a calendar is made of.
struct CalendarFacts: Sendable {
    let dealer: CalendarDealer
    let filter: CalendarFilter
    let days: ClosedRange<CalendarDay>
    let rows: [CalendarRow]
    let leaves: [(days: ClosedRange<CalendarDay>, note: String)]
    let rests: RestDays
    /// To choose from; empty for whoever sees his own alone.
    let people: [TechnicianRow]

    /// - Throws: `Refusal.hidden` where the company has no such dealer.
    init(_ one: OneDealer, _ asked: CalendarFilter, _ context: CompanyContext, _ tx: Transaction) throws {
        let dealer = try CalendarList.dealer(one, tx)
        let people = try CalendarList.people(of: dealer.id, tx)
        var filter = asked
        // A technician's calendar is his own; of others only those of this dealer's.
        if case .technician(_, let person) = context.actor.sight {
            filter.person = person
        } else {
            filter.person = people.first { $0.id == asked.person }?.id
        }
        days = filter.days(today: context.today)
        rows = try CalendarList.rows(of: dealer.id, in: days, person: filter.person, tx)
        leaves = try CalendarList.leaves(of: dealer.id, in: days, tx)
        rests = try WorkDayStore.rests(WorkDayStore.week(tx), in: days, tx)
        self.people = if case .technician = context.actor.sight { [] } else { people }
        (self.dealer, self.filter) = (dealer, filter)
    }
}
