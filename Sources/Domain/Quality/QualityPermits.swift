/// Proof that this person may test this work: never whoever has done it, nor anybody of a dealer's.
public struct MayTestWork: Sendable {
    public let actor: Actor

    /// - Parameter workers: who has worked on it, or is of the dealer who has.
    /// - Throws: `quality.denied.role`, `quality.denied.own`.
    public init(_ actor: Actor, workers: Set<ID<Person>>) throws(Complaint) {
        guard actor.dealer == nil, actor.has(.qualityInspector, .workshopManager, .serviceManager, .administrator)
        else {
            throw Complaint("quality.denied.role")
        }
        guard !workers.contains(actor.person) else { throw Complaint("quality.denied.own") }
        self.actor = actor
    }
}

/// Proof that this person may let something pass that was rejected or that nobody could test, or let it be paid without.
public struct MayOverrule: Sendable {
    public let actor: Actor
    public let reason: String

    /// - Throws: `quality.denied.overrule`, `quality.denied.own`, `quality.reason.missing`.
    public init(_ actor: Actor, workers: Set<ID<Person>>, reason: String) throws(Complaint) {
        guard actor.dealer == nil, actor.has(.serviceManager, .administrator) else {
            throw Complaint("quality.denied.overrule")
        }
        guard !workers.contains(actor.person) else { throw Complaint("quality.denied.own") }
        guard !reason.isEmpty else { throw Complaint("quality.reason.missing") }
        (self.actor, self.reason) = (actor, reason)
    }
}

/// Proof that this person may open the control of a dealer's job that was not drawn.
public struct MayAudit: Sendable {
    public let actor: Actor
    public let reason: String

    /// - Parameters:
    ///   - endedOn: nil where the job is not done.
    ///   - days: after its end.
    /// - Throws: as `MayTestWork`; `quality.audit.denied.open`, `quality.audit.denied.days`, `quality.reason.missing`.
    public init(
        _ actor: Actor, workers: Set<ID<Person>>, endedOn: CalendarDay?, today: CalendarDay, within days: Int,
        reason: String
    ) throws(Complaint) {
        self.actor = try MayTestWork(actor, workers: workers).actor
        guard let endedOn else { throw Complaint("quality.audit.denied.open") }
        guard endedOn.distance(to: today) <= days else {
            throw Complaint("quality.audit.denied.days", String(days))
        }
        guard !reason.isEmpty else { throw Complaint("quality.reason.missing") }
        self.reason = reason
    }
}
