/// A line of a claim while it is being decided, with what it was taken of.
public struct DecidedLine: Hashable, Sendable {
    let component: FeeComponent
    /// Whether the company pays it: only then it is decided at all.
    let isCompanys: Bool
    /// nil for a line that was asked for beyond the tariff.
    let working: FeeReason?
    /// Minor units, as all amounts here.
    let claimed: Int64
    var approved: Int64

    public init(_ component: FeeComponent, isCompanys: Bool, working: FeeReason?, claimed: Int64, approved: Int64) {
        (self.component, self.isCompanys, self.working) = (component, isCompanys, working)
        (self.claimed, self.approved) = (claimed, approved)
    }
}

/// A percentage follows the lines that it is taken of: where finance cuts the labour, a penalty of a third of the labour
/// is a third of what is left of it.
public enum FollowingLines {
    /// Lines that stand as they were claimed, though what they are taken of does not, come to their share of what is left;
    /// all others stay as they are. A least amount that the rule may have is not looked at: it held no line that was above
    /// it.
    /// - Parameter lines: in the order of the claim, in which a percentage stands behind what it is taken of.
    /// - Returns: what each line comes to, in the same order. - Throws: `fees.overflow`.
    public static func amounts(_ lines: [DecidedLine]) throws(Complaint) -> [Int64] {
        var lines = lines
        for place in lines.indices where lines[place].isCompanys && lines[place].approved == lines[place].claimed {
            guard let reason = lines[place].working, case .percent(_, let base, let before) = reason.working,
                let now = amount(of: base, in: lines), now != before
            else { continue }
            lines[place].approved = try reason.amount(onBase: now)
        }
        return lines.map(\.approved)
    }

    /// nil for what the customer paid: no decision changes that.
    private static func amount(of base: FeeBase, in lines: [DecidedLine]) -> Int64? {
        switch base {
        case .customerLabour, .customerParts, .customerTotal: nil
        case .labour: lines.first { $0.component == .labour }?.approved
        case .visit: lines.first { $0.component == .visit }?.approved
        case .travel: lines.first { $0.component == .travel }?.approved
        case .earned:
            lines.lazy.filter { $0.component.takesOneRule && $0.isCompanys && $0.working != nil }
                .reduce(0) { $0 + $1.approved }
        }
    }
}

extension FeeReason {
    /// What a percentage comes to on another base, in minor units; a penalty below zero.
    fileprivate func amount(onBase base: Int64) throws(Complaint) -> Int64 {
        guard case .percent(let hundredths, _, _) = working, sameTripAs == nil else { return amount }
        var held = try Fraction(base).times(hundredths).divided(by: 10_000)
        switch limit {
        case .least(let least): if try held.minus(Fraction(least)).isNegative { held = Fraction(least) }
        case .most(let most): if try Fraction(most).minus(held).isNegative { held = Fraction(most) }
        case nil: break
        }
        let rounded = try held.rounded()
        return isPenalty ? -rounded : rounded
    }
}
