import Database
import Domain
import Ground
import HTTPTypes
import Hummingbird
import Web

/// Where the company's series of numbers stand, with what they begin in a year, and how they look from the next one on.
enum NumberRoutes: RoomRoutes {
    static let page = PlainPage("settings/numbers", for: [.administrator])
    static let begin = PlainForm("settings/numbers", for: [.administrator], watched: .configuration)
    static let form = PlainForm("settings/numbers/form", for: [.administrator], watched: .configuration)

    static var all: [Mounted] {
        [
            page.to { _, context in try await show(nil, context) },
            begin.to { form, context in try await begin(form, context) },
            form.to { form, context in try await setForm(form, context) },
        ]
    }

    private static func show(
        _ form: FirstNumberForm?, shape: NumberShapeForm? = nil, _ context: CompanyContext,
        status: HTTPResponse.Status = .ok, warning: Complaint? = nil
    ) async throws -> Response {
        let all = NumberSeries.all(context)
        let (rows, history) = try await context.company.read { tx in
            let rows = try all.map { series in
                let ahead = try NumberStore.ahead(series.name, year: series.year, tx)
                return NumbersPage.Row(series: series, next: ahead.next, isUntouched: ahead.isUntouched)
            }
            return (rows, try HistoryCard.card(of: .setting, only: ["number_form", "series_begun"], context, tx))
        }
        return try context.show(NumbersPage(rows, form, shape, history, context), status: status, warning: warning)
    }

    private static func begin(_ body: FormBody, _ context: CompanyContext) async throws -> Response {
        let form = FirstNumberForm(body, NumberSeries.all(context))
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
                    "number": try NumberStore.ahead(series.name, year: series.year, deed.tx).next,
                ])
            try EventStore.add(event, by: deed.actor.person, deed.tx)
        } orShow: { refused in
            try await show(form, context, status: refused.status, warning: refused.complaint)
        }
    }
}

extension NumberRoutes {
    fileprivate static func setForm(_ body: FormBody, _ context: CompanyContext) async throws -> Response {
        let shape = NumberShapeForm(body, NumberSeries.names(context))
        guard let series = shape.series.value, let form = shape.form else {
            return try await show(nil, shape: shape, context, status: .unprocessableContent)
        }
        let year = context.company.clock.calendar.year(of: context.today)
        return try await context.once(body, flash: "settings.saved", to: context.paths(page)) { deed in
            let before = try NumberStore.ahead(series, year: year, deed.tx).next
            let known = try NumberStore.forms(series, deed.tx)
            // Else a number that came from elsewhere could be drawn once more.
            guard
                try known.contains(where: { $0.prefix == form.prefix })
                    || !NumberList.isTaken(form.prefix, by: series, deed.tx)
            else {
                throw Complaint("numbers.taken", form.prefix)
            }
            try NumberStore.set(form, of: series, year: year, deed.tx)
            let after = try NumberStore.ahead(series, year: year, deed.tx).next
            let event = Event(
                "number_form", of: .setting, in: "settings", changes: ["number": (before: before, after: after)],
                detail: ["series": series])
            guard before != after else { return }
            try EventStore.add(event, by: deed.actor.person, deed.tx)
        } orShow: { refused in
            try await show(nil, shape: shape, context, status: refused.status, warning: refused.complaint)
        }
    }
}

/// How the numbers of a series are to look, as it was typed.
struct NumberShapeForm: Sendable {
    let series: Input<String>
    let prefix: Input<String>
    let width: Input<Int>
    private let names: [String]

    init(_ form: FormBody, _ names: [String]) {
        self.names = names
        series = form.input("shape_series") { typed in
            guard names.contains(typed) else { throw Complaint("form.choose") }
            return typed
        }
        prefix = form.input("prefix", else: "") { typed in
            try NumberForm(prefix: typed.uppercased(), width: NumberForm.widths.lowerBound).prefix
        }
        width = form.input("width") { typed in
            try NumberForm(prefix: "", width: CellText.whole(1...99)(typed)).width
        }
    }

    var form: NumberForm? {
        guard let prefix = prefix.value, let width = width.value else { return nil }
        return try? NumberForm(prefix: prefix, width: width)
    }

    func fields(isBlank: Bool, _ reader: Reader) -> [Field] {
        func field<Value>(_ input: Input<Value>, _ label: String) -> Field {
            Field(input, label: "settings.numbers.\(label)", for: reader).with { if isBlank { $0.error = nil } }
        }
        return [
            field(series, "which").with {
                ($0.required, $0.blank) = (true, reader.words("form.blank"))
                $0.options = names.map {
                    .init(value: $0, label: reader.words("settings.numbers.\($0)"), selected: $0 == series.value)
                }
            },
            field(prefix, "prefix").with {
                $0.direction = "ltr"
                $0.hint = reader.words("settings.numbers.prefix.hint", reader.number(NumberForm.longestPrefix))
            },
            field(width, "width").with { ($0.direction, $0.inputMode, $0.required) = ("ltr", "numeric", true) },
        ]
    }
}

/// A series of numbers in one year.
struct NumberSeries: Sendable {
    let name: String
    let year: Int

    /// In a form.
    var value: String { "\(name) \(year)" }

    /// Those of what the company does not have are not named.
    static func names(_ context: CompanyContext) -> [String] {
        let beside = ["part_request", "part_box", "stock_count", "stock_loan", "purchase_order"]
        let stock = context.profile.has(.stock) ? PaperKind.allCases.map(\.series) + beside : []
        let books = context.profile.has(.books) ? ["sales_invoice", "sales_credit", "customer_receipt"] : []
        return ["job", "payout", "invoice", "contact", "contract"] + stock + books
    }

    /// Of this year, and of the next one, which is set before it begins.
    static func all(_ context: CompanyContext) -> [NumberSeries] {
        let year = context.company.clock.calendar.year(of: context.today)
        return [year, year + 1].flatMap { year in
            names(context).map { NumberSeries(name: $0, year: year) }
        }
    }
}

/// With what a series begins, as it was typed.
struct FirstNumberForm: Sendable {
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
    let shapeAction: String
    let shapeSeries: Field
    let shape: [Field]
    let shapeErrors: FormErrors?
    let cards: PageCards

    init(
        _ rows: [Row], _ form: FirstNumberForm?, _ shape: NumberShapeForm?, _ history: PageCard?,
        _ context: CompanyContext
    ) {
        let reader = context.reader
        cards = PageCards([history].compactMap(\.self))
        settings = context.paths(SettingsRoutes.index)
        lines = rows.map {
            Line(
                name: reader.words("settings.numbers.\($0.series.name)"), year: reader.digits(String($0.series.year)),
                next: $0.next)
        }
        action = context.paths(NumberRoutes.begin)
        let typed = form ?? FirstNumberForm(FormBody(), [])
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
        shapeAction = context.paths(NumberRoutes.form)
        let fields = (shape ?? NumberShapeForm(FormBody(), NumberSeries.names(context))).fields(
            isBlank: shape == nil, reader)
        shapeSeries = fields[0]
        self.shape = Array(fields.dropFirst())
        shapeErrors = FormErrors(fields)
    }
}
