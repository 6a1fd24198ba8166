import Database
import Domain
import Ground
import Web

/// The dealer's day on his phone.
struct TodayPage: Page {
    static let template = "visits/today"
    static let isKeptOnPhones = true
    let titleKey = "visits.today.title"
    let day: String
    let calendar: String
    /// His figures; nil for who is no manager.
    let scorecard: String?
    /// What was said of his money meanwhile, and waits for him.
    let lines: [TodayLine]
    /// The appointment of the job that was just accepted.
    let next: TodayCard.Link?
    let tiles: [Tile]
    let sections: [Section]
    let empty: EmptyNote?
    /// The manager's bar that gives the chosen jobs to one of his people.
    let give: Give?

    struct Tile: PageParts, Sendable {
        let id: String
        let label: String
        let count: String
        let late: Bool

        func child(named name: String) -> Part? {
            switch name {
            case "id": .text(id)
            case "label": .text(label)
            case "count": .text(count)
            case "late": .flag(late)
            default: nil
            }
        }
    }

    struct Section: PageParts, Sendable {
        let id: String
        let title: String
        let cards: [TodayCard]
        let rest: Tab?

        func child(named name: String) -> Part? {
            switch name {
            case "id": .text(id)
            case "title": .text(title)
            case "cards": .rows(cards)
            case "rest": rest.map(Part.parts)
            default: nil
            }
        }
    }

    struct Give: Sendable {
        let action: String
        let who: Field
    }

    init(_ day: TodayFacts, _ context: CompanyContext) {
        let reader = context.reader
        let today = reader.clock.day(of: context.portal.now())
        self.day = "\(reader.weekday(today)) \(reader.wholeDay(today))"
        lines = day.lines
        next = day.accepted.map { number in
            TodayCard.Link(
                href: context.paths(JobRoutes.one, number) + "#appointment",
                label: number)
        }
        let shown = Dictionary(grouping: day.rows, by: \.section)
        let present = TodaySection.allCases.filter { day.counts[$0, default: 0] > 0 }
        tiles = present.map { Self.tile($0, day.counts[$0]!, reader) }
        let isManager = context.actor.has(.dealerManager)
        (calendar, scorecard) = (
            context.paths(CalendarRoutes.own), context.pathIfAllowed(ScorecardRoutes.own)
        )
        sections = present.map { section in
            let rows = shown[section] ?? []
            let cards = rows.map {
                TodayCard($0, charge: day.charges[$0.number], left: day.left, context, isManager: isManager)
            }
            return Section(
                id: section.name, title: reader.words("visits.section.\(section.name)"), cards: cards,
                rest: rows.count < day.counts[section]! ? Self.rest(section, day.counts[section]!, context) : nil)
        }
        empty =
            present.isEmpty
            ? EmptyNote(title: reader.words("visits.empty.title"), text: reader.words("visits.empty.text")) : nil
        let canGive = isManager && !day.people.isEmpty && present.contains { $0 != .offers }
        give =
            canGive
            ? Give(
                action: context.paths(TodayRoutes.technician),
                who: TechnicianForm.field(day.people, chosen: nil, reader)) : nil
    }

    private static func tile(_ section: TodaySection, _ count: Int, _ reader: Reader) -> Tile {
        Tile(
            id: section.name, label: reader.words("visits.section.\(section.name)"),
            count: reader.bounded(count, at: TodayList.bound),
            late: section == .late)
    }

    private static func rest(_ section: TodaySection, _ count: Int, _ context: CompanyContext) -> Tab {
        Tab(
            href: Address.of(context.paths(JobRoutes.list), [("state", section.stage.text)]),
            label: context.words("visits.section.rest", context.reader.bounded(count, at: TodayList.bound)))
    }
}

/// What the page is made of, read in one transaction.
struct TodayFacts: Sendable {
    let rows: [TodayRow]
    let counts: [TodaySection: Int]
    let people: [TechnicianRow]
    let lines: [TodayLine]
    /// The job that was just accepted and waits for its appointment.
    let accepted: String?
    /// What the customers of today's visits and of those overdue pay, in words, by the number of the job.
    let charges: [String: String]
    /// Where an offer is to be answered in time.
    let left: AnswerTime?

    static func read(_ context: CompanyContext, accepted number: String, _ tx: Transaction) throws -> TodayFacts {
        let (actor, reader) = (context.actor, context.reader)
        let today = reader.clock.day(of: context.portal.now())
        let rows = try TodayList.rows(actor.sight, today: today, tx)
        var charges: [String: String] = [:]
        for row in rows where row.section == .today || row.section == .late {
            let job = try JobStore.find(row.number, actor.sight, tx)
            guard let charge = try context.expectedCharge(of: job, tx)?.charge, !charge.lines.isEmpty else { continue }
            let total = Money(charge.total, context.company.currency)
            charges[row.number] =
                charge.waiver.map { reader.words("visits.charge.card.free", $0) }
                ?? reader.words("visits.charge.card", reader.money(total))
        }
        let accepted = number.isEmpty ? nil : try? JobStore.find(number, actor.sight, tx)
        return TodayFacts(
            rows: rows, counts: try TodayList.counts(actor.sight, today: today, tx),
            people: try actor.has(.dealerManager) ? VisitList.people(of: actor, tx) : [],
            lines: try context.company.fittings[VisitSlots.todayLines].flatMap { try $0(context, tx) },
            accepted: accepted?.state == .accepted ? number : nil, charges: charges,
            left: try rows.contains { $0.answerBy != nil } ? AnswerTime(context, tx) : nil)
    }
}

/// A sentence above the day, which leads to what it speaks of.
package struct TodayLine: PageParts, Sendable {
    private let text: String
    private let href: String

    package init(_ text: String, href: String) { (self.text, self.href) = (text, href) }

    package func child(named name: String) -> Part? {
        switch name {
        case "text": .text(text)
        case "href": .text(href)
        default: nil
        }
    }
}
