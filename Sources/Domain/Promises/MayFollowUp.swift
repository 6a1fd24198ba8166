/// The permit to take a done job up again, since what it was about is not right: by a further job of the same machine. The first
/// one stays as it is: its fee, claim, warranty and what its customer said hang on it, and may have been paid.
public struct MayFollowUp: Sendable {
    public static let dayBounds = 0...365
    public static let usualDays = 30

    public let actor: Actor
    public let reason: String

    /// - Parameters:
    ///   - days: within how many days of its end; 0: never.
    ///   - isFollowed: whether a further job of it is open already.
    /// - Throws: `error.denied`, `jobs.follow.…`
    public init(
        _ actor: Actor, _ state: JobState, endedOn: CalendarDay?, today: CalendarDay, days: Int, isFollowed: Bool,
        reason: String
    ) throws(Complaint) {
        guard Self.isAllowed(actor) else { throw Complaint("error.denied") }
        guard state == .done || state == .closed, let endedOn else { throw Complaint("jobs.follow.not_done") }
        guard endedOn.distance(to: today) <= days, days > 0 else { throw Complaint("jobs.follow.late", String(days)) }
        guard !isFollowed else { throw Complaint("jobs.follow.already") }
        guard !reason.isEmpty else { throw Complaint("jobs.follow.reason_missing") }
        (self.actor, self.reason) = (actor, reason)
    }

    public static func isAllowed(_ actor: Actor) -> Bool {
        actor.sight == .company && actor.has(.administrator, .serviceManager, .dispatcher)
    }
}
