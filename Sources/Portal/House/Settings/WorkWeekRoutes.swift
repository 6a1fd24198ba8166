import Database
import Domain
import Ground
import HTTPTypes
import Hummingbird
import Web
import Work

/// On which days of the week the company works, and within which hours.
enum WorkWeekRoutes: RoomRoutes {
    static let page = PlainPage("settings/week", for: .managers)
    static let change = PlainForm("settings/week", for: .managers, watched: .configuration)

    static var all: [Mounted] {
        [
            page.to { _, context in try await show(nil, context) },
            change.to { form, context in try await change(form, context) },
        ]
    }

    private static func show(
        _ form: WorkWeekForm?, _ context: CompanyContext, status: HTTPResponse.Status = .ok,
        warning: Complaint? = nil
    ) async throws -> Response {
        let (week, cards) = try await context.company.read { tx in
            (
                try WorkDayStore.week(tx),
                PageCards([try HistoryCard.card(of: .setting, only: ["work_week"], context, tx)].compactMap(\.self))
            )
        }
        let page = WorkWeekPage(form ?? WorkWeekForm(week ?? .usual), isSet: week != nil, cards, context)
        return try context.show(page, status: status, warning: warning)
    }

    private static func change(_ body: FormBody, _ context: CompanyContext) async throws -> Response {
        let form = WorkWeekForm(body)
        guard case .success(let week) = form.week else {
            let complaint: Complaint? = if case .failure(let why) = form.week { why } else { nil }
            return try await show(form, context, status: .unprocessableContent, warning: complaint)
        }
        let answer = try await context.once(body, flash: "settings.saved", to: context.paths(page)) { deed in
            let before = try WorkDayStore.week(deed.tx)
            guard before != week else { return }
            try WorkDayStore.set(week, deed.tx)
            try RecountPromises.ask(by: deed.actor.person, in: deed.company, deed.tx)
            let event = Event(
                "work_week", of: .setting, in: "settings", changes: Self.changes(before ?? .usual, week))
            try EventStore.add(event, by: deed.actor.person, deed.tx)
        } orShow: { refused in
            try await show(form, context, status: refused.status, warning: refused.complaint)
        }
        context.company.shelf(ProfileShelf.self).forget()
        return answer
    }

    private static func changes(_ before: WorkWeek, _ after: WorkWeek) -> [String: (before: String, after: String)] {
        func text(_ hours: WorkWeek.Hours?) -> String {
            hours.map { "\(TypedTime.text($0.from))–\(TypedTime.text($0.to))" } ?? ""
        }
        return Weekday.allCases.reduce(into: [:]) { all, day in
            all["\(day)"] = (before: text(before[day]), after: text(after[day]))
        }
    }
}

/// A week as it was typed.
struct WorkWeekForm: Sendable {
    struct Day: Sendable {
        let weekday: Weekday
        let works: Bool
        let from: Input<Int>
        let to: Input<Int>
    }

    let days: [Day]
    /// nil where a field is refused; a failure is of all together.
    let week: Result<WorkWeek, Complaint>?

    /// An empty hour is the beginning or the end of the day.
    init(_ form: FormBody) {
        let days = Weekday.allCases.map { weekday in
            let works = form.isChecked("works_\(weekday)")
            let from = form.input("from_\(weekday)", else: 0) { try TypedTime.minutes($0) }
            var to = form.input("to_\(weekday)", else: 1440) { try TypedTime.minutes($0) }
            if works, let start = from.value, let end = to.value {
                do throws(Complaint) { _ = try WorkWeek.Hours(from: start, to: end) } catch { to.complaint = error }
            }
            return Day(weekday: weekday, works: works, from: from, to: to)
        }
        self.days = days
        guard days.allSatisfy({ $0.from.complaint == nil && $0.to.complaint == nil }) else {
            week = nil
            return
        }
        week = Result { () throws(Complaint) in
            var hours: [Weekday: WorkWeek.Hours] = [:]
            for day in days where day.works {
                hours[day.weekday] = try WorkWeek.Hours(from: day.from.required(), to: day.to.required())
            }
            return try WorkWeek(hours)
        }
    }

    init(_ week: WorkWeek) {
        var fields: [String: String] = [:]
        for weekday in Weekday.allCases {
            guard let hours = week[weekday] else { continue }
            fields["works_\(weekday)"] = "1"
            if hours.from > 0 { fields["from_\(weekday)"] = TypedTime.text(hours.from) }
            if hours.to < 1440 { fields["to_\(weekday)"] = TypedTime.text(hours.to) }
        }
        self.init(FormBody(fields))
    }
}

struct WorkWeekPage: Page {
    struct Day: Sendable {
        let name: String
        let works: Field
        let from: Field
        let to: Field
    }

    static let template = "settings/week"
    let titleKey = "settings.week"
    let settings: String
    let action: String
    let days: [Day]
    /// Days are counted by the calendar as long as nothing was set.
    let isUnset: Bool
    let errors: FormErrors?
    let cards: PageCards

    init(_ form: WorkWeekForm, isSet: Bool, _ cards: PageCards, _ context: CompanyContext) {
        let (reader, first) = (context.reader, context.company.clock.calendar.firstWeekday.rawValue)
        settings = context.paths(SettingsRoutes.index)
        action = context.paths(WorkWeekRoutes.change)
        let ordered = form.days[first...] + form.days[..<first]
        let days = ordered.map { day in
            let name = reader.words("kernel.weekday.\(day.weekday)")
            func time(_ input: Input<Int>, _ label: String) -> Field {
                Field(input, label: "settings.week.\(label)", for: reader).with {
                    $0.label = name + reader.words("list.comma") + $0.label
                    $0.type = "time"
                }
            }
            let works = Field(name: "works_\(day.weekday)", label: name).with {
                $0.options = [.init(value: "1", label: reader.words("settings.week.works"), selected: day.works)]
            }
            return Day(name: name, works: works, from: time(day.from, "from"), to: time(day.to, "to"))
        }
        self.days = days
        isUnset = !isSet
        errors = FormErrors(days.flatMap { [$0.from, $0.to] })
        self.cards = cards
    }
}
