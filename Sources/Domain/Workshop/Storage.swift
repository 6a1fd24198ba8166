/// What leaving a machine in the workshop costs from a day on, when its customer is reminded, and when it may be disposed of.
public struct StorageRule: Hashable, Codable, Sendable {
    public static let freeBounds: ClosedRange<Int64> = 0...365
    public static let dayBounds: ClosedRange<Int64> = 1...1_000
    /// In the smallest unit.
    public static let amounts: ClosedRange<Int64> = 0...1_000_000_000_000
    public static let mostReminders = 6
    /// Days between the last reminder and the disposal.
    public static let lastNotice = 7

    /// Days in which it costs nothing, counted from the one on which it could be fetched.
    public let freeDays: Int
    /// For each day after them, in the smallest unit.
    public let perDay: Int64
    /// In all; nil where it has no end.
    public let most: Int64?
    /// On which of the days its customer is reminded, rising.
    public let reminders: [Int]
    /// From which of the days on it may be disposed of; nil: never.
    public let disposalDays: Int?

    /// - Throws: `storage.rule.order` where the reminders do not rise, `storage.rule.many`, `storage.rule.reminders` where it
    ///   would be disposed of without one, `storage.rule.notice` where that is too soon after the last one.
    public init(
        freeDays: Int, perDay: Int64, most: Int64?, reminders: [Int], disposalDays: Int?
    ) throws(Complaint) {
        guard zip(reminders, reminders.dropFirst()).allSatisfy({ $0 < $1 }) else {
            throw Complaint("storage.rule.order")
        }
        guard reminders.count <= Self.mostReminders else { throw Complaint("storage.rule.many") }
        if let disposalDays {
            guard let last = reminders.last else { throw Complaint("storage.rule.reminders") }
            guard disposalDays >= last + Self.lastNotice else { throw Complaint("storage.rule.notice") }
        }
        (self.freeDays, self.perDay, self.most) = (freeDays, perDay, most)
        (self.reminders, self.disposalDays) = (reminders, disposalDays)
    }

    /// What it has come to on a day. - Parameter ready: the day on which it could be fetched.
    public func fee(since ready: CalendarDay, on day: CalendarDay) -> StorageFee {
        let days = max(0, Int(day.number) - Int(ready.number))
        let (full, isBeyond) = Int64(max(0, days - freeDays)).multipliedReportingOverflow(by: perDay)
        return StorageFee(days: days, amount: min(isBeyond ? .max : full, most ?? .max))
    }

    /// How many reminders ought to have gone by a day.
    public func remindersDue(since ready: CalendarDay, on day: CalendarDay) -> Int {
        reminders.count { ready.adding(days: $0) <= day }
    }

    /// The first day on which it may be disposed of: one whose last reminder went late has its customer's days all the same.
    /// - Parameter sent: when the reminders went. - Returns: nil where not all have gone, or it is never disposed of.
    public func disposal(since ready: CalendarDay, reminded sent: [CalendarDay]) -> CalendarDay? {
        guard let disposalDays, let last = reminders.last, sent.count >= reminders.count, let lastSent = sent.max()
        else { return nil }
        return max(ready.adding(days: disposalDays), lastSent.adding(days: disposalDays - last))
    }
}

/// What leaving a machine has come to.
public struct StorageFee: Hashable, Sendable {
    public static let none = StorageFee(days: 0, amount: 0)
    /// Since it could be fetched.
    public let days: Int
    /// In the smallest unit.
    public let amount: Int64

    public init(days: Int, amount: Int64) { (self.days, self.amount) = (days, amount) }
}

/// What becomes of a machine that nobody has fetched.
public enum DisposalWay: String, CaseIterable, Sendable { case sold, recycled, donated }

/// Proof that a machine which nobody has fetched may be disposed of.
public struct MayDispose: Sendable {
    public let actor: Actor
    public let reason: String

    /// A manager's deed, with a reason, after all reminders.
    /// - Parameter day: the first one on which it may be, by `StorageRule.disposal`.
    /// - Throws: `workshop.denied.state`, `storage.denied.role`, `storage.denied.early`, `storage.reason.missing`.
    public init(
        _ actor: Actor, _ state: BenchState, from day: CalendarDay?, today: CalendarDay, reason: String
    ) throws(Complaint) {
        guard state.handedOver != nil else { throw Complaint(BenchState.impossible) }
        guard actor.has(.administrator, .serviceManager, .workshopManager) else {
            throw Complaint("storage.denied.role")
        }
        guard let day, day <= today else { throw Complaint("storage.denied.early") }
        guard !reason.isEmpty else { throw Complaint("storage.reason.missing") }
        (self.actor, self.reason) = (actor, reason)
    }
}
