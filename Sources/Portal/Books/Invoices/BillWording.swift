import Domain
import Ground
import Web

/// How bills are told.
struct BillWording {
    private let reader: Reader
    private let currency: Currency

    init(_ context: CompanyContext) { (reader, currency) = (context.reader, context.company.currency) }

    func money(_ minor: Int64) -> String { reader.money(Money(minor, currency)) }

    /// The sums below a bill's lines.
    func figures(_ figures: BillFigures) -> [Fact] {
        let all: [(String, Int64, Bool)] = [
            ("value", figures.value, true), ("covered", figures.covered, figures.covered > 0),
            ("discount", figures.discount, figures.discount > 0), ("net", figures.net, true),
            ("vat", figures.vat, true), ("total", figures.total, true),
        ]
        return all.filter(\.2).map { Fact(label: reader.words("bills.\($0.0)"), value: money($0.1)) }
    }

    func badge(_ bill: BillRow, today: CalendarDay) -> Badge {
        let (kind, word): (String, String) =
            switch (bill.kind, bill.open) {
            case (.credit, _): ("info", "credit")
            case (.invoice, 0): ("done", "paid")
            case (.invoice, _) where bill.due < today: ("error", "overdue")
            case (.invoice, _): bill.settled > 0 ? ("warning", "part") : ("accent", "open")
            }
        return Badge(kind: kind, label: reader.words("bills.state.\(word)"))
    }

    func seller(_ seller: Seller) -> [Fact] {
        [
            Fact(label: reader.words("bills.seller"), value: seller.name),
            Fact(label: reader.words("bills.buyer.code"), value: seller.code, isLtr: true),
            Fact(label: reader.words("bills.seller.national_id"), value: seller.nationalID, isLtr: true),
            Fact(label: reader.words("bills.buyer.postal_code"), value: seller.postalCode, isLtr: true),
            Fact(label: reader.words("bills.buyer.address"), value: seller.address),
        ].filter { !$0.value.isEmpty }
    }

    func buyer(_ buyer: TypedBuyer) -> [Fact] {
        [
            Fact(label: reader.words("bills.buyer"), value: buyer.name),
            Fact(label: reader.words("bills.buyer.kind"), value: reader.words("bills.buyer.\(buyer.kind.rawValue)")),
            Fact(label: reader.words("bills.buyer.national_id"), value: buyer.nationalID, isLtr: true),
            Fact(label: reader.words("bills.buyer.code"), value: buyer.economicCode, isLtr: true),
            Fact(label: reader.words("bills.buyer.postal_code"), value: buyer.postalCode, isLtr: true),
            Fact(label: reader.words("bills.buyer.address"), value: buyer.address),
        ].filter { !$0.value.isEmpty }
    }
}

/// A line of a bill, as its page and its paper show it (`books/_lines`).
struct BillLineView: Sendable {
    let place: String
    let text: String
    let kind: String
    /// nil where there is one.
    let quantity: String?
    /// On paper, one as well.
    let count: String
    let price: Amount
    let discount: Amount
    let vat: Amount
    /// nil where the customer pays nothing.
    let vatRate: String?
    let total: Amount
    /// Who bears it, and why; nil where the customer does.
    let borne: String?
    let isCredited: Bool

    init(_ row: BillLineRow, _ context: CompanyContext) {
        let (reader, words, line) = (context.reader, context.words, row.line)
        let amount = { (minor: Int64) in Amount(Money(minor, context.company.currency), reader) }
        (place, text) = (reader.number(row.position), line.text)
        kind = words("bills.kind.\(line.kind.rawValue)")
        count = reader.number(line.quantity)
        quantity = line.quantity == 1 ? nil : count
        price = amount(line.price)
        (discount, vat, total) = (amount(row.figures.discount), amount(row.figures.vat), amount(row.figures.total))
        vatRate =
            line.bearer != .customer ? nil : line.isExempt ? words("prices.exempt") : reader.rate(row.figures.rate)
        borne =
            line.bearer == .customer
            ? nil
            : words(
                "bills.borne", words("bills.bearer.\(line.bearer.rawValue)"), line.reason.isolated,
                reader.money(Money(line.value, context.company.currency)))
        isCredited = row.isCredited
    }
}
