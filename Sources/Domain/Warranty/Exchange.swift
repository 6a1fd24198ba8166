/// Marks the ids of exchanges.
public enum Exchange {}

/// How far the exchange of a machine has come.
public enum ExchangeState: String, CaseIterable, Sendable {
    /// The rule says so; nobody has chosen the new machine.
    case due
    /// Somebody asks for it; another person confirms.
    case asked
    case done, declined, undone

    public enum Step: String, CaseIterable, Sendable { case ask, confirm, decline, undo }

    /// nil where that cannot be done in this state.
    public func after(_ step: Step) -> ExchangeState? {
        switch (self, step) {
        case (.due, .ask): .asked
        case (.asked, .confirm): .done
        case (.due, .decline), (.asked, .decline): .declined
        case (.done, .undo): .undone
        default: nil
        }
    }
}

/// Why a machine is to be exchanged.
public enum ExchangeCause: String, CaseIterable, Sendable { case failures, days, asked }

/// When a company exchanges a machine instead of repairing it again; nil: never for that.
public struct ExchangeLimits: Hashable, Sendable {
    public static let bounds: ClosedRange<Int64> = 1...3660
    public static let none = ExchangeLimits()
    public let failures: Int?
    /// In repair, all repairs together.
    public let days: Int?

    public init(failures: Int? = nil, days: Int? = nil) { (self.failures, self.days) = (failures, days) }

    /// - Parameters:
    ///   - failures: repairs within the warranty, the last one too.
    ///   - days: that they took.
    public func cause(failures: Int, days: Int) -> (cause: ExchangeCause, amount: Int)? {
        if let limit = self.failures, failures >= limit { return (.failures, failures) }
        if let limit = self.days, days >= limit { return (.days, days) }
        return nil
    }
}

/// What may be done with a machine that was exchanged and is kept apart.
public enum Quarantine {
    /// The kinds of service that a job for it may have.
    public static let services: Set<String> = ["return", "parts"]
}

/// The proof that a person may confirm an exchange: a new machine is money, so he manages the service and somebody else has
/// asked for it.
public struct MayConfirmExchange: Sendable {
    public let actor: Actor

    /// - Parameters:
    ///   - hasAsked: whether it was this person who asked for it.
    ///   - isEased: whether the operator lets one person do what needs two.
    /// - Throws: `units.exchange.denied.role`, `units.exchange.denied.same`.
    public init(_ actor: Actor, hasAsked: Bool, isEased: Bool) throws(Complaint) {
        guard actor.has(.administrator, .serviceManager) else { throw Complaint("units.exchange.denied.role") }
        guard !hasAsked || isEased else { throw Complaint("units.exchange.denied.same") }
        self.actor = actor
    }
}
