/// Marks the ids of what customers are billed: the invoice and the credit note, and the draft before it.
public enum SalesInvoice {}
public enum SalesInvoiceLine {}
public enum InvoiceDraft {}

/// Whether a bill asks for money or takes it back.
public enum BillKind: String, CaseIterable, Sendable { case invoice, credit }

/// What a line of a bill is for.
public enum BillLineKind: String, CaseIterable, Sendable { case labour, travel, part, package, other }

/// Who bears the cost of a line.
public enum Bearer: String, CaseIterable, Sendable { case customer, company, dealer }

/// One line of a bill as somebody writes it.
public struct BillLine: Hashable, Sendable {
    public static let most = 60
    public static let longest = 200
    public static let quantities = 1...999
    public static let prices: ClosedRange<Int64> = 0...1_000_000_000_000

    public let kind: BillLineKind
    public let text: String
    public let quantity: Int
    /// Of one, before value added tax.
    public let price: Int64
    public let bearer: Bearer
    public let isExempt: Bool
    /// Why somebody else than the customer bears it; empty where he does.
    public let reason: String
    public let part: ID<SparePart>?

    public init(
        _ kind: BillLineKind, _ text: String, quantity: Int = 1, price: Int64, bearer: Bearer = .customer,
        isExempt: Bool = false, reason: String = "", part: ID<SparePart>? = nil
    ) {
        (self.kind, self.text, self.quantity, self.price) = (kind, text, quantity, price)
        (self.bearer, self.isExempt, self.reason, self.part) = (bearer, isExempt, reason, part)
    }

    /// What it is worth, whoever bears it.
    public var value: Int64 { price * Int64(quantity) }
}

/// A line with its figures.
public struct BilledLine: Hashable, Sendable {
    public let line: BillLine
    public let discount: Int64
    /// What the tax is of: what the customer owes without what is let off.
    public let base: Int64
    /// Hundredths of a percent.
    public let rate: Int
    public let vat: Int64
    public var total: Int64 { base + vat }

    /// - Parameters:
    ///   - discount: hundredths of a percent of what the customer owes.
    ///   - rate: of a line that is not exempt.
    init(_ line: BillLine, discount: Int, rate: Int) {
        let owed = line.bearer == .customer ? line.value : 0
        self.line = line
        self.discount = ValueAddedTax.share(of: owed, discount)
        base = owed - self.discount
        self.rate = line.isExempt || line.bearer != .customer ? 0 : rate
        vat = ValueAddedTax.tax(on: base, hundredths: self.rate)
    }

    /// As it was issued.
    public init(_ line: BillLine, discount: Int64, base: Int64, rate: Int, vat: Int64) {
        (self.line, self.discount, self.base, self.rate, self.vat) = (line, discount, base, rate, vat)
    }
}

/// What a bill comes to: each sum is that of its lines.
public struct BillFigures: Hashable, Sendable {
    public let lines: [BilledLine]

    /// - Parameters:
    ///   - discount: in hundredths of a percent, of each line that the customer pays.
    ///   - rate: of value added tax, in hundredths of a percent.
    public init(_ lines: [BillLine], discount: Int, rate: Int) {
        self.lines = lines.map { BilledLine($0, discount: discount, rate: rate) }
    }

    /// As they were issued.
    public init(_ lines: [BilledLine]) { self.lines = lines }

    /// What a bill comes to at most, and what was done for it: so much can be paid and taken back by one receipt.
    public static let most = NewReceipt.amounts.upperBound

    /// 60 lines of 999 pieces at 1,000,000,000,000 stay far below what an Int64 holds.
    private func sum(_ amount: (BilledLine) -> Int64) -> Int64 { lines.reduce(0) { $0 + amount($1) } }

    /// Of all lines.
    public var value: Int64 { sum { $0.line.value } }
    /// Of those that the company or a dealer bears.
    public var covered: Int64 { sum { $0.line.bearer == .customer ? 0 : $0.line.value } }
    public var discount: Int64 { sum { $0.discount } }
    public var net: Int64 { sum { $0.base } }
    public var vat: Int64 { sum { $0.vat } }
    public var total: Int64 { sum { $0.total } }
}

/// Who a bill is for, as the tax law parts them.
public enum BuyerKind: String, CaseIterable, Sendable { case natural, legal, consumer }

/// The buyer as he stands on a bill.
public struct Buyer: Hashable, Sendable {
    public let kind: BuyerKind
    public let name: String
    public let nationalID: String
    public let economicCode: String
    public let postalCode: String
    public let address: String

    /// - Throws: `bills.buyer.…` where the law asks for more of him; what is wrong with a number.
    public init(
        _ kind: BuyerKind, name: String, nationalID: String = "", economicCode: String = "", postalCode: String = "",
        address: String = ""
    ) throws(Complaint) {
        guard !name.isEmpty else { throw Complaint("bills.buyer.nameless") }
        let number: String
        switch kind {
        case .consumer: number = ""
        case .natural:
            guard !nationalID.isEmpty else { throw Complaint("bills.buyer.national_id.missing") }
            number = try NationalID(nationalID).text
        case .legal:
            guard !nationalID.isEmpty else { throw Complaint("bills.buyer.legal_id") }
            number = try LegalNationalID(nationalID).text
        }
        self.kind = kind
        (self.name, self.nationalID) = (name, number)
        self.economicCode = try kind == .consumer ? "" : Self.economicCode(economicCode)
        self.postalCode = try postalCode.isEmpty ? "" : PostalCode(postalCode).text
        self.address = address
    }

    private static func economicCode(_ typed: String) throws(Complaint) -> String {
        let digits = Digits.ascii(SearchText.squeezed(typed))
        guard digits.isEmpty || (10...14).contains(digits.count) && digits.allSatisfy({ $0.isASCII && $0.isNumber })
        else { throw Complaint("bills.buyer.economic_code") }
        return digits
    }
}

/// The permit to bill a customer.
public struct MayIssueInvoice: Sendable {
    public let rate: Int
    public let figures: BillFigures

    /// - Parameters:
    ///   - usual: what the lists make of the job. What the customer is asked for less of it, by a lower price or as another bears
    ///     it now, is let off as well.
    ///   - discount: in hundredths of a percent; with a reason where it is something.
    ///   - limit: what this person may let off.
    ///   - rate: nil where none is written down for the day.
    /// - Throws: `bills.…`: what speaks against it.
    public init(
        _ lines: [BillLine], usual: [BillLine], discount: Int, because reason: String, limit: Int, rate: Int?
    ) throws(Complaint) {
        guard !lines.isEmpty else { throw Complaint("bills.empty") }
        guard lines.count <= BillLine.most else { throw Complaint("bills.many", String(BillLine.most)) }
        for (index, line) in lines.enumerated() where line.bearer != .customer && line.reason.isEmpty {
            throw Complaint("bills.bearer.reason", String(index + 1))
        }
        guard discount <= limit else { throw Complaint("bills.discount.over", ValueAddedTax.text(limit)) }
        guard discount == 0 || !reason.isEmpty else { throw Complaint("bills.discount.reason") }
        guard let rate else { throw Complaint("bills.vat.none") }
        let figures = BillFigures(lines, discount: discount, rate: rate)
        guard max(figures.value, figures.total) <= BillFigures.most else { throw Complaint("bills.huge") }
        let spared = Self.spared(lines, usual)
        if spared > 0 {
            let all = spared + Self.owed(lines) { _ in true }
            guard (spared + Int128(figures.discount)) * 10_000 <= all * Int128(limit) else {
                throw Complaint("bills.spared", ValueAddedTax.text(limit))
            }
            guard !reason.isEmpty else { throw Complaint("bills.discount.reason") }
        }
        (self.rate, self.figures) = (rate, figures)
    }

    /// What less than usual the customer is asked for: of parts, and of work with the way to it. More of one makes up for nothing
    /// of the other.
    private static func spared(_ lines: [BillLine], _ usual: [BillLine]) -> Int128 {
        [true, false].reduce(Int128(0)) { sum, isPart in
            sum + max(0, owed(usual) { ($0.kind == .part) == isPart } - owed(lines) { ($0.kind == .part) == isPart })
        }
    }

    private static func owed(_ lines: [BillLine], of isMeant: (BillLine) -> Bool) -> Int128 {
        lines.filter { $0.bearer == .customer && isMeant($0) }
            .reduce(Int128(0)) { $0 + Int128($1.price) * Int128($1.quantity) }
    }
}

/// The permit to take an invoice back, whole or some of its lines.
public struct MayCredit: Sendable {
    /// By their places on the invoice.
    public let lines: [Int]

    /// - Parameters:
    ///   - lines: places that are taken back.
    ///   - known: all places of the invoice, and which were taken back before.
    /// - Throws: `bills.credit.…`
    public init(
        _ lines: Set<Int>, of kind: BillKind, known: [(place: Int, isCredited: Bool)], because reason: String
    ) throws(Complaint) {
        guard kind == .invoice else { throw Complaint("bills.credit.itself") }
        guard !lines.isEmpty else { throw Complaint("bills.credit.none") }
        guard !reason.isEmpty else { throw Complaint("bills.credit.reason") }
        let free = Set(known.filter { !$0.isCredited }.map(\.place))
        guard lines.isSubset(of: free) else { throw Complaint("bills.credit.twice") }
        self.lines = lines.sorted()
    }
}
