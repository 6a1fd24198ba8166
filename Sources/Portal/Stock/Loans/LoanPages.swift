import Database
import Domain
import Ground
import Web
import Work

extension Badge {
    init(_ loan: LoanRow, today: CalendarDay, _ words: Words) {
        if loan.state == .out, loan.dueOn < today {
            self.init(kind: "error", label: words("stock.loan.overdue"))
            return
        }
        let kind =
            switch loan.state {
            case .out: "info"
            case .lost: "warning"
            case .returned: "done"
            case .writtenOff: "neutral"
            }
        self.init(kind: kind, label: words("stock.loan.state.\(loan.state.rawValue)"))
    }
}

/// A loan in a list.
struct LoanItem: Sendable {
    let href: String
    let number: String
    let state: Badge
    let device: String
    let serial: String
    let customer: String
    let job: String
    let due: String

    init(_ row: LoanRow, _ context: CompanyContext) {
        let reader = context.reader
        (href, number) = (context.paths(LoanRoutes.one, row.number), row.number)
        state = Badge(row, today: context.today, context.words)
        (device, serial, customer) = (row.part.names.shown(reader), row.serial, row.customerName)
        (job, due) = (row.jobNumber, reader.day(row.dueOn))
    }
}

/// The devices that are lent.
struct LoansPage: Page {
    static let template = "stock/loans"
    let titleKey = "stock.loans"
    let tabs: [Tab]
    let narrower: [Tab]
    let files: [FileLink]
    let action: String
    let tab: String
    let typed: String
    let addition: String?
    let items: [LoanItem]
    let hasItems: Bool
    let pager: Pager?
    let empty: EmptyNote?

    init(_ slice: Slice<LoanRow, ID<StockLoan>>, _ filter: LoanFilter, _ context: CompanyContext) {
        let (words, list) = (context.words, context.paths(LoanRoutes.list))
        tabs = StockTab.tabs(.loans, context)
        narrower = LoanFilter.Tab.allCases.map { tab in
            Tab(
                href: filter.with { $0.tab = tab }.address(list), label: words("stock.loan.tab.\(tab.rawValue)"),
                isCurrent: tab == filter.tab)
        }
        files = context.may(LoanRoutes.export) ? context.files(of: filter, at: context.paths(LoanRoutes.export)) : []
        (action, tab, typed) = (list, filter.tab.rawValue, filter.typed)
        addition = context.pathIfAllowed(LoanRoutes.form)
        items = slice.lines.map { LoanItem($0, context) }
        hasItems = !items.isEmpty
        pager = slice.next == nil && filter.cursor == nil ? nil : Pager(slice, of: filter, at: list)
        empty =
            hasItems
            ? nil
            : EmptyNote(
                title: words("stock.loans.none"), text: words("stock.loans.none_hint"),
                action: addition.map { .init(href: $0, label: words("stock.loan.new")) })
    }
}

/// One loan, and what may be done about it.
struct LoanPage: Page {
    struct Giving: Sendable {
        let action: String
        let place: Field
        let condition: Field
        let isOpen: Bool
    }

    struct Losing: Sendable {
        let action: String
        let why: Field
        let isOpen: Bool
    }

    static let template = "stock/loan"
    let titleKey = "stock.loan.title"
    let titleValues: [String]
    let list: String
    let state: Badge
    let print: String
    let version: String
    let facts: [Fact]
    let giving: Giving?
    let losing: Losing?
    let keeping: String?
    let writeOff: String?
    let note: String?
    let cards: PageCards

    init(
        _ loan: LoanRow, _ places: [PlaceRow], _ giving: LoanBackForm?, _ losing: Input<String>?, _ cards: PageCards,
        _ context: CompanyContext
    ) {
        let (reader, words, paths) = (context.reader, context.words, context.paths)
        (titleValues, list) = ([loan.number], paths(LoanRoutes.list))
        state = Badge(loan, today: context.today, words)
        print = paths(LoanRoutes.print, loan.number)
        version = String(loan.version)
        facts = Self.facts(loan, context)
        func may(_ deed: LoanDeed, _ route: FormRoute<String>) -> String? {
            loan.state.after(deed) != nil && context.may(route) ? paths(route, loan.number) : nil
        }
        self.giving = may(.giveBack, LoanRoutes.giving).map { action in
            let typed = giving ?? LoanBackForm(FormBody(["place": loan.from.description]), places)
            return Giving(
                action: action,
                place: Field(typed.place, label: "stock.loan.back_place", for: reader).with {
                    ($0.required, $0.blank) = (true, words("form.choose"))
                    if giving == nil { $0.error = nil }
                    $0.options = places.map {
                        .init(
                            value: $0.id.description, label: "\($0.title(reader)) · \($0.code.isolatedLeftToRight)",
                            selected: $0.id == typed.place.value)
                    }
                },
                condition: Field(typed.condition, label: "stock.loan.condition_in", for: reader).with {
                    $0.required = true
                    if giving == nil { $0.error = nil }
                }, isOpen: giving != nil)
        }
        self.losing = may(.lose, LoanRoutes.loss).map { action in
            let typed = losing ?? Input(name: "why", typed: "", value: nil)
            return Losing(
                action: action,
                why: Field(typed, label: "stock.loan.lost_why", for: reader).with { $0.required = true },
                isOpen: losing != nil)
        }
        keeping = may(.keep, LoanRoutes.keeping)
        writeOff = loan.lostBy == context.actor.person ? nil : may(.writeOff, LoanRoutes.writeOff)
        note = loan.state == .lost ? words("stock.loan.lost_note") : nil
        self.cards = cards
    }

    static func facts(_ loan: LoanRow, _ context: CompanyContext) -> [Fact] {
        let (reader, words) = (context.reader, context.words)
        let facts: [Fact?] = [
            Fact(label: words("stock.loan.device"), value: loan.part.names.shown(reader)),
            Fact(label: words("stock.part"), value: loan.part.code, isLtr: true),
            Fact(label: words("stock.loan.serial"), value: loan.serial, isLtr: true),
            Fact(label: words("stock.loan.customer"), value: loan.customerName),
            context.jobFact(loan.jobNumber, label: words("stock.job")),
            Fact(label: words("stock.line.from"), value: loan.fromCode, isLtr: true),
            loan.dealerName.isEmpty ? nil : Fact(label: words("stock.place.dealer"), value: loan.dealerName),
            Fact(label: words("stock.loan.lent"), value: reader.day(loan.lentOn)),
            Fact(label: words("stock.loan.due"), value: reader.day(loan.dueOn)),
            loan.deposit == 0
                ? nil
                : Fact(
                    label: words("stock.loan.deposit"),
                    value: reader.money(Money(loan.deposit, context.company.currency))),
            Fact(label: words("stock.loan.condition_out"), value: loan.conditionOut),
            loan.conditionIn.isEmpty
                ? nil : Fact(label: words("stock.loan.condition_in"), value: loan.conditionIn),
            loan.backCode.isEmpty
                ? nil : Fact(label: words("stock.loan.back_place"), value: loan.backCode, isLtr: true),
            Fact(label: words("stock.maker"), value: loan.maker),
            loan.loser.isEmpty ? nil : Fact(label: words("stock.loan.loser"), value: loan.loser),
            loan.lostWhy.isEmpty ? nil : Fact(label: words("stock.loan.lost_why"), value: loan.lostWhy),
            loan.closer.isEmpty ? nil : Fact(label: words("stock.loan.closer"), value: loan.closer),
        ]
        return facts.compactMap(\.self)
    }
}

/// What the customer signs when he gets a device, and when he gives it back.
struct PrintedLoan: Page {
    static let template = "stock/loan_print"
    let titleKey = "stock.loan.title"
    let titleValues: [String]
    let back: String
    let code: PaperCode?
    let facts: [Fact]
    let signatures: [String]

    init(_ loan: LoanRow, _ context: CompanyContext) {
        let path = context.paths(LoanRoutes.one, loan.number)
        (titleValues, back) = ([loan.number], path)
        code = PaperCode(context.origin.map { $0 + path } ?? loan.number)
        facts = LoanPage.facts(loan, context)
        signatures = ["giver", "customer"].map { context.words("stock.sign.\($0)") }
    }
}

/// The devices that a job's customer has, on its page (`stock/_loans`).
struct LoansCard: Sendable {
    let items: [LoanItem]
    let hasItems: Bool
    let addition: String?

    static func ofJob(
        _ job: JobRow, _ context: CompanyContext, _: (any Sendable)?, _ tx: Transaction
    ) throws -> PageCard? {
        guard context.may(LoanRoutes.list) else { return nil }
        let loans = try LoanList.all(of: job.id, context.actor.sight, tx)
        let addition = job.state.isEnded ? nil : context.pathIfAllowed(LoanRoutes.form)
        guard addition != nil || !loans.isEmpty else { return nil }
        return PageCard(
            "stock/_loans", at: .main,
            LoansCard(
                items: loans.map { LoanItem($0, context) }, hasItems: !loans.isEmpty,
                addition: addition.map { Address.of($0, [("job", job.number)]) }))
    }
}
