/// Marks the ids of claims and their lines.
public enum Claim {}
public enum ClaimLine {}

/// Where a claim stands (DESIGN §4).
public enum ClaimState: String, CaseIterable, Lifecycle {
    /// The dealer may still ask for more; finance does not decide it yet.
    case draft
    case submitted
    /// The dealer is asked; it waits for his answer.
    case sentBack = "sent_back"
    case approved
    case partApproved = "part_approved"
    case rejected

    /// What finance has said for good: a thing that may have been paid is never edited.
    public var isFinal: Bool {
        switch self {
        case .draft, .submitted, .sentBack: false
        case .approved, .partApproved, .rejected: true
        }
    }

    public static let impossible = "claims.deed.impossible"

    /// A dealer who never answers must not keep a claim open for ever: one that was sent back can be rejected.
    public func next(_ deed: ClaimDeed) -> ClaimState? {
        switch self {
        case .draft: deed == .send ? .submitted : nil
        case .submitted:
            switch deed {
            case .approve: .approved
            case .approvePart: .partApproved
            case .reject: .rejected
            case .sendBack: .sentBack
            case .send, .answer: nil
            }
        case .sentBack:
            switch deed {
            case .answer: .submitted
            case .reject: .rejected
            case .send, .approve, .approvePart, .sendBack: nil
            }
        case .approved, .partApproved, .rejected: nil
        }
    }
}

/// What can be done to a claim.
public enum ClaimDeed: String, CaseIterable, Sendable {
    /// The dealer puts a draft before the company.
    case send
    case approve
    case approvePart = "approve_part"
    case reject
    case sendBack = "send_back"
    /// The dealer explains what he was asked; the claim is submitted again.
    case answer

    /// The list of the company's reasons that this deed must name one of.
    public var reasonKind: String? {
        switch self {
        case .send, .approve, .answer: nil
        case .approvePart, .reject: "claim_reject"
        case .sendBack: "claim_send_back"
        }
    }
}
