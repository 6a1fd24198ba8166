import Base
import Database
import Domain
import Ground
import Web

/// A bill with all that hangs on it.
struct BillLoad: Sendable {
    let bill: BillRow
    let customerName: String
    let lines: [BillLineRow]
    let shares: [BillShare]
    let credits: [BillRow]
    /// How many lines the invoice has that a credit note takes back.
    let wholeLines: Int
    let proposals: ProposalNote?
    let history: PageCard?

    static func read(_ number: String, _ context: CompanyContext, _ tx: Transaction) throws -> BillLoad {
        let bill = try BillList.find(number, tx)
        return BillLoad(
            bill: bill, customerName: try CustomerList.find(bill.customer, tx).name,
            lines: try BillList.lines(of: bill.id, tx), shares: try ReceiptList.shares(ofBill: bill.id, tx),
            credits: try BillList.credits(of: bill.id, tx),
            wholeLines: try bill.refers.map { try BillList.lines(of: BillList.find($0, tx).id, tx).count } ?? 0,
            proposals: try ProposalNote.read([CreditInvoice.proposal], context, tx),
            history: try HistoryCard.card(of: .bill(bill.id), context, tx))
    }

    /// Whether a credit note takes back all that its invoice has.
    var isWholeCredit: Bool { bill.kind == .credit && wholeLines == lines.count }

    var figures: BillFigures { BillFigures(lines.map(\.figures)) }

    /// Money alone: what a cheque had paid before it bounced, and what was taken back, paid for nothing.
    private var payments: [MoadianInvoice.Payment] {
        let money = Dictionary(grouping: shares.filter { $0.way != .credit }, by: \.number)
        return money.sorted { $0.key < $1.key }.compactMap { _, shares in
            let amount = shares.reduce(0) { $0 + $1.amount }
            guard amount > 0, let first = shares.first else { return nil }
            return MoadianInvoice.Payment(first.way, amount: amount, on: first.day, reference: first.reference)
        }
    }

    /// - Throws: `bills.moadian.…`: why it cannot be told to the tax office so.
    func moadian(_ setting: BooksSetting) throws -> MoadianInvoice {
        // How some lines are told alone is not documented.
        guard bill.kind == .invoice || isWholeCredit else { throw Complaint("bills.moadian.part") }
        guard !bill.taxID.isEmpty, let serial = TaxID.serial(ofNumber: bill.number, bill.kind) else {
            throw Complaint("bills.moadian.memory")
        }
        let seller = bill.seller.code.isEmpty ? bill.seller.nationalID : bill.seller.code
        return try MoadianInvoice(
            MoadianInvoice.Bill(
                bill.kind, taxID: bill.taxID, serial: serial, referred: bill.refersTaxID, issuedAt: bill.madeAt,
                seller: seller, buyer: bill.buyer.checked(), payments: payments, figures: figures),
            goods: setting.goods, unit: setting.unit)
    }
}
