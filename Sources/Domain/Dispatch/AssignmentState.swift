/// What became of putting a job to a dealer.
public enum AssignmentState: String, CaseIterable, Sendable {
    case offered, accepted, declined, withdrawn, expired

    /// The job is with this dealer, or waits for his answer. A job has one open assignment at most.
    public var isOpen: Bool {
        switch self {
        case .offered, .accepted: true
        case .declined, .withdrawn, .expired: false
        }
    }

    /// The states from which an assignment comes into this one.
    public var earlier: [AssignmentState] {
        switch self {
        case .offered: []
        case .accepted, .expired: [.offered]
        case .declined, .withdrawn: [.offered, .accepted]
        }
    }
}
