import Database
import Domain
import Foundation
import Ground
import HTTPTypes
import Hummingbird
import Web

/// In which calendar the company shows and groups its days, and by which clock.
enum CalendarRoutes: RoomRoutes {
    static let page = PlainPage("settings/calendar", for: [.administrator])
    static let change = PlainForm("settings/calendar", for: [.administrator], watched: .configuration)

    static var all: [Mounted] {
        [
            page.to { _, context in try await show(nil, context) },
            change.to { form, context in try await change(form, context) },
        ]
    }

    private static func show(
        _ form: CalendarForm?, _ context: CompanyContext, status: HTTPResponse.Status = .ok,
        warning: Complaint? = nil
    ) async throws -> Response {
        let (isBooked, cards) = try await context.company.read { tx in
            (
                try BookedMoneyList.isThere(tx),
                PageCards([try HistoryCard.card(of: .setting, only: ["calendar"], context, tx)].compactMap(\.self))
            )
        }
        let page = CalendarPage(form ?? CalendarForm(context.company.clock), isBooked: isBooked, cards, context)
        return try context.show(page, status: status, warning: warning)
    }

    private static func change(_ body: FormBody, _ context: CompanyContext) async throws -> Response {
        let form = CalendarForm(body)
        guard let calendar = form.calendar.value, let zone = form.zone.value else {
            return try await show(form, context, status: .unprocessableContent)
        }
        let answer = try await context.once(body, flash: "settings.saved", to: context.paths(page)) { deed in
            try ChangeCalendar(calendar: calendar, zone: zone).run(by: deed.actor.person, in: deed.tx)
        } orShow: { refused in
            try await show(form, context, status: refused.status, warning: refused.complaint)
        }
        context.company.shelf(ProfileShelf.self).forget()
        return answer
    }
}

/// What was recorded keeps its moment and its day; both are shown, and days are reckoned, otherwise from now on.
struct ChangeCalendar: Sendable {
    let calendar: CalendarSystem
    let zone: CompanyZone

    func run(by person: ID<Person>, in tx: Transaction) throws {
        let before = CompanyClock(try SettingStore.all(tx))
        var changes: [String: (before: String, after: String)] = [:]
        if before.calendar != calendar {
            // A month of claims and statements has no calendar of its own: 1405-8 stays what it is.
            if try BookedMoneyList.isThere(tx) {
                try SettingStore.set(CompanyClock.booksName, before.books.rawValue, tx)
            }
            try SettingStore.set(CompanyClock.calendarName, calendar.rawValue, tx)
            changes["calendar"] = (before.calendar.rawValue, calendar.rawValue)
        }
        if before.zone != zone.zone {
            try SettingStore.set(CompanyClock.zoneName, zone.name, tx)
            changes["zone"] = (before.zone.identifier, zone.name)
        }
        guard !changes.isEmpty else { return }
        try EventStore.add(Event("calendar", of: .setting, in: "settings", changes: changes), by: person, tx)
    }
}

/// As it was typed.
struct CalendarForm: Sendable {
    let calendar: Input<CalendarSystem>
    let zone: Input<CompanyZone>

    init(_ form: FormBody) {
        calendar = form.input("calendar") { typed in
            guard let calendar = CalendarSystem(rawValue: typed) else { throw Complaint("form.choose") }
            return calendar
        }
        zone = form.input("zone") { try CompanyZone($0) }
    }

    init(_ clock: CompanyClock) {
        self.init(FormBody(["calendar": clock.calendar.rawValue, "zone": clock.zone.identifier]))
    }
}

struct CalendarPage: Page {
    static let template = "settings/calendar"
    let titleKey = "settings.calendar"
    let settings: String
    let action: String
    let calendar: Field
    let zone: Field
    let errors: FormErrors?
    /// What months of claims and statements stay in, whatever is chosen.
    let books: String?
    let cards: PageCards

    init(_ form: CalendarForm, isBooked: Bool, _ cards: PageCards, _ context: CompanyContext) {
        let (reader, clock) = (context.reader, context.company.clock)
        let words = reader.words
        settings = context.paths(SettingsRoutes.index)
        action = context.paths(CalendarRoutes.change)
        calendar = Field(form.calendar, label: "settings.calendar.shown", for: reader).with {
            $0.required = true
            $0.options = CalendarSystem.allCases.map { calendar in
                let name = words("kernel.calendar.\(calendar.rawValue)")
                let example = reader.digits(calendar.text(context.today)).isolatedLeftToRight
                return .init(
                    value: calendar.rawValue, label: words("settings.money.choice", name, example),
                    selected: calendar == form.calendar.value)
            }
        }
        let known = CompanyZone.offered + [try? CompanyZone(clock.zone.identifier)].compactMap(\.self)
        var seen: Set<TimeZone> = []
        zone = Field(form.zone, label: "settings.calendar.zone", for: reader).with {
            $0.required = true
            $0.options = known.filter { seen.insert($0.zone).inserted }.map { zone in
                let now = CompanyClock(zone: zone.zone, calendar: clock.calendar).timeOfDay(of: context.portal.now())
                let key = "kernel.zone.\(zone.name)"
                let name = words.has(key) ? words(key) : zone.name
                let time = reader.digits(TypedTime.text(now.hour * 60 + now.minute))
                return .init(
                    value: zone.name, label: words("settings.calendar.zone.now", name, time),
                    selected: zone.zone == form.zone.value?.zone)
            }
        }
        errors = FormErrors([calendar, zone])
        books = isBooked ? words("settings.calendar.books", words("kernel.calendar.\(clock.books.rawValue)")) : nil
        self.cards = cards
    }
}
