import Database
import Domain
import Ground
import Web

/// The prices that hold, the lists beside them, and the rates of value added tax.
struct PricesPage: Page {
    struct Line: Sendable {
        let kind: String
        let service: String
        let machine: String
        let distance: String
        let amount: Amount
        let isExempt: Bool
    }

    struct Past: Sendable {
        let from: String
        let rows: String
        let maker: String
        let isCurrent: Bool
    }

    struct Writing: Sendable {
        let action: String
        let rate: Field
        let from: Field
        let errors: FormErrors?
        let isOpen: Bool
    }

    static let template = "books/prices"
    let titleKey = "prices.title"
    let proposals: ProposalNote?
    let files: [FileLink]
    let form: String?
    let unit: String
    let lines: [Line]
    let hasLines: Bool
    let empty: EmptyNote?
    let discounts: String?
    let lists: [Past]
    let hasLists: Bool
    let rates: [Past]
    let hasRates: Bool
    let noRate: String?
    let writing: Writing?

    static func read(_ rate: RateForm?, _ context: CompanyContext, _ tx: Transaction) throws -> PricesPage {
        let prices = try context.company.prices(on: context.today, tx)
        return PricesPage(
            prices, try PriceNames(prices, context, tx), try PriceStore.lists(tx), try PriceStore.rates(tx), rate,
            try ProposalNote.read([ChangePrices.proposal, ChangeVAT.proposal], context, tx), context)
    }

    private init(
        _ prices: PriceRows?, _ names: PriceNames, _ lists: [DatedPrices], _ rates: [DatedRate], _ typed: RateForm?,
        _ proposals: ProposalNote?, _ context: CompanyContext
    ) {
        let (reader, words, today) = (context.reader, context.words, context.today)
        self.proposals = proposals
        files = context.files(PriceRoutes.export, at: context.paths(PriceRoutes.export))
        form = context.pathIfAllowed(PriceRoutes.form)
        unit = reader.unitName
        self.lines = (prices?.rows ?? []).map { row in
            Line(
                kind: row.kind == .package ? row.name : words("prices.kind.\(row.kind.rawValue)"),
                service: names.service(row), machine: names.machine(row), distance: names.distance(row),
                amount: Amount(Money(row.amount, context.company.currency), reader), isExempt: row.isExempt)
        }
        hasLines = prices != nil
        empty =
            prices == nil
            ? EmptyNote(
                title: words("prices.none"), text: words("prices.none_hint"),
                action: form.map { .init(href: $0, label: words("prices.write")) }) : nil
        discounts = prices.map(names.discounts)
        let current = lists.first { $0.from <= today }?.id
        self.lists = lists.map {
            Past(
                from: reader.day($0.from), rows: reader.number($0.rows), maker: $0.maker, isCurrent: $0.id == current)
        }
        hasLists = !lists.isEmpty
        let held = rates.firstIndex { $0.rate.from <= today }
        self.rates = rates.enumerated().map { index, one in
            Past(
                from: reader.day(one.rate.from), rows: reader.rate(one.rate.hundredths), maker: one.maker,
                isCurrent: index == held)
        }
        hasRates = !rates.isEmpty
        noRate = held == nil ? words("prices.vat.none") : nil
        writing = context.may(PriceRoutes.rate) ? Self.writing(typed, context) : nil
    }

    private static func writing(_ typed: RateForm?, _ context: CompanyContext) -> Writing {
        let reader = context.reader
        let form = typed ?? RateForm(FormBody(), reader.clock.calendar)
        func field<Value>(_ input: Input<Value>, _ label: String) -> Field {
            Field(input, label: label, for: reader).with {
                if typed == nil { $0.error = nil }
                ($0.required, $0.direction) = (true, "ltr")
            }
        }
        let rate = field(form.rate, "prices.vat.rate").with {
            ($0.inputMode, $0.unit) = ("decimal", reader.words("prices.percent"))
            $0.hint = reader.words("prices.vat.hint")
        }
        let from = field(form.from, "prices.vat.from").asDay()
        return Writing(
            action: context.paths(PriceRoutes.rate), rate: rate, from: from, errors: FormErrors([rate, from]),
            isOpen: typed != nil)
    }
}

/// The form of the next list.
struct PriceFormPage: Page {
    struct Line: Sendable {
        let kind: Field
        let service: Field
        let scope: Field
        let name: Field
        let km: Field
        let amount: Field
        let exempt: String
        let exemptLabel: String
        let isExempt: Bool
    }

    struct Scope: Sendable {
        let value: String
        let label: String
    }

    static let template = "books/price_form"
    let titleKey = "prices.new"
    let back: String
    let action: String
    let unit: String
    let rows: Int
    let canGrow: Bool
    let lines: [Line]
    let scopes: [Scope]
    let discounts: [Field]
    let from: Field
    let errors: FormErrors?

    /// - Parameter isFresh: nothing was sent yet that could be wrong.
    init(_ form: PriceForm, _ choices: PriceChoices, isFresh: Bool, _ context: CompanyContext) {
        let (reader, words) = (context.reader, context.words)
        (back, action) = (context.paths(PriceRoutes.list), context.paths(PriceRoutes.change))
        (unit, rows, canGrow) = (reader.unitName, form.count, form.canGrow)
        func field<Value>(_ input: Input<Value>, _ label: String, _ place: Int? = nil) -> Field {
            Field(input, label: label, for: reader).with { field in
                if isFresh { field.error = nil }
                if let place { field.label += " \(reader.number(place))" }
            }
        }
        lines = form.rows.map { row in
            Line(
                kind: field(row.kind, "prices.kind", row.place).with { kind in
                    kind.options = PriceKind.allCases.map {
                        .init(
                            value: $0.rawValue, label: words("prices.kind.\($0.rawValue)"),
                            selected: $0.rawValue == row.kind.typed)
                    }
                },
                service: field(row.service, "prices.service", row.place).with { service in
                    service.blank = words("prices.service.any")
                    service.options = choices.services.map {
                        .init(value: $0.code, label: $0.names.shown(reader), selected: $0.code == row.service.typed)
                    }
                },
                scope: field(row.scope, "prices.machine", row.place).with {
                    ($0.list, $0.direction) = ("price-scopes", "ltr")
                },
                name: field(row.name, "prices.name", row.place),
                km: field(row.km, "prices.km", row.place).with { ($0.inputMode, $0.direction) = ("numeric", "ltr") },
                amount: field(row.amount, "prices.amount", row.place).asMoney(reader),
                exempt: "exempt\(row.place)",
                exemptLabel: "\(words("prices.exempt")) \(reader.number(row.place))", isExempt: row.isExempt)
        }
        scopes = choices.scopes.map { Scope(value: $0.code, label: $0.name) }
        discounts = form.discounts.map { role, input in
            field(input, "prices.discounts").with {
                $0.label = words("role.\(role.rawValue)")
                ($0.inputMode, $0.direction, $0.unit) = ("decimal", "ltr", words("prices.percent"))
            }
        }
        from = field(form.from, "prices.from").asDay(from: context.today).with {
            if $0.value.isEmpty { $0.value = form.from.value.map(reader.day) ?? "" }
            $0.hint = words("prices.from.hint")
        }
        errors = FormErrors(
            lines.flatMap { [$0.kind, $0.service, $0.scope, $0.name, $0.km, $0.amount] } + discounts + [from])
    }
}

/// The list that holds as a file.
enum PriceSheet {
    struct Line: Sendable {
        let row: PriceRow
        let service: String
        let machine: String
        let from: CalendarDay
    }

    static func sheet(_ context: CompanyContext) -> Sheet<Line, Never> {
        let words = context.words
        let columns: [SheetColumn<Line>] = [
            .init(words("prices.kind")) { .text(words("prices.kind.\($0.row.kind.rawValue)")) },
            .init(words("prices.name")) { .text($0.row.name) },
            .init(words("prices.service")) { .text($0.service) },
            .init(words("prices.machine")) { .text($0.machine) },
            .init(words("prices.km")) { $0.row.kind.hasKilometres ? .number(Int64($0.row.km)) : .text("") },
            .init(amount: words("prices.amount"), context) { $0.row.amount },
            .init(words("prices.exempt")) { .text($0.row.isExempt ? "✓" : "") },
            .init(day: words("prices.from"), context) { $0.from },
        ]
        return Sheet("prices", in: "books", title: "prices.title", columns: columns) { _, _, tx in
            let today = context.today
            guard let prices = try context.company.prices(on: today, tx),
                let list = try PriceStore.lists(tx).first(where: { $0.from <= today })
            else { return Slice(all: []) }
            let names = try PriceNames(prices, context, tx)
            return Slice(
                all: prices.rows.map {
                    Line(row: $0, service: names.service($0), machine: names.machine($0), from: list.from)
                })
        }
    }
}
