/// What a dealer leaves as security for his contract (تضمین): a paper that can be presented, or money.
public struct Collateral: Hashable, Sendable {
    public enum Kind: String, CaseIterable, Sendable {
        case cheque
        case promissoryNote = "promissory_note"
        case guarantee
        case deposit
    }

    public enum State: String, CaseIterable, Sendable {
        case held
        case returned
        /// Presented to the bank, since the dealer has not done what it secures.
        case called
        /// Written down by mistake.
        case void

        /// Only what is held can become anything else.
        public static let ends: [State] = [.returned, .called, .void]
    }

    /// In rial.
    public static let amounts: ClosedRange<Int64> = 1...1_000_000_000_000_000

    public let kind: Kind
    /// In minor units.
    public let amount: Int64
    /// Of the paper, in ASCII digits and letters.
    public let number: String
    /// The bank, or whoever has signed it.
    public let issuer: String
    /// nil: payable whenever it is presented.
    public let due: CalendarDay?
    /// Where the paper lies.
    public let place: String

    /// - Throws: `collateral.due.missing`: a bank's guarantee always ends; `collateral.due.past` for a paper that is taken when
    ///   it is over.
    public init(
        _ kind: Kind, amount: Int64, number: String, issuer: String, due: CalendarDay?, place: String,
        today: CalendarDay
    ) throws(Complaint) {
        if kind == .guarantee, due == nil { throw Complaint("collateral.due.missing") }
        if let due, due < today { throw Complaint("collateral.due.past") }
        (self.kind, self.amount, self.number, self.issuer, self.due, self.place) =
            (kind, amount, number, issuer, due, place)
    }
}
