/// One line that a company takes off a payment, or adds to it: retention, tax, value added tax. The rules are its data.
public struct DeductionRule: Hashable, Sendable {
    public enum Kind: String, CaseIterable, Codable, Sendable {
        case insuranceRetention = "insurance_retention"
        case performanceRetention = "performance_retention"
        case withholding
        /// An addition: what a registered dealer pays on to the state.
        case vat

        public var ledgerKind: LedgerKind {
            switch self {
            case .insuranceRetention: .insuranceRetention
            case .performanceRetention: .performanceRetention
            case .withholding: .withholding
            case .vat: .vat
            }
        }

        public var isAddition: Bool { self == .vat }
    }

    public enum Base: String, CaseIterable, Codable, Sendable {
        /// What the dealer has earned: fees, penalties and later changes of them.
        case gross
        /// The same after the lines above this one.
        case remaining
        /// The fees without penalties, with all that was decided of them later: what is taken back takes its share with it.
        case fees
    }

    public let id: ID<DeductionRule>
    public let kind: Kind
    /// Lower is earlier; rules of one position follow their ids.
    public let position: Int
    public let percent: Percent
    public let base: Base
    /// Of the dealers it is for; empty for all.
    public let grades: Set<String>
    /// Only for dealers who are registered for value added tax.
    public let isForRegistered: Bool
    public let from: CalendarDay
    /// The last day; nil for open.
    public let to: CalendarDay?

    public init(
        id: ID<DeductionRule>, kind: Kind, position: Int, percent: Percent, base: Base, grades: Set<String>,
        isForRegistered: Bool, from: CalendarDay, to: CalendarDay?
    ) {
        (self.id, self.kind, self.position, self.percent, self.base) = (id, kind, position, percent, base)
        (self.grades, self.isForRegistered, self.from, self.to) = (grades, isForRegistered, from, to)
    }

    public func applies(toGrade grade: String, isRegistered: Bool, on day: CalendarDay) -> Bool {
        (grades.isEmpty || grades.contains(grade)) && (isRegistered || !isForRegistered) && from <= day
            && (to.map { day <= $0 } ?? true)
    }
}

/// What one rule took off one payment, or added to it.
public struct Deduction: Hashable, Sendable {
    public let rule: DeductionRule
    /// Never below zero.
    public let base: Money
    /// As it will stand in the account: below zero where it is taken off.
    public let amount: Money

    /// The lines of one payment, in the order of the rules. Each is rounded once, half away from zero; where there is
    /// nothing to take a share of, there is no line.
    /// - Parameters:
    ///   - rules: those that apply.
    ///   - earned: what the dealer has earned, by kind.
    /// - Throws: `kernel.money.overflow`.
    public static func lines(
        _ rules: [DeductionRule], earned: [LedgerKind: Money], _ currency: Currency
    ) throws(Complaint) -> [Deduction] {
        let work = earned.filter { $0.key.group == .work }
        let gross = try Money.sum(work.values, currency)
        let fees = try Money.sum(work.filter { $0.key != .penalty }.values, currency)
        var remaining = gross
        var lines: [Deduction] = []
        for rule in rules.sorted(by: { ($0.position, $0.id) < ($1.position, $1.id) }) {
            let base =
                switch rule.base {
                case .gross: gross
                case .remaining: remaining
                case .fees: fees
                }
            guard base.minor > 0 else { continue }
            let share = rule.percent.of(base)
            guard share.minor > 0 else { continue }
            let amount = rule.kind.isAddition ? share : -share
            remaining = try remaining.adding(amount)
            lines.append(Deduction(rule: rule, base: base, amount: amount))
        }
        return lines
    }
}
