import Database
import Domain
import Ground
import Hummingbird
import Web

/// The invoice of a dealer's services on paper, written by the company in his name.
struct ShowInvoice: Sendable {
    let context: CompanyContext
    /// A dealer's code, or `mine`.
    let code: String
    let number: String

    private var reader: Reader { context.reader }

    func run() async throws -> Response {
        let (code, number, sight, currency) = (code, number, context.actor.sight, context.company.currency)
        let (owner, paper, lines, sums) = try await context.company.read { tx in
            let owner = try LedgerList.owner(code, sight, tx)
            let paper = try InvoiceList.find(number, of: owner.id, tx)
            let lines = try PayoutList.deductions(of: paper.item, tx)
            let sums = try InvoiceSums(
                InvoiceList.sums(of: paper.item, currency, tx),
                deductions: lines.map { ($0.kind.ledgerKind, Money($0.amount, currency)) }, currency)
            return (owner, paper, lines, sums)
        }
        try await context.writeDownPaper("invoice", of: owner.id, ["number": paper.number])
        return try context.show(page(paper, lines, sums))
    }

    private func page(
        _ paper: InvoiceList.Paper, _ lines: [PayoutList.Deduction], _ sums: InvoiceSums
    ) -> InvoicePage {
        let vat = lines.first { $0.kind == .vat }
        return InvoicePage(
            titleValues: [paper.number],
            account: context.paths(DealerAccountRoutes.account, context.actor.dealer == nil ? code : "mine"),
            cancelled: paper.cancelledOn.map { reader.words("invoices.cancelled_on", reader.wholeDay($0)) },
            facts: facts(paper), unit: reader.unitName,
            services: sums.services.map(part), net: Amount(sums.net, reader),
            vatName: reader.words(
                "invoices.vat", vat.map { reader.percent($0.percent) } ?? "",
                reader.amount(Money(vat?.base ?? 0, context.company.currency))),
            vat: Amount(sums.vat, reader), total: Amount(sums.total, reader), inWords: reader.inWords(sums.total),
            otherwise: reader.otherwise(sums.total),
            settled: sums.settled.map(part), hasSettled: !sums.settled.isEmpty, paid: Amount(sums.paid, reader),
            note: reader.words("invoices.note"))
    }

    private func part(_ sum: (kind: LedgerKind, amount: Money)) -> InvoicePage.Part {
        .init(name: reader.words("ledger.kind.\(sum.kind.rawValue)"), amount: Amount(sum.amount, reader))
    }

    private func facts(_ paper: InvoiceList.Paper) -> [Fact] {
        let company = reader.name(fa: context.company.nameFa, en: context.company.nameEn)
        let all = [
            Fact(label: reader.words("invoices.number"), value: paper.number, isLtr: true),
            Fact(label: reader.words("invoices.day"), value: reader.wholeDay(paper.day)),
            Fact(label: reader.words("invoices.seller"), value: paper.seller),
            Fact(label: reader.words("invoices.seller_code"), value: paper.sellerCode, isLtr: true),
            Fact(label: reader.words("invoices.seller_national_id"), value: paper.sellerNationalID, isLtr: true),
            Fact(label: reader.words("invoices.buyer"), value: company),
            Fact(label: reader.words("invoices.buyer_code"), value: paper.buyerCode, isLtr: true),
            Fact(label: reader.words("invoices.buyer_national_id"), value: paper.buyerNationalID, isLtr: true),
            Fact(label: reader.words("claims.payout"), value: paper.payout, isLtr: true),
            Fact(label: reader.words("payouts.bank_reference"), value: paper.bankReference ?? "", isLtr: true),
        ]
        return all.filter { !$0.value.isEmpty }
    }
}

struct InvoicePage: Page {
    struct Part: Sendable {
        let name: String
        let amount: Amount
    }

    static let template = "payouts/invoice"
    let titleKey = "invoices.title"
    let titleValues: [String]
    let account: String
    let cancelled: String?
    let facts: [Fact]
    let unit: String
    let services: [Part]
    let net: Amount
    let vatName: String
    let vat: Amount
    let total: Amount
    let inWords: String
    /// In the other unit.
    let otherwise: String
    let settled: [Part]
    let hasSettled: Bool
    let paid: Amount
    let note: String
}
