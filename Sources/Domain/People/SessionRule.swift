/// When a session ends by itself, in seconds.
public struct SessionRule: Hashable, Sendable {
    /// Without a visit.
    public let idle: Int64
    /// After the sign-in, however often it is used.
    public let most: Int64

    public init(idle: Int64, most: Int64) { (self.idle, self.most) = (idle, most) }

    public func holds(madeAt: Instant, seenAt: Instant, now: Instant) -> Bool {
        seenAt.adding(seconds: idle) > now && madeAt.adding(seconds: most) > now
    }

    /// Until when it lasts where nobody comes after this visit.
    public func end(madeAt: Instant, seenAt: Instant) -> Instant {
        min(seenAt.adding(seconds: idle), madeAt.adding(seconds: most))
    }
}

/// The rules of an installation: whoever decides about money or people is signed out sooner.
public struct SessionRules: Sendable {
    public static let everyone = SessionRule(idle: 30 * 86_400, most: 90 * 86_400)
    public static let usualHours = 12
    /// The roles whose sessions are short, in whichever company a person has one of them.
    public static let short: Set<Role> = [.administrator, .financeOfficer, .financeApprover]

    private let ofMoney: SessionRule

    /// - Parameter hours: without a visit, for the roles of `short`.
    public init(hours: Int = usualHours) {
        let idle = min(Int64(max(1, hours)) * 3_600, Self.everyone.idle)
        ofMoney = SessionRule(idle: idle, most: max(idle, 14 * 86_400))
    }

    public func rule(isShort: Bool) -> SessionRule { isShort ? ofMoney : Self.everyone }
}
