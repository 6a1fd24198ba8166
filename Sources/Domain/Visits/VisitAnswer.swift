/// What is asked at a visit beside its own facts.
public enum VisitQuestionKind: Hashable, Sendable {
    /// Yes, no or not applicable.
    case choice
    /// Measured or read, or not applicable. - Parameter unit: as it is written behind the number; empty where it has none.
    case number(unit: String)
    /// Read off a counter: a whole number, not below zero.
    case count(unit: String)

    /// As it is written behind a number; nil for a choice.
    public var unit: String? {
        switch self {
        case .choice: nil
        case .number(let unit), .count(let unit): unit
        }
    }

    /// Thousandths.
    public static let numbers: ClosedRange<Int64> = -1_000_000_000_000...1_000_000_000_000

    /// What stands in the field of a number that cannot be read.
    public static let absent = "-"

    /// - Throws: `form.choose` for no such choice, as `TypedNumber.thousandths`.
    public func answer(_ typed: String) throws(Complaint) -> VisitAnswer {
        switch self {
        case .choice:
            guard let answer = VisitAnswer.choices.first(where: { $0.code == typed }) else {
                throw Complaint("form.choose")
            }
            return answer
        case .number:
            if SearchText.key(typed) == Self.absent { return .absent }
            return .number(try TypedNumber.thousandths(typed, in: Self.numbers))
        case .count:
            return .number(try TypedNumber.integer(typed, in: UsageReading.values) * 1_000)
        }
    }
}

/// What was answered at a visit.
public enum VisitAnswer: Hashable, Sendable {
    case yes, no
    /// Not applicable, or not to be measured.
    case absent
    /// Thousandths.
    case number(Int64)

    public static let choices: [VisitAnswer] = [.yes, .no, .absent]

    /// - Parameter number: thousandths, where the code is `number`.
    public init?(code: String, number: Int64?) {
        if code == "number", let number {
            self = .number(number)
        } else if let choice = Self.choices.first(where: { $0.code == code }) {
            self = choice
        } else {
            return nil
        }
    }

    public var code: String {
        switch self {
        case .yes: "yes"
        case .no: "no"
        case .absent: "absent"
        case .number: "number"
        }
    }

    public var number: Int64? { if case .number(let number) = self { number } else { nil } }
}
