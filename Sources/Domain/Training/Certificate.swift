/// What somebody of a dealer has shown that he can do.
public enum Certificate {
    /// How it stands on a day.
    public enum State: String, CaseIterable, Sendable {
        case valid
        /// Counts, and not for long.
        case ending
        case over
        case withdrawn
    }

    /// Days before its last one in which a certificate is soon over.
    public static let soon = 30

    public static func state(until last: CalendarDay, isWithdrawn: Bool, on today: CalendarDay) -> State {
        if isWithdrawn { return .withdrawn }
        if last < today { return .over }
        return last <= today.adding(days: soon) ? .ending : .valid
    }
}

/// One kind of work: a service on a group of products.
public struct ServiceWork: Hashable, Sendable {
    public let service: String
    public let group: ID<ProductGroup>

    public init(_ service: String, on group: ID<ProductGroup>) { (self.service, self.group) = (service, group) }
}

/// Work that a dealer may not be given, since nobody of his has a certificate of it that counts.
public struct UntrainedWork: Hashable, Sendable {
    public let group: ID<ProductGroup>
    /// nil: every service.
    public let service: String?

    public init(_ group: ID<ProductGroup>, service: String?) { (self.group, self.service) = (group, service) }

    public func covers(_ work: ServiceWork) -> Bool { work.group == group && (service ?? work.service) == work.service }
}
