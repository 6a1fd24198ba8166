import Foundation

/// An invoice as the tax office's system takes it, by the names that its documents give to the fields.
public struct MoadianInvoice: Encodable, Sendable {
    public struct Header: Encodable, Sendable {
        let taxid: String
        /// When it was issued, and when it was written, in milliseconds.
        let indatim: Int64
        let indati2m: Int64
        /// 1: with a buyer; 2: to an end consumer.
        let inty: Int
        let inno: String
        let irtaxid: String?
        let inp: Int
        let ins: Int
        let tins: String
        let tob: Int?
        let bid: String?
        let tinb: String?
        let bpc: String?
        let tprdis: Int64
        let tdis: Int64
        let tadis: Int64
        let tvam: Int64
        let todam: Int64
        let tbill: Int64
        /// 1 cash, 2 credit, 3 both.
        let setm: Int
        let cap: Int64
        let insp: Int64
        let tvop: Int64
        let tax17: Int64
    }

    public struct Line: Encodable, Sendable {
        let sstid: String
        let sstt: String
        let am: Int
        let mu: String
        let fee: Int64
        let prdis: Int64
        let dis: Int64
        let adis: Int64
        let vra: Decimal
        let vam: Int64
        let tsstam: Int64
    }

    /// What has paid for it.
    public struct Payment: Encodable, Hashable, Sendable {
        /// 1 cheque, 3 cash, 4 card reader, 7 transfer, 8 otherwise.
        let pmt: Int
        let trn: String?
        /// In milliseconds.
        let pdt: Int64
        let pv: Int64

        /// - Parameter reference: of the bank, or the number of the cheque; empty where it has none.
        public init(_ way: ReceiptWay, amount: Int64, on day: CalendarDay, reference: String) {
            pmt =
                switch way {
                case .cheque: 1
                case .cash: 3
                case .card: 4
                case .transfer: 7
                case .dealer, .credit: 8
                }
            trn = reference.isEmpty ? nil : reference
            (pdt, pv) = (Int64(day.number) * 86_400_000, amount)
        }
    }

    let header: Header
    let body: [Line]
    let payments: [Payment]

    /// What of a bill the tax office asks for.
    public struct Bill: Sendable {
        public let kind: BillKind
        public let taxID: String
        public let serial: Int64
        /// Of the invoice that it takes back.
        public let referred: String?
        public let issuedAt: Instant
        /// The seller's number at the tax office.
        public let seller: String
        public let buyer: Buyer
        /// What has paid for it by now.
        public let payments: [Payment]
        public let figures: BillFigures

        public init(
            _ kind: BillKind, taxID: String, serial: Int64, referred: String?, issuedAt: Instant, seller: String,
            buyer: Buyer, payments: [Payment], figures: BillFigures
        ) {
            (self.kind, self.taxID, self.serial, self.referred) = (kind, taxID, serial, referred)
            (self.issuedAt, self.seller, self.buyer) = (issuedAt, seller, buyer)
            (self.payments, self.figures) = (payments, figures)
        }
    }

    /// - Parameters:
    ///   - goods: the id of goods or service by kind of line.
    ///   - unit: the code of the unit in which all is counted.
    /// - Throws: `bills.moadian.goods` where a kind has no id, `bills.moadian.seller`, `bills.moadian.nothing`.
    public init(_ bill: Bill, goods: [BillLineKind: String], unit: String) throws(Complaint) {
        guard !bill.seller.isEmpty else { throw Complaint("bills.moadian.seller") }
        // What somebody else bears was sold to nobody.
        let sold = bill.figures.lines.filter { $0.line.bearer == .customer }
        guard !sold.isEmpty else { throw Complaint("bills.moadian.nothing") }
        var body: [Line] = []
        for line in sold {
            guard let id = goods[line.line.kind], !id.isEmpty else { throw Complaint("bills.moadian.goods") }
            body.append(Line(line, goods: id, unit: unit))
        }
        (header, self.body, payments) = (Header(bill, sold), body, bill.payments)
    }
}

extension MoadianInvoice.Header {
    fileprivate init(_ bill: MoadianInvoice.Bill, _ sold: [BilledLine]) {
        let (buyer, figures) = (bill.buyer, bill.figures)
        let moment = bill.issuedAt.seconds * 1_000
        let serial = String(bill.serial, radix: 16, uppercase: true)
        (taxid, indatim, indati2m) = (bill.taxID, moment, moment)
        inno = String(repeating: "0", count: max(0, 10 - serial.count)) + serial
        inty = buyer.kind == .consumer ? 2 : 1
        (irtaxid, inp, ins) = (bill.referred, 1, bill.kind == .credit ? 3 : 1)
        tins = bill.seller
        tob = buyer.kind == .natural ? 1 : buyer.kind == .legal ? 2 : nil
        bid = buyer.nationalID.isEmpty ? nil : buyer.nationalID
        tinb = buyer.economicCode.isEmpty ? nil : buyer.economicCode
        bpc = buyer.postalCode.isEmpty ? nil : buyer.postalCode
        tprdis = sold.reduce(0) { $0 + $1.line.value }
        (tdis, tadis, tvam, todam) = (figures.discount, figures.net, figures.vat, 0)
        tbill = figures.total
        let paid = min(bill.payments.reduce(0) { $0 + $1.pv }, figures.total)
        setm = paid == figures.total ? 1 : paid == 0 ? 2 : 3
        (cap, insp, tvop, tax17) = (paid, figures.total - paid, figures.vat, 0)
    }
}

extension MoadianInvoice.Line {
    fileprivate init(_ line: BilledLine, goods: String, unit: String) {
        (sstid, sstt, am, mu) = (goods, line.line.text, line.line.quantity, unit)
        (fee, prdis, dis, adis) = (line.line.price, line.line.value, line.discount, line.base)
        (vra, vam, tsstam) = (Decimal(line.rate) / 100, line.vat, line.total)
    }
}
