/// Marks the ids of times at a bench, and of repairs by others.
public enum BenchTime {}
public enum OutsideRepair {}

/// How long somebody worked on a machine.
public enum BenchMinutes {
    /// A day at a bench; whoever forgot to stop writes down what it was.
    public static let range: ClosedRange<Int64> = 1...720

    /// Whole minutes between two moments: a part of one counts, and nothing beyond a day's work does.
    public static func between(_ start: Instant, _ end: Instant) -> Int {
        let seconds = max(0, end.seconds - start.seconds)
        return Int(min((seconds + 59) / 60, range.upperBound))
    }
}

/// Proof that this person may write down work on this machine.
public struct MayWorkOnBench: Sendable {
    public let actor: Actor

    /// His own machines and those that nobody has; a manager writes on all. Nothing is written on what has left.
    /// - Throws: `workshop.denied.other`, `workshop.denied.state`.
    public init(_ actor: Actor, _ state: BenchState, technician: ID<Person>?) throws(Complaint) {
        guard !state.isEnded else { throw Complaint(BenchState.impossible) }
        let isManager = actor.has(.administrator, .serviceManager, .workshopManager)
        guard isManager || technician == nil || technician == actor.person else {
            throw Complaint("workshop.denied.other")
        }
        self.actor = actor
    }
}
