/// A recorded visit, as whoever wants to put it right finds it.
public struct RecordedVisit: Sendable {
    public let madeBy: ID<Person>
    public let madeAt: Instant
    /// No later visit of the job was recorded.
    public let isLast: Bool
    /// In the company's calendar.
    public let day: CalendarDay

    public init(madeBy: ID<Person>, madeAt: Instant, isLast: Bool, day: CalendarDay) {
        (self.madeBy, self.madeAt, self.isLast, self.day) = (madeBy, madeAt, isLast, day)
    }
}

/// The permit to put right what somebody has himself recorded of a visit, as long as the company lets him.
public struct MayCorrectVisit: Sendable {
    /// For how long that may be; 0: never.
    public static let hourBounds = 0...720

    public let actor: Actor
    private let visit: RecordedVisit
    private let isEnd: Bool
    private let isInstallation: Bool

    /// - Parameter hours: from the recording on; 0: it is never put right.
    /// - Throws: `visits.not_yours`, `visits.correct.…`: why it stays as it is.
    public init(
        _ actor: Actor, _ visit: RecordedVisit, on job: JobStanding, service: String, within hours: Int, now: Instant
    ) throws(Complaint) {
        try job.mustBelong(to: actor)
        guard hours > 0 else { throw Complaint("visits.correct.off") }
        guard visit.madeBy == actor.person else { throw Complaint("visits.correct.other") }
        guard visit.isLast else { throw Complaint("visits.correct.not_last") }
        guard job.state == .done || job.state.allows(.begin) else { throw Complaint("visits.correct.moved_on") }
        guard now.seconds - visit.madeAt.seconds <= Int64(hours) * 3_600 else {
            throw Complaint("visits.correct.late", String(hours))
        }
        (self.actor, self.visit) = (actor, visit)
        (isEnd, isInstallation) = (job.state == .done, service == "install")
    }

    /// Whether the visit may become that. Whether a job is done, and on which day, hangs on much else: that stays.
    /// - Throws: `visits.correct.end`, `visits.correct.outcome`, `visits.correct.day`.
    public func check(
        from before: VisitOutcome, to facts: VisitFacts, on day: CalendarDay
    ) throws(Complaint) {
        guard (facts.deed == .finish) == isEnd else { throw Complaint("visits.correct.end") }
        let alike: Set<VisitOutcome> = isEnd ? [.completed, .checkedOnly] : [.notHome, .toContinue]
        let isSame = before == facts.outcome
        guard isSame || !isInstallation && alike.isSuperset(of: [before, facts.outcome]) else {
            throw Complaint("visits.correct.outcome")
        }
        guard !isEnd || day == visit.day else { throw Complaint("visits.correct.day") }
    }
}
