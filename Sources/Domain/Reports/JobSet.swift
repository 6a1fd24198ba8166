/// What a report counts: each is some of the jobs that were received, or that ended, in a period.
public enum JobSet: String, CaseIterable, Sendable {
    case received, cancelled, complained
    case done, repairs, repeated, judged, unfixed, accepted, scored, unsatisfied, priced, parted

    /// Whether the day of its end says which period a job is of; else the day of its reception.
    public var isByEnd: Bool { ![.received, .cancelled, .complained].contains(self) }

    /// Whether a job of it may still leave or join it for thirty days after its end.
    public var ripens: Bool { self == .repeated || self == .unfixed }
}
