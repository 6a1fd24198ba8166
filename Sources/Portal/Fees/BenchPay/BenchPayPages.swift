import Domain
import Ground
import Web
import Work

/// Which month is looked at.
struct BenchPayFilter: Filter {
    let month: Period

    var fields: [Address.Field] { [("month", month.text)] }
}

/// The months that are looked at: this one and the year before it.
enum BenchPayMonths {
    private static let shown = 12

    static func pick(_ month: Period, _ context: CompanyContext) -> Pick {
        var months = [Period(of: context.today, in: context.company.clock.books)]
        while months.count < shown { months.append(months[months.count - 1].previous) }
        if !months.contains(month) { months.append(month) }
        return Pick(
            "month", context.words("bench_pay.month_of"),
            months.map { (value: $0.text, label: context.reader.month($0)) }, chosen: month.text)
    }
}

/// What all of the workshop earn in a month.
struct BenchPayPage: Page {
    struct Item: Sendable {
        let href: String
        let name: String
        let terms: String
        let count: String
        let sum: Amount
        let badge: Badge
    }

    struct Closing: Sendable {
        let action: String
        let month: String
    }

    static let template = "bench_pay/list"
    let titleKey = "bench_pay.title"
    let board: String
    let action: String
    let month: Pick
    let files: [FileLink]
    let proposals: ProposalNote?
    let items: [Item]
    let hasItems: Bool
    let sum: Amount
    let unit: String
    let closing: Closing?
    let empty: EmptyNote?

    init(_ slips: [BenchPayslip], _ month: Period, _ waiting: ProposalNote?, _ context: CompanyContext) {
        let (reader, words, currency) = (context.reader, context.words, context.company.currency)
        board = context.paths(WorkshopRoutes.board)
        action = context.paths(BenchPayRoutes.list)
        self.month = BenchPayMonths.pick(month, context)
        files = context.files(of: BenchPayFilter(month: month), at: context.paths(BenchPayRoutes.export))
        proposals = waiting
        items = slips.map { slip in
            Item(
                href: BenchPayFilter(month: month).address(context.paths(BenchPayRoutes.one, slip.person)),
                name: slip.name,
                terms: slip.terms.map { reader.terms($0.terms, currency) } ?? words("bench_pay.no_terms"),
                count: reader.number(slip.lines.count { $0.job != nil }),
                sum: Amount(Money(slip.sum, currency), reader),
                badge: slip.closed == nil
                    ? Badge(kind: "warning", label: words("bench_pay.open"))
                    : Badge(kind: "done", label: words("bench_pay.is_closed")))
        }
        hasItems = !items.isEmpty
        sum = Amount(Money(slips.reduce(0) { $0 + $1.sum }, currency), reader)
        unit = reader.unitName
        let isOver = month.days(in: context.company.clock.books).upperBound < context.today
        let isOpen = slips.contains { $0.closed == nil && $0.terms != nil }
        closing =
            isOver && isOpen && context.may(BenchPayRoutes.close)
            ? Closing(action: context.paths(BenchPayRoutes.close), month: month.text) : nil
        empty =
            hasItems ? nil : EmptyNote(title: words("bench_pay.none"), text: words("bench_pay.none_hint"))
    }
}

/// What one of them earns in a month, line by line.
struct BenchPayslipPage: Page {
    struct Line: Sendable {
        let href: String?
        let label: String
        let why: String
        let amount: Amount
    }

    struct Past: Sendable {
        let from: String
        let terms: String
        let maker: String
    }

    struct Writing: Sendable {
        let action: String
        let kind: Field
        let fields: [Field]
        let from: Field
        let errors: FormErrors?
        let isOpen: Bool
    }

    private static let ahead = 4
    static let template = "bench_pay/person"
    let titleKey = "bench_pay.of"
    let titleValues: [String]
    let list: String?
    let action: String
    let month: Pick
    let terms: String
    let closed: String?
    let lines: [Line]
    let hasLines: Bool
    let sum: Amount
    let unit: String
    let past: [Past]
    let hasPast: Bool
    let writing: Writing?

    init(
        _ slip: BenchPayslip, _ numbers: [ID<Job>: String], _ rules: [BenchTermsRow], _ month: Period,
        _ form: BenchTermsForm?, _ context: CompanyContext
    ) {
        let (reader, words, currency) = (context.reader, context.words, context.company.currency)
        let books = context.company.clock.books
        titleValues = [slip.name.isolated]
        list = context.pathIfAllowed(BenchPayRoutes.list)
        action =
            context.may(BenchPayRoutes.one)
            ? context.paths(BenchPayRoutes.one, slip.person) : context.paths(BenchPayRoutes.mine)
        self.month = BenchPayMonths.pick(month, context)
        terms = slip.terms.map { reader.terms($0.terms, currency) } ?? words("bench_pay.no_terms")
        closed = slip.closed.map { words("bench_pay.closed_by", $0.maker.isolated, reader.dateTime($0.madeAt)) }
        lines = slip.lines.map { line in
            let base = reader.money(Money(line.base, currency)).isolated
            let number = line.job.flatMap { numbers[$0] }
            return Line(
                href: number.flatMap { context.pathIfAllowed(BenchItemRoutes.one, $0) },
                label: number?.isolatedLeftToRight ?? words("bench_pay.line.\(line.kind.rawValue)"),
                why: words("bench_pay.why.\(line.kind.rawValue)", base),
                amount: Amount(Money(line.amount, currency), reader))
        }
        hasLines = !lines.isEmpty
        sum = Amount(Money(slip.sum, currency), reader)
        unit = reader.unitName
        past = rules.map { rule in
            Past(
                from: reader.month(Period(of: rule.from, in: books)), terms: reader.terms(rule.terms, currency),
                maker: rule.maker)
        }
        hasPast = !past.isEmpty
        writing =
            context.may(BenchPayRoutes.terms)
            ? Self.writing(form, of: slip.person, Period(of: context.today, in: books), context) : nil
    }

    private static func writing(
        _ form: BenchTermsForm?, of person: ID<Person>, _ month: Period, _ context: CompanyContext
    ) -> Writing {
        let typed = form ?? BenchTermsForm(FormBody(["from": month.text]))
        let (reader, isBlank) = (context.reader, form == nil)
        var months = [month.previous, month]
        while months.count < ahead {
            let last = months[months.count - 1]
            months.append(
                last.month == 12
                    ? Period(year: last.year + 1, month: 1) : Period(year: last.year, month: last.month + 1)
            )
        }
        let kind = typed.kindField(isBlank: isBlank, reader)
        let (fields, from) = (
            typed.fields(isBlank: isBlank, reader), typed.fromField(isBlank: isBlank, months, reader)
        )
        return Writing(
            action: context.paths(BenchPayRoutes.terms, person), kind: kind, fields: fields, from: from,
            errors: FormErrors([kind] + fields + [from]), isOpen: !isBlank)
    }
}

/// The same as a file: a line for each line of each person.
enum BenchPaySheet {
    struct Line: Sendable {
        let name: String
        let kind: BenchEarningKind
        let job: String
        let base: Int64
        let amount: Int64
        let isClosed: Bool
    }

    static func sheet(_ month: Period, _ context: CompanyContext) -> Sheet<Line, Never> {
        let (words, clock) = (context.words, context.company.clock)
        let columns: [SheetColumn<Line>] = [
            .init(words("bench_pay.person")) { .text($0.name) },
            .init(words("bench_pay.line")) { .text(words("bench_pay.line.\($0.kind.rawValue)")) },
            .init(words("workshop.job")) { .text($0.job) },
            .init(amount: words("bench_pay.base"), context) { $0.base },
            .init(amount: words("bench_pay.amount"), context) { $0.amount },
            .init(words("bench_pay.state")) { .text(words($0.isClosed ? "bench_pay.is_closed" : "bench_pay.open")) },
        ]
        return Sheet("bench_pay", in: "bench_pay", title: "bench_pay.title", columns: columns) { _, _, tx in
            let slips = try BenchTermsStore.people(tx).map { try BenchPayslip.read($0, month, clock, tx) }
            let jobs = slips.flatMap { $0.lines.compactMap(\.job) }
            let numbers = try BenchMonthStore.numbers(jobs, tx)
            return Slice(
                all: slips.flatMap { slip in
                    slip.lines.map { line in
                        Line(
                            name: slip.name, kind: line.kind, job: line.job.flatMap { numbers[$0] } ?? "",
                            base: line.base, amount: line.amount, isClosed: slip.closed != nil)
                    }
                })
        }
    }
}
