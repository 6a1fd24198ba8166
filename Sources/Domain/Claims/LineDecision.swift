/// What finance says to one company-paid line of a claim.
public struct LineDecision: Hashable, Sendable {
    public let line: ID<ClaimLine>
    public let claimed: Money
    public let approved: Money
    /// Of the company's reasons to reject; nil where the line stands as it was claimed.
    public let reason: String?

    /// A line can be approved, approved less or rejected. A penalty is claimed below zero: it can be lessened or waived.
    /// - Throws: `claims.line.more` where it is more than was claimed (or of the other sign), `form.choose` where less is
    ///   approved without a reason.
    public init(line: ID<ClaimLine>, claimed: Money, approved: Money, reason: String?) throws(Complaint) {
        let range = min(claimed.minor, 0)...max(claimed.minor, 0)
        guard range.contains(approved.minor), approved.currency == claimed.currency else {
            throw Complaint("claims.line.more", String(claimed.minor))
        }
        guard approved == claimed || reason != nil else { throw Complaint("form.choose") }
        (self.line, self.claimed, self.approved) = (line, claimed, approved)
        self.reason = approved == claimed ? nil : reason
    }

    public var isWhole: Bool { approved == claimed }
}

/// All lines of one claim decided together.
public struct ClaimDecision: Hashable, Sendable {
    public let deed: ClaimDeed
    public let approved: Money
    /// The reason of the first line that does not stand as claimed.
    public let reason: String?

    /// Every line as claimed is an approval, every line at zero a rejection, anything between a part.
    /// - Throws: `kernel.money.overflow`.
    public init(_ lines: [LineDecision], currency: Currency) throws(Complaint) {
        let cut = lines.filter { !$0.isWhole }
        reason = cut.first?.reason
        approved = try Money.sum(lines.map(\.approved), currency)
        if cut.isEmpty {
            deed = .approve
        } else {
            deed = lines.allSatisfy { $0.approved.minor == 0 } ? .reject : .approvePart
        }
    }
}
