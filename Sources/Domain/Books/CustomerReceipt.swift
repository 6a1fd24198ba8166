/// Marks the ids of what customers pay.
public enum CustomerReceipt {}
public enum ReceiptShare {}

/// By which way a customer pays.
public enum ReceiptWay: String, CaseIterable, Sendable {
    case cash, card, transfer, cheque
    /// To the dealer, at a visit.
    case dealer
    /// A credit note, which pays like money.
    case credit

    /// Those that somebody writes down.
    public static let written: [ReceiptWay] = [.cash, .card, .transfer, .cheque]

    /// Whether it is known by a number of the bank's.
    public var hasReference: Bool { self == .card || self == .transfer }
}

/// Where the money of a receipt is.
public enum ReceiptState: String, CaseIterable, Lifecycle {
    /// All but cheques.
    case received
    case inHand = "in_hand"
    case deposited, cleared, bounced

    public static let impossible = "receipts.impossible"

    public init(of way: ReceiptWay) { self = way == .cheque ? .inHand : .received }

    /// Whether it pays for anything: a cheque does as soon as it is taken, until it bounces.
    public var counts: Bool { self != .bounced }

    /// What is still to be done about it.
    public static let waiting: [ReceiptState] = [.inHand, .deposited]

    public func next(_ deed: ChequeDeed) -> ReceiptState? {
        switch (self, deed) {
        case (.inHand, .deposit): .deposited
        case (.deposited, .clear): .cleared
        // Cashed at the counter, or refused there.
        case (.inHand, .clear): .cleared
        case (.inHand, .bounce), (.deposited, .bounce): .bounced
        case (.received, _), (.cleared, _), (.bounced, _), (.deposited, .deposit): nil
        }
    }
}

/// What is done about a cheque.
public enum ChequeDeed: String, CaseIterable, Sendable { case deposit, clear, bounce }

/// A cheque as it was taken.
public struct Cheque: Hashable, Sendable {
    public let number: String
    public let bank: String
    public let due: CalendarDay

    public init(number: String, bank: String, due: CalendarDay) {
        (self.number, self.bank, self.due) = (number, bank, due)
    }
}

/// Money that a customer gives.
public struct NewReceipt: Hashable, Sendable {
    public static let amounts: ClosedRange<Int64> = 1...1_000_000_000_000
    /// How far from today a day may be that somebody types: what is further is another century by mistake.
    public static let farthest = 3_650

    public let way: ReceiptWay
    public let amount: Int64
    public let day: CalendarDay
    public let reference: String
    public let cheque: Cheque?
    public let note: String

    /// - Throws: `receipts.…`: what is lacking.
    public init(
        _ way: ReceiptWay, amount: Int64, on day: CalendarDay, today: CalendarDay, reference: String = "",
        cheque: Cheque? = nil, note: String = ""
    ) throws(Complaint) {
        guard Self.amounts.contains(amount) else { throw Complaint("receipts.amount.missing") }
        guard day <= today else { throw Complaint("receipts.future") }
        guard !way.hasReference || !reference.isEmpty else { throw Complaint("receipts.reference.missing") }
        guard (way == .cheque) == (cheque != nil) else { throw Complaint("receipts.cheque.missing") }
        (self.way, self.amount, self.day) = (way, amount, day)
        // By which digits it was typed says nothing: it is known by its number.
        (self.reference, self.cheque, self.note) = (Digits.ascii(reference), cheque, note)
    }
}

/// An invoice that is not paid yet.
public struct OpenBill: Hashable, Sendable {
    public let id: ID<SalesInvoice>
    public let open: Int64

    public init(_ id: ID<SalesInvoice>, open: Int64) { (self.id, self.open) = (id, open) }
}

extension OpenBill {
    /// What of an amount goes to which invoice: each in its order, never more than is owed. What is left is the
    /// customer's credit.
    public static func shares(of amount: Int64, among bills: [OpenBill]) -> [(bill: ID<SalesInvoice>, amount: Int64)] {
        var left = amount
        var shares: [(bill: ID<SalesInvoice>, amount: Int64)] = []
        for bill in bills where left > 0 && bill.open > 0 {
            let share = min(left, bill.open)
            shares.append((bill.id, share))
            left -= share
        }
        return shares
    }
}

/// How long an invoice has been due.
public enum AgeBand: String, CaseIterable, Sendable {
    case notDue = "not_due"
    case month, twoMonths = "two_months", threeMonths = "three_months", older

    public init(due: CalendarDay, today: CalendarDay) {
        switch Int(today.number) - Int(due.number) {
        case ...0: self = .notDue
        case ...30: self = .month
        case ...60: self = .twoMonths
        case ...90: self = .threeMonths
        default: self = .older
        }
    }
}
