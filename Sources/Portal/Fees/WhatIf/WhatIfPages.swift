import Domain
import Ground
import Web

/// What a tariff would have cost: the whole, its parts, and the jobs that change most.
struct WhatIfPage: Page {
    /// One row of the parts: a dealer, a city, a kind of service.
    struct Part: Sendable {
        let name: String
        let code: String?
        let jobs: String
        let changed: String
        let computed: Amount
        let priced: Amount
        let difference: Amount
        let percent: String?
    }

    struct Change: Sendable {
        let number: String
        let href: String
        let lines: String
        let dealer: String
        let day: String
        let computed: Amount
        let priced: Amount
        let difference: Amount
    }

    struct Figures: Sendable {
        let computed: Amount
        let priced: Amount
        let difference: Amount
        let percent: String?
        let jobs: String
        let changed: String
    }

    static let template = "whatif/run"
    let titleKey = "whatif.page_title"
    let titleValues: [String]
    let list: String
    let tariff: String
    let tariffName: String
    let title: String
    let about: String
    let badge: Badge
    let isRunning: Bool
    let progress: String
    let jobs: Int
    let done: Int
    /// Where a run that broke off is started again, and why it did.
    let again: String?
    let failure: String?
    /// What must be known before the figures are believed.
    let notes: [String]
    let figures: Figures?
    let unit: String
    let tabs: [Tab]
    let hasTabs: Bool
    let partHead: String
    let parts: [Part]
    let hasParts: Bool
    let changes: [Change]
    let hasChanges: Bool
    let recomputation: RecomputationView?
    let isSame: Bool
}

/// One job with its lines by both tariffs.
struct WhatIfChangePage: Page {
    static let template = "whatif/change"
    let titleKey = "whatif.change_title"
    let titleValues: [String]
    let run: String
    let runTitle: String
    let job: String
    let number: String
    let facts: [Fact]
    let computed: FeeLinesView
    let priced: FeeLinesView
}

/// The form for a run and the latest ones, on the tariff's page.
struct WhatIfCard: Sendable {
    struct Item: Sendable {
        let href: String
        let days: String
        let badge: Badge
        let about: String
    }

    /// Where the form goes; nil for those who may only look.
    let action: String?
    let from: Field
    let to: Field
    let errors: FormErrors?
    let items: [Item]
    let hasItems: Bool

    init(
        _ runs: [WhatIfRow], _ form: WhatIfForm, of tariff: ID<TariffVersion>, complaint: Complaint? = nil,
        _ context: CompanyContext
    ) {
        let reader = context.reader
        action = context.may(WhatIfRoutes.start) ? context.paths(WhatIfRoutes.start, tariff) : nil
        from = form.field(form.from, "whatif.from", reader)
        to = form.field(form.to, "whatif.to", reader)
        errors = FormErrors([from, to], beside: [complaint.map(reader.complaint)].compactMap(\.self))
        items = runs.map { run in
            Item(
                href: context.paths(WhatIfRoutes.one, run.id), days: run.days(reader),
                badge: run.badge(reader), about: run.about(reader))
        }
        hasItems = !items.isEmpty
    }
}

extension WhatIfRow {
    package func days(_ reader: Reader) -> String {
        reader.words("tariffs.days.span", reader.day(from), reader.day(to))
    }

    package func about(_ reader: Reader) -> String {
        [maker ?? "–", reader.dateTime(madeAt)].joined(separator: reader.words("list.comma"))
    }

    package func badge(_ reader: Reader) -> Badge {
        let kind = state == .failed ? "error" : state == .running ? "info" : "done"
        return Badge(kind: kind, label: reader.words("whatif.state.\(state.rawValue)"))
    }
}

extension Reader {
    /// `12.5%`, with its sign: how much a change is of what it changes; nil of nothing.
    package func percent(_ change: Int64, of whole: Int64) -> String? {
        guard whole != 0 else { return nil }
        let (size, base) = (Int128(change.magnitude), Int128(whole.magnitude))
        let tenths = (size * 2_000 + base) / (base * 2)
        let text = words("whatif.percent", self.tenths(Int64(clamping: tenths)))
        return (change < 0) == (whole < 0) || tenths == 0 ? text : "−" + text
    }
}
