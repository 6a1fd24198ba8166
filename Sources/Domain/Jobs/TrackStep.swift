/// A job's way as whoever waits for it sees it. What the company does within itself is not seen: a job that is offered to a dealer
/// is received, one that a dealer gave back waits for another.
public enum TrackStep: String, CaseIterable, Sendable {
    case received, assigned, scheduled
    case underWay = "under_way"
    case done

    /// - Returns: nil for a job that ended on another way.
    public init?(_ state: JobState) {
        switch state {
        case .received, .offered: self = .received
        case .accepted: self = .assigned
        case .scheduled: self = .scheduled
        case .underWay: self = .underWay
        case .done, .closed: self = .done
        case .returned, .cancelled: return nil
        }
    }

    /// Whether it is behind a job that stands there.
    public func isPast(at here: TrackStep) -> Bool {
        let all = Self.allCases
        return all.firstIndex(of: self)! < all.firstIndex(of: here)!
    }

    /// The steps to show of a job that stands there: behind it those that it went since it was last begun anew, ahead of it all.
    /// - Parameter since: when each was last begun.
    public static func way(to here: TrackStep, since: [TrackStep: Instant]) -> [TrackStep] {
        var last: Instant?
        return allCases.filter { step in
            guard step.isPast(at: here) else { return true }
            guard let moment = since[step], last.map({ moment >= $0 }) ?? true else { return false }
            last = moment
            return true
        }
    }
}
