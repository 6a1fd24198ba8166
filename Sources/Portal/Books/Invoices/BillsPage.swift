import Base
import Database
import Domain
import Ground
import Web
import Work

/// One bill in a list.
struct BillListLine: Sendable {
    let href: String
    let number: String
    let customer: String
    let job: String
    let jobHref: String
    let day: String
    let due: String
    let total: Amount
    /// nil where nothing of it is owed.
    let open: Amount?
    let badge: Badge

    init(_ bill: BillRow, _ context: CompanyContext) {
        let (reader, currency) = (context.reader, context.company.currency)
        href = context.paths(BillRoutes.one, bill.number)
        (number, customer, job) = (bill.number, bill.buyer.name, bill.jobNumber)
        jobHref = context.paths(JobRoutes.one, bill.jobNumber)
        (day, due) = (reader.day(bill.issuedOn), bill.kind == .invoice ? reader.day(bill.due) : "")
        let sign: Int64 = bill.kind == .credit ? -1 : 1
        total = Amount(Money(sign * bill.total, currency), reader)
        open = bill.open > 0 ? Amount(Money(bill.open, currency), reader) : nil
        badge = BillWording(context).badge(bill, today: context.today)
    }
}

/// What customers were billed.
struct BillsPage: Page {
    struct Waiting: Sendable {
        let href: String
        let job: String
        let customer: String
    }

    private static let mostDrafts = 20
    static let template = "books/bills"
    let titleKey = "bills.title"
    let files: [FileLink]
    let receivables: String?
    let receipts: String?
    let tabs: [Tab]
    let action: String
    let tab: String
    let typed: String
    let from: Field
    let to: Field
    let unit: String
    let drafts: [Waiting]
    let hasDrafts: Bool
    let bills: [BillListLine]
    let hasItems: Bool
    let pager: Pager?
    let empty: EmptyNote?

    static func read(_ filter: BillFilter, _ context: CompanyContext, _ tx: Transaction) throws -> BillsPage {
        let today = context.today
        let slice = try BillList.slice(filter, today: today, tx)
        let counts = try [BillFilter.Tab.open, .overdue].reduce(into: [BillFilter.Tab: Int]()) { counts, tab in
            counts[tab] = try BillList.count(filter.with { $0.tab = tab }, today: today, tx)
        }
        let drafts = context.may(DraftRoutes.one) ? try DraftStore.waiting(limit: mostDrafts, tx) : []
        return BillsPage(slice, counts, drafts, filter, context)
    }

    private init(
        _ slice: Slice<BillRow, ID<SalesInvoice>>, _ counts: [BillFilter.Tab: Int],
        _ drafts: [(id: ID<InvoiceDraft>, job: String, customer: String)], _ filter: BillFilter,
        _ context: CompanyContext
    ) {
        let (reader, words, paths) = (context.reader, context.words, context.paths)
        let list = paths(BillRoutes.list)
        files = context.files(of: filter, at: paths(BillRoutes.export))
        receivables = context.pathIfAllowed(ReceivableRoutes.list)
        receipts = context.pathIfAllowed(ReceiptRoutes.list)
        tabs = BillFilter.Tab.allCases.map { tab in
            Tab(
                href: filter.with { $0.tab = tab }.address(list), label: words("bills.tab.\(tab.rawValue)"),
                count: counts[tab].map { reader.bounded($0) }, isCurrent: tab == filter.tab)
        }
        (action, tab, typed) = (list, filter.tab == .all ? "" : filter.tab.rawValue, filter.text)
        from = Field(filter.days.from, label: "bills.from", for: reader).asDay()
        to = Field(filter.days.to, label: "bills.to", for: reader).asDay()
        unit = reader.unitName
        self.drafts = drafts.map {
            Waiting(href: paths(DraftRoutes.one, $0.id), job: $0.job, customer: $0.customer)
        }
        hasDrafts = !drafts.isEmpty
        bills = slice.lines.map { BillListLine($0, context) }
        hasItems = !bills.isEmpty
        pager = slice.next == nil ? nil : Pager(slice, of: filter, at: list)
        let isNarrowed = filter.fields.contains { !$0.1.isEmpty }
        empty =
            hasItems
            ? nil
            : EmptyNote(
                title: words(isNarrowed ? "bills.none_here" : "bills.none"), text: words("bills.none_hint"),
                action: isNarrowed ? .init(href: list, label: words("bills.all")) : nil)
    }
}

/// The list of bills as a file.
enum BillSheet {
    static func sheet(_ filter: BillFilter, _ context: CompanyContext) -> Sheet<BillRow, ID<SalesInvoice>> {
        let (words, today) = (context.words, context.today)
        let wording = BillWording(context)
        let columns: [SheetColumn<BillRow>] = [
            .init(words("bills.number")) { .text($0.number) },
            .init(words("bills.state")) { .text(wording.badge($0, today: today).label) },
            .init(day: words("bills.day"), context) { $0.issuedOn },
            .init(day: words("bills.due"), context) { $0.due },
            .init(words("bills.buyer")) { .text($0.buyer.name) },
            .init(words("bills.buyer.national_id")) { .text($0.buyer.nationalID) },
            .init(words("bills.buyer.code")) { .text($0.buyer.economicCode) },
            .init(words("bills.job")) { .text($0.jobNumber) },
            .init(words("bills.refers")) { .text($0.refers ?? "") },
            .init(amount: words("bills.value"), context) { $0.value },
            .init(amount: words("bills.covered"), context) { $0.covered },
            .init(amount: words("bills.discount"), context) { $0.discount },
            .init(amount: words("bills.net"), context) { $0.net },
            .init(amount: words("bills.vat"), context) { $0.vat },
            .init(amount: words("bills.total"), context) { $0.kind == .credit ? -$0.total : $0.total },
            .init(amount: words("bills.open"), context) { $0.open },
            .init(words("bills.tax_id")) { .text($0.taxID) },
        ]
        return Sheet("bills", in: "books", title: "bills.title", columns: columns) { cursor, size, tx in
            try BillList.slice(filter.at(cursor), size: size, today: today, tx)
        }
    }
}
