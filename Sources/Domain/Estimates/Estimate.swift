/// Marks the ids of estimates.
public enum Estimate {}

/// What a line of an estimate is for.
public enum EstimateKind: String, CaseIterable, Sendable { case labour, part, travel }

/// One line of what a job will cost.
public struct EstimateLine: Hashable, Sendable {
    public static let most = 30
    public static let longest = 200
    public static let quantities = 1...999
    /// Of one, in the smallest unit: 30 lines of 999 stay far below what a sum holds.
    public static let prices: ClosedRange<Int64> = 0...1_000_000_000_000

    public let kind: EstimateKind
    /// Empty where the kind says enough.
    public let text: String
    public let quantity: Int
    public let price: Int64

    public init(_ kind: EstimateKind, _ text: String, quantity: Int = 1, price: Int64) {
        (self.kind, self.text, self.quantity, self.price) = (kind, text, quantity, price)
    }

    public var amount: Int64 { price * Int64(quantity) }

    public static func total(_ lines: [EstimateLine]) -> Int64 { lines.reduce(0) { $0 + $1.amount } }
}

/// Where an estimate stands.
public enum EstimateState: String, CaseIterable, Sendable {
    case open, approved, refused
    /// A later revision took its place before anybody answered.
    case replaced
    /// Taken back, or the job came to its end.
    case withdrawn

    public static let impossible = "estimates.answered"
}

/// By which way a customer has answered.
public enum EstimateVoice: String, CaseIterable, Sendable {
    case link, phone
    case inPerson = "in_person"

    /// Those that somebody writes down for him.
    public static let recorded: [EstimateVoice] = [.phone, .inPerson]
}

/// What a customer says of an estimate.
public struct EstimateAnswer: Hashable, Sendable {
    public static let longest = 500
    public let isApproved: Bool
    public let text: String

    /// - Parameter word: `approve` or `refuse`.
    /// - Throws: `form.choose`, `form.too_long`.
    public init(_ word: String, text: String) throws(Complaint) {
        guard word == "approve" || word == "refuse" else { throw Complaint("form.choose") }
        guard text.count <= Self.longest else { throw Complaint("form.too_long", String(Self.longest)) }
        (isApproved, self.text) = (word == "approve", SearchText.stored(text))
    }
}

/// The permit to write down what a customer says of an estimate.
public struct MayAnswerEstimate: Sendable {
    public let answer: EstimateAnswer

    /// - Parameter last: on which it may still be approved; no is said at any time.
    /// - Throws: `estimates.answered`, `estimates.over`.
    public init(
        _ answer: EstimateAnswer, to state: EstimateState, until last: CalendarDay, today: CalendarDay
    ) throws(Complaint) {
        guard state == .open else { throw Complaint(EstimateState.impossible) }
        guard !answer.isApproved || today <= last else { throw Complaint("estimates.over") }
        self.answer = answer
    }
}

/// The permit to tell a customer what his job will cost.
public struct MayEstimate: Sendable {
    /// - Throws: `estimates.ended`; `estimates.not_accepted` where a dealer has not said yet that he comes.
    public init(_ actor: Actor, _ state: JobState) throws(Complaint) {
        guard !state.isEnded else { throw Complaint("estimates.ended") }
        if actor.dealer != nil {
            switch state {
            case .accepted, .scheduled, .underWay: break
            case .received, .offered, .done, .closed, .returned, .cancelled: throw Complaint("estimates.not_accepted")
            }
        }
    }
}
