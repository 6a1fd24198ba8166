import Database
import Domain
import Ground
import HTTPTypes
import Hummingbird
import Web

/// Where the company's series of numbers stand, and with what they begin in a year.
enum NumberRoutes: RoomRoutes {
    static let page = PlainPage("settings/numbers", for: [.administrator])
    static let begin = PlainForm("settings/numbers", for: [.administrator], watched: .configuration)

    static var all: [Mounted] {
        [
            page.to { _, context in try await show(nil, context) },
            begin.to { form, context in try await begin(form, context) },
        ]
    }

    private static func show(
        _ form: NumberForm?, _ context: CompanyContext, status: HTTPResponse.Status = .ok, warning: Complaint? = nil
    ) async throws -> Response {
        let all = NumberSeries.all(context)
        let rows = try await context.company.read { tx in
            try all.map { series in
                let ahead = try NumberStore.ahead(series.name, year: series.year, tx)
                return NumbersPage.Row(series: series, next: series.prefix + ahead.next, isUntouched: ahead.isUntouched)
            }
        }
        return try context.show(NumbersPage(rows, form, context), status: status, warning: warning)
    }

    private static func begin(_ body: FormBody, _ context: CompanyContext) async throws -> Response {
        let form = NumberForm(body, NumberSeries.all(context))
        guard let series = form.series.value, let first = form.first.value else {
            return try await show(form, context, status: .unprocessableContent)
        }
        return try await context.once(body, flash: "settings.saved", to: context.paths(page)) { deed in
            guard try NumberStore.begin(series.name, year: series.year, at: first, deed.tx) else {
                throw Complaint("settings.numbers.drawn")
            }
            let event = Event(
                "series_begun", of: .setting, in: "settings",
                detail: [
                    "series": series.name, "year": String(series.year),
                    "number": series.prefix + NumberStore.text(first, year: series.year),
                ])
            try EventStore.add(event, by: deed.actor.person, deed.tx)
        } orShow: { refused in
            try await show(form, context, status: refused.status, warning: refused.complaint)
        }
    }
}

/// A series of numbers in one year.
struct NumberSeries: Sendable {
    let name: String
    let year: Int

    var prefix: String { name == "payout" ? "P" : "" }
    /// In a form.
    var value: String { "\(name) \(year)" }

    /// Of this year, and of the next one, which is set before it begins.
    static func all(_ context: CompanyContext) -> [NumberSeries] {
        let year = context.company.clock.calendar.year(of: context.today)
        return [year, year + 1].flatMap { year in
            ["job", "payout", "invoice", "contact"].map { NumberSeries(name: $0, year: year) }
        }
    }
}

/// With what a series begins, as it was typed.
struct NumberForm: Sendable {
    let series: Input<NumberSeries>
    let first: Input<Int>

    init(_ form: FormBody, _ all: [NumberSeries]) {
        series = form.input("series") { typed in
            guard let known = all.first(where: { $0.value == typed }) else { throw Complaint("form.choose") }
            return known
        }
        first = form.input("first", CellText.whole(1...999_999))
    }
}

struct NumbersPage: Page {
    struct Row: Sendable {
        let series: NumberSeries
        let next: String
        /// Whether its beginning can still be set.
        let isUntouched: Bool
    }

    struct Line: Sendable {
        let name: String
        let year: String
        let next: String
    }

    static let template = "settings/numbers"
    let titleKey = "settings.numbers"
    let settings: String
    let lines: [Line]
    let action: String
    /// nil where the first number of each is drawn.
    let series: Field?
    let first: Field
    let errors: FormErrors?

    init(_ rows: [Row], _ form: NumberForm?, _ context: CompanyContext) {
        let reader = context.reader
        settings = context.paths(SettingsRoutes.index)
        lines = rows.map {
            Line(
                name: reader.words("settings.numbers.\($0.series.name)"), year: reader.digits(String($0.series.year)),
                next: $0.next)
        }
        action = context.paths(NumberRoutes.begin)
        let typed = form ?? NumberForm(FormBody(), [])
        func field<Value>(_ input: Input<Value>, _ label: String) -> Field {
            Field(input, label: label, for: reader).with {
                $0.required = true
                if form == nil { $0.error = nil }
            }
        }
        let open = rows.filter(\.isUntouched)
        let choice = field(typed.series, "settings.numbers.which").with {
            $0.blank = reader.words("form.blank")
            $0.options = open.map { row in
                .init(
                    value: row.series.value,
                    label: reader.words(
                        "settings.numbers.choice", reader.words("settings.numbers.\(row.series.name)"),
                        reader.digits(String(row.series.year))),
                    selected: row.series.value == typed.series.value?.value)
            }
        }
        series = open.isEmpty ? nil : choice
        first = field(typed.first, "settings.numbers.first").with { ($0.direction, $0.inputMode) = ("ltr", "numeric") }
        errors = FormErrors([choice, first])
    }
}
