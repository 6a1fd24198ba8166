/// Marks the ids of links to jobs.
public enum JobLink {}

/// What a link to a job lets whoever holds it do: this, and nothing else.
public enum LinkPurpose: String, CaseIterable, Sendable {
    /// Look how far the job has come.
    case track
    /// Say how the work was.
    case rate
    /// Say that somebody was there.
    case confirm
    /// Say yes or no to what it will cost.
    case approve

    /// For how many days a new one is good.
    public var days: Int64 {
        switch self {
        case .track: 90
        case .rate, .confirm, .approve: 30
        }
    }
}

/// The proof that a link opens what it is asked for: made for that, not at its end, not taken back.
public struct MayOpenLink: Sendable {
    /// - Throws: `tracking.over`, whatever the reason is: whoever holds a wrong link learns nothing of it.
    public init(
        _ purpose: LinkPurpose, for asked: LinkPurpose, until end: Instant, isRevoked: Bool, at now: Instant
    ) throws(Complaint) {
        guard purpose == asked, now < end, !isRevoked else { throw Complaint("tracking.over") }
    }
}
