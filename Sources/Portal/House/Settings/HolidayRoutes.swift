import Database
import Domain
import Ground
import HTTPTypes
import Hummingbird
import Spreadsheets
import Web
import Work

/// The company's days off: by hand, or out of a file.
enum HolidayRoutes: RoomRoutes {
    static let page = PlainPage("settings/holidays", for: .managers)
    static let export = PlainPage("settings/holidays/export", for: .managers, watched: .export)
    static let addition = PlainForm("settings/holidays", for: .managers, watched: .configuration)
    static let file = PlainForm("settings/holidays/file", for: .managers, upTo: .file, watched: .configuration)
    static let removal = FormRoute<Int>("settings/holidays/:day/removal", for: .managers, watched: .configuration)

    static var all: [Mounted] {
        [
            page.to { request, context in
                let asked = request.asked
                let year = Int(Digits.ascii(asked.text("year"))) ?? year(context.today, context)
                return try await show(year, nil, told: told(asked, context.reader), context)
            },
            export.to { request, context in
                try await OwnListSheets.holidays(context).response(to: request, context)
            },
            addition.to { form, context in try await add(form, context) },
            file.to { form, context in try await read(form, context) },
            removal.to { form, context, day in
                guard (0...100_000).contains(day) else { throw Refusal.hidden }
                return try await remove(form, CalendarDay(number: Int32(day)), context)
            },
        ]
    }

    /// What the last file brought.
    private static func told(_ asked: Asked, _ reader: Reader) -> String? {
        guard let added = Int(asked.text("added")), let refused = Int(asked.text("refused")) else { return nil }
        return reader.words("holidays.read", reader.number(added), reader.number(refused))
    }

    private static func year(_ day: CalendarDay, _ context: CompanyContext) -> Int {
        context.company.clock.calendar.year(of: day)
    }

    private static func show(
        _ year: Int, _ form: HolidayForm?, told: String? = nil, _ context: CompanyContext,
        status: HTTPResponse.Status = .ok,
        warning: Complaint? = nil
    ) async throws -> Response {
        let calendar = context.company.clock.calendar
        guard (1_000...3_000).contains(year) else { throw Refusal.hidden }
        let days = calendar.days(ofMonth: year, 1).lowerBound...calendar.days(ofMonth: year, 12).upperBound
        let (holidays, cards) = try await context.company.read { tx in
            let kinds: Set = ["holiday_added", "holiday_removed", "holidays_read"]
            return (try HolidayStore.all(in: days, tx), try HistoryCard.cards(ofSettings: kinds, context, tx))
        }
        return try context.show(
            HolidaysPage(year, holidays, form, told, cards, context), status: status, warning: warning)
    }

    private static func place(_ year: Int, _ context: CompanyContext) -> String {
        Address.of(context.paths(page), [("year", String(year))])
    }

    private static func add(_ body: FormBody, _ context: CompanyContext) async throws -> Response {
        let form = HolidayForm(body, context.company.clock.calendar)
        let year = year(form.day.value ?? context.today, context)
        guard let day = form.day.value, let fa = form.nameFa.value, let en = form.nameEn.value else {
            return try await show(year, form, context, status: .unprocessableContent)
        }
        return try await context.once(body, flash: "holidays.added", to: place(year, context)) { deed in
            guard try HolidayStore.add(day, fa: fa, en: en, deed.tx) else { throw Complaint("holidays.known") }
            try RecountPromises.ask(by: deed.actor.person, in: deed.company, deed.tx)
            let event = Event(
                "holiday_added", of: .setting, in: "settings", detail: ["day": day.isoText, "name": fa])
            try EventStore.add(event, by: deed.actor.person, deed.tx)
        } orShow: { refused in
            try await show(year, form, context, status: refused.status, warning: refused.complaint)
        }
    }

    private static func remove(
        _ body: FormBody, _ day: CalendarDay, _ context: CompanyContext
    ) async throws -> Response {
        let year = year(day, context)
        return try await context.once(body, flash: "holidays.removed", to: place(year, context)) { deed in
            guard let name = try HolidayStore.remove(day, deed.tx) else {
                throw Refusal.stale(Complaint("error.stale"))
            }
            try RecountPromises.ask(by: deed.actor.person, in: deed.company, deed.tx)
            let event = Event(
                "holiday_removed", of: .setting, in: "settings", detail: ["day": day.isoText, "name": name])
            try EventStore.add(event, by: deed.actor.person, deed.tx)
        } orShow: { refused in
            try await show(year, nil, context, status: refused.status, warning: refused.complaint)
        }
    }

    /// What the file brings is added; a day that is known stays as it is.
    private static func read(_ body: FormBody, _ context: CompanyContext) async throws -> Response {
        let calendar = context.company.clock.calendar
        let found: HolidayFile
        do {
            guard let sent = body.files("file").first else { throw Complaint("form.missing") }
            found = try await aside {
                let bytes = try sent.bytes()
                return TableFile.isWorkbook(bytes)
                    ? try HolidayFile(TableFile.table(bytes), calendar: calendar)
                    : try HolidayFile(bytes, calendar: calendar)
            }
        } catch let complaint as Complaint {
            return try await show(
                year(context.today, context), nil, context, status: .unprocessableContent, warning: complaint)
        }
        let year = year(found.entries[0].day, context)
        return try await context.once(body, flash: nil) { deed in
            var added = 0
            for entry in found.entries {
                let name = entry.name.isEmpty ? context.words("holidays.unnamed") : entry.name
                if try HolidayStore.add(entry.day, fa: name, en: "", deed.tx) { added += 1 }
            }
            if added > 0 { try RecountPromises.ask(by: deed.actor.person, in: deed.company, deed.tx) }
            let event = Event(
                "holidays_read", of: .setting, in: "settings",
                detail: ["added": String(added), "refused": String(found.refused)])
            try EventStore.add(event, by: deed.actor.person, deed.tx)
            return Address.of(
                context.paths(page),
                [("year", String(year)), ("added", String(added)), ("refused", String(found.refused))])
        } orShow: { refused in
            try await show(year, nil, context, status: refused.status, warning: refused.complaint)
        }
    }
}
