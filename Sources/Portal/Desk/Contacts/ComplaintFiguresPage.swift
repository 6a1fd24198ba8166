import Database
import Domain
import Ground
import Web

/// The days whose complaints are counted; without any, the twelve months up to this one.
struct FiguresFilter: Filter {
    let from: Input<CalendarDay>
    let to: Input<CalendarDay>
    let days: ClosedRange<CalendarDay>

    init(_ asked: Asked, today: CalendarDay, _ calendar: CalendarSystem) {
        (from, to) = (asked.day("from", in: calendar), asked.day("to", in: calendar))
        let (year, month) = calendar.month(of: today)
        let end = to.value ?? today
        let start = from.value ?? min(calendar.days(ofMonth: year, month - 11).lowerBound, end)
        days = min(start, end)...max(start, end)
    }

    var fields: [Address.Field] { [("from", from.typed), ("to", to.typed)] }
}

/// One line of the figures: of what, which, and how many.
struct FigureLine: Sendable {
    let table: String
    let label: String
    let complaints: Int
    let criticisms: Int
    let suggestions: Int
    let all: Int
    let open: Int
    let medianTenths: Int64?

    init<Key: Hashable & Sendable>(_ table: String, _ label: String, _ figure: ComplaintFigure<Key>) {
        (self.table, self.label, medianTenths) = (table, label, figure.medianTenths)
        (complaints, criticisms, suggestions) = (figure.complaints, figure.criticisms, figure.suggestions)
        (all, open) = (figure.all, figure.open)
    }
}

/// The figures in the reader's words, table by table.
struct ComplaintTables: Sendable {
    let tables: [(title: String, lines: [FigureLine])]

    init(_ cases: [ComplaintCase], _ names: CommonNames, _ reader: Reader) {
        let (words, calendar) = (reader.words, reader.clock.calendar)
        func table<Key: Hashable & Sendable>(_ name: String, by key: (ComplaintCase) -> Key?, _ label: (Key) -> String)
            -> (
                String, [FigureLine]
            )
        {
            let title = words("contacts.figures.\(name)")
            let lines = ComplaintFigures.by(key, cases).map { figure in
                FigureLine(title, figure.key.map(label) ?? words("contacts.figures.none.\(name)"), figure)
            }
            return (title, name == "month" ? lines : lines.sorted { $0.all > $1.all })
        }
        tables = [
            table("all", by: { _ in 1 }) { _ in words("contacts.figures.sum") },
            table(
                "month",
                by: { one in
                    let month = calendar.month(of: one.madeOn)
                    return month.year * 100 + month.month
                }
            ) { reader.month(year: $0 / 100, month: $0 % 100) },
            table("cause", by: \.cause) { names.reason($0)?.shown(reader) ?? $0 },
            table("severity", by: \.severity) { words.severity($0) },
            table("unit", by: \.unit) { words("role.\($0.rawValue)") },
        ]
    }
}

/// Complaints, criticisms and suggestions in figures.
struct ComplaintFiguresPage: Page {
    static let template = "contacts/figures"
    let titleKey = "contacts.figures"
    let list: String
    let action: String
    let from: Field
    let to: Field
    let files: [FileLink]
    let period: String
    let tables: [Table]
    let empty: EmptyNote?

    struct Table: Sendable {
        let title: String
        let lines: [Line]
    }

    struct Line: Sendable {
        let label: String
        let complaints: String
        let criticisms: String
        let suggestions: String
        let all: String
        let open: String
        let median: String
    }

    init(_ tables: ComplaintTables, _ filter: FiguresFilter, _ context: CompanyContext) {
        let (reader, words, paths) = (context.reader, context.words, context.paths)
        (list, action) = (paths(ContactRoutes.list), paths(ContactRoutes.figures))
        from = Field(filter.from, label: "contacts.figures.from", for: reader).asDay()
        to = Field(filter.to, label: "contacts.figures.to", for: reader).asDay()
        files = context.files(of: filter, at: paths(ContactRoutes.figuresFile))
        period = words(
            "contacts.figures.period", reader.day(filter.days.lowerBound), reader.day(filter.days.upperBound))
        self.tables = tables.tables.filter { !$0.lines.isEmpty }.map { title, lines in
            Table(
                title: title,
                lines: lines.map { line in
                    Line(
                        label: line.label, complaints: reader.number(line.complaints),
                        criticisms: reader.number(line.criticisms), suggestions: reader.number(line.suggestions),
                        all: reader.number(line.all), open: reader.number(line.open),
                        median: line.medianTenths.map(reader.tenths) ?? "–")
                })
        }
        empty =
            self.tables.isEmpty
            ? EmptyNote(title: words("contacts.figures.empty"), text: words("contacts.figures.empty_hint"), action: nil)
            : nil
    }
}

/// The figures as a file.
enum ComplaintFiguresFile {
    static func sheet(_ filter: FiguresFilter, _ context: CompanyContext) -> Sheet<FigureLine, Never> {
        let (words, reader, company) = (context.words, context.reader, context.company)
        let columns: [SheetColumn<FigureLine>] = [
            .init(words("contacts.figures.by")) { .text($0.table) },
            .init(words("contacts.figures.which")) { .text($0.label) },
            .init(words("contacts.kind.complaint")) { .number(Int64($0.complaints)) },
            .init(words("contacts.kind.criticism")) { .number(Int64($0.criticisms)) },
            .init(words("contacts.kind.suggestion")) { .number(Int64($0.suggestions)) },
            .init(words("contacts.figures.sum")) { .number(Int64($0.all)) },
            .init(words("contacts.figures.open")) { .number(Int64($0.open)) },
            .init(words("contacts.figures.median")) { line in
                .text(line.medianTenths.map { "\($0 / 10).\($0 % 10)" } ?? "")
            },
        ]
        return Sheet("complaints", in: "contacts", title: "contacts.figures", columns: columns) { _, _, tx in
            let cases = try ComplaintFiguresList.cases(in: filter.days, company.clock, tx)
            let tables = try ComplaintTables(cases, company.names.names(tx), reader)
            return Slice(all: tables.tables.flatMap(\.lines))
        }
    }
}
