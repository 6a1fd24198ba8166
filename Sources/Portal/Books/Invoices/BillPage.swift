import Base
import Database
import Domain
import Ground
import Web
import Work

/// One bill: both sides, its lines, what was paid, and how it is taken back.
struct BillPage: Page {
    struct Share: Sendable {
        let href: String
        let number: String
        let way: String
        let day: String
        let amount: Amount
    }

    struct Box: Sendable {
        let value: String
        let label: String
        let amount: Amount
        let selected: Bool
    }

    struct Credit: Sendable {
        let action: String
        let boxes: [Box]
        let reason: Field
        let errors: FormErrors?
        let isOpen: Bool
    }

    static let template = "books/bill"
    let titleKey: String
    let titleValues: [String]
    let list: String
    let badge: Badge
    let proposals: ProposalNote?
    let facts: [Fact]
    let parties: [PaperPart]
    let unit: String
    let lines: [BillLineView]
    let hasDiscount: Bool
    let figures: [Fact]
    let shares: [Share]
    let hasShares: Bool
    let open: String?
    let credits: [BillListLine]
    let hasCredits: Bool
    let print: String
    let roll: String
    let moadian: String?
    let pay: String?
    let credit: Credit?
    let cards: PageCards

    init(_ load: BillLoad, _ typed: CreditForm?, _ context: CompanyContext) {
        let (reader, words, paths, bill) = (context.reader, context.words, context.paths, load.bill)
        let wording = BillWording(context)
        titleKey = bill.kind == .invoice ? "bills.page_title" : "bills.credit_title"
        titleValues = [bill.number.isolatedLeftToRight]
        list = paths(BillRoutes.list)
        badge = wording.badge(bill, today: context.today)
        proposals = load.proposals
        facts = Self.facts(load, wording, context)
        parties = [
            PaperPart(words("bills.seller"), wording.seller(bill.seller)),
            PaperPart(words("bills.buyer"), wording.buyer(bill.buyer)),
        ].compactMap(\.self)
        unit = reader.unitName
        lines = load.lines.map { BillLineView($0, context) }
        hasDiscount = bill.discount > 0
        figures = wording.figures(load.figures)
        shares = load.shares.map { share in
            Share(
                href: paths(ReceiptRoutes.one, share.number), number: share.number,
                way: words("receipts.way.\(share.way.rawValue)"), day: reader.day(share.day),
                amount: Amount(Money(share.amount, context.company.currency), reader))
        }
        hasShares = !shares.isEmpty
        open = bill.open > 0 ? words("bills.still_open", wording.money(bill.open)) : nil
        credits = load.credits.map { BillListLine($0, context) }
        hasCredits = !credits.isEmpty
        (print, roll) = (paths(BillRoutes.print, bill.number), paths(BillRoutes.roll, bill.number))
        let isWhole = bill.kind == .invoice || load.isWholeCredit
        moadian = bill.taxID.isEmpty || !isWhole ? nil : context.pathIfAllowed(BillRoutes.moadian, bill.number)
        pay =
            bill.open > 0 && context.may(ReceiptRoutes.adding)
            ? Address.of(paths(ReceiptRoutes.form), [("customer", bill.customer.description), ("bill", bill.number)])
            : nil
        credit =
            bill.kind == .invoice && context.may(BillRoutes.credit) && load.lines.contains { !$0.isCredited }
            ? Self.credit(load, typed, context) : nil
        cards = PageCards([load.history].compactMap(\.self))
    }

    private static func facts(_ load: BillLoad, _ wording: BillWording, _ context: CompanyContext) -> [Fact] {
        let (reader, words, paths, bill) = (context.reader, context.words, context.paths, load.bill)
        let facts: [Fact] = [
            Fact(
                label: words("bills.customer"), value: load.customerName,
                href: context.pathIfAllowed(CustomerRoutes.one, bill.customer)),
            Fact(
                label: words("bills.job"), value: bill.jobNumber, href: paths(JobRoutes.one, bill.jobNumber),
                isLtr: true),
            Fact(label: words("bills.day"), value: reader.wholeDay(bill.issuedOn)),
            Fact(label: words("bills.due"), value: bill.kind == .invoice ? reader.wholeDay(bill.due) : ""),
            Fact(
                label: words("bills.refers"), value: bill.refers ?? "",
                href: bill.refers.map { paths(BillRoutes.one, $0) }, isLtr: true),
            Fact(label: words("bills.tax_id"), value: bill.taxID, isLtr: true),
            Fact(label: words("bills.discount.because"), value: bill.discountReason),
            Fact(label: words("bills.note"), value: bill.note),
            Fact(label: words("bills.maker"), value: "\(bill.maker.isolated) · \(reader.dateTime(bill.madeAt))"),
        ]
        return facts.filter { !$0.value.isEmpty }
    }

    private static func credit(_ load: BillLoad, _ typed: CreditForm?, _ context: CompanyContext) -> Credit {
        let (reader, currency) = (context.reader, context.company.currency)
        let form = typed ?? CreditForm(FormBody())
        let reason = Field(form.reason, label: "bills.credit.reason", for: reader).with {
            $0.required = true
            if typed == nil { $0.error = nil }
        }
        return Credit(
            action: context.paths(BillRoutes.credit, load.bill.number),
            boxes: load.lines.filter { !$0.isCredited }.map { row in
                Box(
                    value: String(row.position), label: row.line.text,
                    amount: Amount(Money(row.figures.total, currency), reader),
                    selected: typed == nil || form.lines.contains(row.position))
            }, reason: reason, errors: FormErrors([reason]), isOpen: typed != nil)
    }
}
