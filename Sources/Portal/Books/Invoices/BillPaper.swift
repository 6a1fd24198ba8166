import Base
import Database
import Domain
import Ground
import Web
import Work

/// A bill for its customer, on a sheet or on a roll of 80 mm.
struct BillPaper: Page {
    static let template = "books/paper"
    let titleKey: String
    let titleValues: [String]
    let sheet: String
    let isRoll: Bool
    let back: String
    let other: String
    let otherName: String
    let code: PaperCode?
    let facts: [Fact]
    let parts: [PaperPart]
    let unit: String
    let lines: [BillLineView]
    let hasDiscount: Bool
    let figures: [Fact]
    let inWords: String
    let otherwise: String
    let paid: String?
    let note: String?

    init(_ load: BillLoad, isRoll: Bool, _ context: CompanyContext) {
        let (reader, words, paths, bill) = (context.reader, context.words, context.paths, load.bill)
        let (wording, currency) = (BillWording(context), context.company.currency)
        titleKey = bill.kind == .invoice ? "bills.paper_title" : "bills.credit_title"
        titleValues = [bill.number.isolatedLeftToRight]
        (sheet, self.isRoll) = (isRoll ? "roll" : "", isRoll)
        back = paths(BillRoutes.one, bill.number)
        other = isRoll ? paths(BillRoutes.print, bill.number) : paths(BillRoutes.roll, bill.number)
        otherName = words(isRoll ? "bills.print" : "bills.roll")
        code = PaperCode(
            bill.taxID.isEmpty
                ? context.origin.map { $0 + paths(BillRoutes.one, bill.number) } ?? bill.number : bill.taxID)
        facts = [
            Fact(label: words("bills.day"), value: reader.wholeDay(bill.issuedOn)),
            Fact(label: words("bills.due"), value: bill.kind == .invoice ? reader.wholeDay(bill.due) : ""),
            Fact(label: words("bills.refers"), value: bill.refers ?? "", isLtr: true),
            Fact(label: words("bills.job"), value: bill.jobNumber, isLtr: true),
            Fact(label: words("bills.tax_id"), value: bill.taxID, isLtr: true),
        ].filter { !$0.value.isEmpty }
        let buyer = PaperPart(words("bills.buyer"), wording.buyer(bill.buyer))
        parts = [isRoll ? nil : PaperPart(words("bills.seller"), wording.seller(bill.seller)), buyer].compactMap(\.self)
        unit = reader.unitName
        lines = load.lines.map { BillLineView($0, context) }
        hasDiscount = bill.discount > 0
        figures = wording.figures(load.figures)
        let total = Money(bill.total, currency)
        (inWords, otherwise) = (reader.inWords(total), reader.otherwise(total))
        paid =
            bill.kind == .credit
            ? nil : words("bills.paper.paid", wording.money(bill.settled), wording.money(bill.open))
        note = bill.note.isEmpty ? nil : bill.note
    }
}
