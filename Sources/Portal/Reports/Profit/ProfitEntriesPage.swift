import Domain
import Ground
import Web

/// Income or cost of a month, as it was typed.
struct ProfitEntryForm: Sendable {
    /// Months that one may be of.
    static let months = 24

    let line: Input<ProfitLine>
    let month: Input<ReportPeriod>
    let amount: Input<Int64>
    let note: Input<String>
    /// The month that is shown beside it.
    let shown: ReportPeriod

    init(_ form: FormBody, _ context: CompanyContext) {
        let calendar = context.reader.clock.calendar
        let offered = Self.offered(context)
        line = form.input("line") { typed in
            guard let line = ProfitLine(rawValue: typed), line.isWritten else { throw Complaint("form.choose") }
            return line
        }
        month = form.input("month") { typed in
            guard let month = ReportPeriod(typed, calendar), offered.contains(month) else {
                throw Complaint("form.choose")
            }
            return month
        }
        amount = form.money("amount", in: ProfitStore.amounts)
        note = form.input("note", shortText(limit: 300))
        shown = month.value ?? offered[1]
    }

    /// This month and those before it.
    static func offered(_ context: CompanyContext) -> [ReportPeriod] {
        let last = ReportPeriod(.month, of: context.today, context.reader.clock.calendar)
        return (0..<months).map { last.back($0) }
    }
}

/// What was written by hand for a month, and the form for more.
struct ProfitEntriesPage: Page {
    struct Line: Sendable {
        let name: String
        let note: String
        let maker: String
        let badge: Badge?
        let amount: Amount
        let back: String?
        let version: String
    }

    struct Writing: Sendable {
        let action: String
        let line: Field
        let month: Field
        let fields: [Field]
        let errors: FormErrors?
    }

    static let template = "reports/profit_entries"
    let titleKey = "profit.entries"
    let profit: String
    let files: [FileLink]
    let action: String
    let period: Pick
    let unit: String
    let lines: [Line]
    let hasLines: Bool
    /// nil for those who only read.
    let writing: Writing?
    let empty: EmptyNote?

    init(_ entries: [ProfitEntryRow], _ month: ReportPeriod, _ typed: ProfitEntryForm?, _ context: CompanyContext) {
        let (reader, words, paths, currency) = (
            context.reader, context.words, context.paths, context.company.currency
        )
        profit = ProfitFilter(month).address(paths(ProfitRoutes.page))
        files = context.files(of: ProfitFilter(month), at: paths(ProfitEntryRoutes.export))
        action = paths(ProfitEntryRoutes.list)
        let offered = ProfitEntryForm.offered(context)
        let months = offered.contains(month) ? offered : offered + [month]
        period = Pick(
            "period", words("profit.month"), months.map { ($0.text, reader.period($0)) }, chosen: month.text)
        unit = reader.unitName
        let mayWrite = context.may(ProfitEntryRoutes.adding)
        lines = entries.map { entry in
            Line(
                name: words("profit.line.\(entry.line.rawValue)"), note: entry.note,
                maker: words("profit.made", entry.maker.isolated, reader.dateTime(entry.madeAt)),
                badge: entry.backBy.map { Badge(kind: "error", label: words("profit.was_back", $0.isolated)) },
                amount: Amount(Money(entry.amount, currency), reader),
                back: mayWrite && entry.backBy == nil ? paths(ProfitEntryRoutes.back, entry.id) : nil,
                version: String(entry.version))
        }
        hasLines = !lines.isEmpty
        writing = mayWrite ? Writing(typed, month, context) : nil
        empty =
            hasLines ? nil : EmptyNote(title: words("profit.entries.none"), text: words("profit.entries.text"))
    }
}

/// The same as a file.
enum ProfitEntrySheet {
    static func sheet(_ month: ReportPeriod, _ context: CompanyContext) -> Sheet<ProfitEntryRow, Never> {
        let words = context.words
        let columns: [SheetColumn<ProfitEntryRow>] = [
            .init(words("profit.line")) { .text(words("profit.line.\($0.line.rawValue)")) },
            .init(day: words("profit.month"), context) { _ in month.days.lowerBound },
            .init(words("profit.what")) { .text($0.note) },
            .init(amount: words("profit.amount"), context) { $0.amount },
            .init(words("profit.maker")) { .text($0.maker) },
            .init(words("profit.taker")) { .text($0.backBy ?? "") },
        ]
        return Sheet("profit-entries", in: "reports", title: "profit.entries", columns: columns) { _, _, tx in
            Slice(all: try ProfitStore.entries(of: month, tx))
        }
    }
}

extension ProfitEntriesPage.Writing {
    fileprivate init(_ typed: ProfitEntryForm?, _ shown: ReportPeriod, _ context: CompanyContext) {
        let (reader, words) = (context.reader, context.words)
        let form = typed ?? ProfitEntryForm(FormBody(), context)
        func field<Value>(_ input: Input<Value>, _ label: String) -> Field {
            Field(input, label: label, for: reader).with {
                if typed == nil { $0.error = nil }
                $0.required = true
            }
        }
        let (offered, chosen) = (ProfitEntryForm.offered(context), form.month.value ?? shown)
        action = context.paths(ProfitEntryRoutes.adding)
        line = field(form.line, "profit.line").with { field in
            field.blank = words("profit.choose")
            field.options = ProfitLine.written.map { one in
                .init(
                    value: one.rawValue,
                    label: words(
                        "profit.of_side", words("profit.line.\(one.rawValue)"),
                        words("profit.side.\(one.side.rawValue)")),
                    selected: one == form.line.value)
            }
        }
        month = field(form.month, "profit.month").with { field in
            // None is taken by itself where the one that is shown is too long ago.
            field.blank = offered.contains(chosen) ? nil : words("profit.choose")
            field.options = offered.map {
                .init(value: $0.text, label: reader.period($0), selected: $0 == chosen)
            }
        }
        fields = [
            field(form.amount, "profit.amount").asMoney(reader).with { $0.hint = words("profit.amount.hint") },
            field(form.note, "profit.what").with { $0.hint = words("profit.what.hint") },
        ]
        errors = typed == nil ? nil : FormErrors([line, month] + fields)
    }
}
