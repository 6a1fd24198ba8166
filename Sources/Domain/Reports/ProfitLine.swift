/// A line of the service unit's profit and loss: what comes in, and what it costs. Amounts are in the smallest unit of the currency,
/// without value added tax.
public enum ProfitLine: String, CaseIterable, Sendable {
    /// Of customers' invoices, less what was taken back of them.
    case labour, travel, part, package, other
    /// Of dealers, for parts that they must pay.
    case charged
    /// Written by hand, of a month: what the factory, suppliers and contracts bring, and the rest.
    case factory, supplier, contract
    case otherIncome = "other_income"
    /// What dealers' claims were decided at, with penalties and later decisions.
    case fees
    /// What dealers have collected of customers for work that was billed, and keep.
    case kept
    /// Parts of the company's own goods, at what they cost: used at jobs, and lost, scrapped or missed at a count.
    case fitted, lost
    /// Written by hand, of a month.
    case salary, premises, transport, mission, shop, survey
    case otherCost = "other_cost"

    public enum Side: String, CaseIterable, Sendable { case income, cost }

    public var side: Side {
        switch self {
        case .labour, .travel, .part, .package, .other, .charged, .factory, .supplier, .contract, .otherIncome: .income
        case .fees, .kept, .fitted, .lost, .salary, .premises, .transport, .mission, .shop, .survey, .otherCost: .cost
        }
    }

    /// Whether somebody writes it down; the others are counted from what was issued, decided and moved.
    public var isWritten: Bool {
        switch self {
        case .factory, .supplier, .contract, .otherIncome, .salary, .premises, .transport, .mission, .shop, .survey,
            .otherCost:
            true
        case .labour, .travel, .part, .package, .other, .charged, .fees, .kept, .fitted, .lost: false
        }
    }

    public static let written = allCases.filter(\.isWritten)
}

/// The lines of one time, or of one dealer, city, product in it.
public struct ProfitSums: Equatable, Sendable {
    private var amounts: [ProfitLine: Int64]

    /// Those that have rows, though they may come to nothing.
    public var lines: Set<ProfitLine> { Set(amounts.keys) }

    public init(_ amounts: [ProfitLine: Int64] = [:]) { self.amounts = amounts }

    public subscript(line: ProfitLine) -> Int64 {
        get { amounts[line] ?? 0 }
        set { amounts[line] = newValue }
    }

    public subscript(side: ProfitLine.Side) -> Int64 {
        ProfitLine.allCases.reduce(0) { $0 + ($1.side == side ? self[$1] : 0) }
    }

    /// Below zero: a loss.
    public var result: Int64 { self[.income] - self[.cost] }

    /// Of what comes in, in tenths of a percent, cut off towards zero; nil where nothing comes in. Far below zero it is held at
    /// a hundred million times.
    public var margin: Int64? {
        let income = self[.income] as Int64
        guard income > 0 else { return nil }
        let (whole, rest) = result.quotientAndRemainder(dividingBy: income)
        let tenths = income.dividingFullWidth(rest.multipliedFullWidth(by: 1_000)).quotient
        return max(whole, -100_000_000) * 1_000 + tenths
    }

    public static func == (left: ProfitSums, right: ProfitSums) -> Bool {
        ProfitLine.allCases.allSatisfy { left[$0] == right[$0] }
    }

    public static func += (left: inout ProfitSums, right: ProfitSums) {
        for (line, amount) in right.amounts { left[line] += amount }
    }
}
