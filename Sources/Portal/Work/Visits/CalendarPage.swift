import Base
import Database
import Domain
import Ground
import Web

/// A dealer's appointments, day by day.
struct CalendarPage: Page {
    static let template = "visits/calendar"
    let titleKey: String
    let titleValues: [String]
    let back: TodayCard.Link
    let spans: [Tab]
    let earlier: String
    let later: String
    let today: String
    let period: String
    let address: String
    let hidden: [AssigningView.Hidden]
    let person: Field?
    let clashes: String?
    let days: [Day]

    struct Tab: Sendable {
        let href: String
        let label: String
        let isCurrent: Bool
    }

    struct Day: Sendable {
        let id: String
        let title: String
        let isToday: Bool
        /// Why nobody works: a day off of the company's or of the dealer's.
        let off: String?
        let load: String
        let loadLabel: String
        /// Numbers of the meter.
        let used: String
        let capacity: String
        let brisk: String
        let most: String
        let isFull: Bool
        let slots: [Slot]
        let isEmpty: Bool
    }

    struct Slot: Sendable {
        let href: String
        let number: String
        let hours: String
        let customer: String
        let about: String
        let badge: Badge
        let clash: Badge?
    }

    init(_ facts: CalendarFacts, _ context: CompanyContext) {
        let (reader, words, paths) = (context.reader, context.words, context.paths)
        let (filter, isOffice) = (facts.filter, context.actor.dealer == nil)
        titleKey = isOffice ? "visits.calendar.of" : "visits.calendar"
        titleValues = isOffice ? [facts.dealer.name] : []
        let place = isOffice ? paths(CalendarRoutes.one, facts.dealer.code) : paths(CalendarRoutes.own)
        back =
            isOffice
            ? .init(href: context.pathIfAllowed(DealerRoutes.one, facts.dealer.code) ?? place, label: facts.dealer.name)
            : .init(href: paths(TodayRoutes.page), label: words("visits.today.title"))
        address = place
        func link(_ change: (inout CalendarFilter) -> Void) -> String {
            var other = filter
            change(&other)
            return other.address(place)
        }
        let first = facts.days.lowerBound
        spans = CalendarFilter.Span.allCases.map { span in
            Tab(
                href: link {
                    $0.span = span
                    $0.day = span == .day && facts.days.contains(context.today) ? context.today : first
                },
                label: words("visits.calendar.\(span.rawValue)"), isCurrent: span == filter.span)
        }
        earlier = link { $0.day = first.adding(days: -filter.span.days) }
        later = link { $0.day = first.adding(days: filter.span.days) }
        today = link { $0.day = nil }
        period =
            filter.span == .day
            ? "\(reader.weekday(first)) \(reader.wholeDay(first))"
            : words("visits.calendar.period", reader.day(first), reader.day(facts.days.upperBound))
        hidden = [("span", filter.span == .week ? "" : "day"), ("day", filter.day?.isoText ?? "")]
            .filter { !$0.1.isEmpty }.map { .init(name: $0.0, value: $0.1) }
        person =
            facts.people.count < 2
            ? nil
            : Field(name: "person", label: words("visits.calendar.person")).with { field in
                field.blank = words("visits.calendar.everyone")
                field.options = facts.people.map {
                    .init(value: $0.id.description, label: $0.name, selected: $0.id == filter.person)
                }
            }
        let clashing = AppointmentSlot.clashes(among: facts.rows.map(\.slot))
        clashes = clashing.isEmpty ? nil : words.count("visits.calendar.clashes", clashing.count, reader)
        days = (0..<filter.span.days).map { offset in
            let day = first.adding(days: offset)
            let slots = facts.rows.enumerated().filter { $0.element.slot.day == day }.map { index, row in
                Self.slot(row, isClash: clashing.contains(index), context)
            }
            return Self.day(day, slots, facts, context)
        }
    }

    private static func day(
        _ day: CalendarDay, _ slots: [Slot], _ facts: CalendarFacts, _ context: CompanyContext
    ) -> Day {
        let (reader, words, capacity) = (context.reader, context.words, facts.dealer.capacity)
        let title = "\(reader.weekday(day)) \(reader.day(day))"
        let leave = facts.leaves.first { $0.days.contains(day) }
        let off =
            leave.map { $0.note.isEmpty ? words("visits.calendar.away") : words("visits.calendar.away.note", $0.note) }
            ?? (facts.rests.contains(day) ? words("visits.calendar.off") : nil)
        return Day(
            id: "d-\(day.isoText)", title: title, isToday: day == context.today, off: off,
            load: words("visits.calendar.used", reader.number(slots.count), reader.number(capacity)),
            loadLabel: words("visits.calendar.load", title), used: String(slots.count), capacity: String(capacity),
            brisk: String(capacity * 3 / 4), most: String(max(1, slots.count, capacity)),
            isFull: slots.count >= capacity, slots: slots, isEmpty: slots.isEmpty)
    }

    private static func slot(_ row: CalendarRow, isClash: Bool, _ context: CompanyContext) -> Slot {
        let (reader, words) = (context.reader, context.words)
        let hours = row.slot.hours.map {
            words(
                "visits.span", reader.digits(TypedTime.text($0.lowerBound)),
                reader.digits(TypedTime.text($0.upperBound)))
        }
        let about = [row.city.shown(reader), row.technician?.isolated ?? words("visits.calendar.nobody")]
        return Slot(
            href: context.paths(JobRoutes.one, row.number), number: row.number,
            hours: hours ?? words("visits.calendar.no_hours"), customer: row.customer,
            about: about.joined(separator: words("list.comma")), badge: Badge(row.state, words),
            clash: isClash ? Badge(kind: "error", label: words("visits.calendar.clash")) : nil)
    }
}

/// On a dealer's page: to his calendar and his figures (`visits/_dealer_links`).
struct DealerWorkLinks: Sendable {
    let calendar: String?
    let scorecard: String?

    static func card(
        _ dealer: DealerItem, _ context: CompanyContext, _: (any Sendable)?, _: Transaction
    ) throws -> PageCard? {
        let links = DealerWorkLinks(
            calendar: context.pathIfAllowed(CalendarRoutes.one, dealer.code),
            scorecard: context.pathIfAllowed(ScorecardRoutes.one, dealer.code))
        guard links.calendar != nil || links.scorecard != nil else { return nil }
        return PageCard("visits/_dealer_links", at: .head, links)
    }
}
