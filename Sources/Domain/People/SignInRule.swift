/// How a company lets its dealers' people sign in.
public enum SignInWay: String, CaseIterable, Sendable { case password, code, both }

/// What a company says of codes that go to a telephone.
public struct CodeRule: Hashable, Sendable {
    public static let usual = CodeRule(way: .password, resets: false)
    public let way: SignInWay
    /// Whether whoever has forgotten his password gets a code.
    public let resets: Bool

    public init(way: SignInWay, resets: Bool) { (self.way, self.resets) = (way, resets) }
}

/// How one person may sign in. A code goes by the account of one company, whose administrator may read it there: so nobody
/// who has a place in another company too is let in by one or chooses a password by one, and nobody of an office.
public struct SignInRule: Hashable, Sendable {
    public let byPassword: Bool
    public let byCode: Bool
    public let resetsByCode: Bool

    /// One company where he has a place.
    public struct Place: Sendable {
        public let roles: Roles
        public let rule: CodeRule
        /// Whether he may work there: he is not locked, and the company is not closed.
        public let isOpen: Bool

        public init(_ roles: Roles, _ rule: CodeRule, isOpen: Bool) {
            (self.roles, self.rule, self.isOpen) = (roles, rule, isOpen)
        }
    }

    /// - Parameter places: all, also where he is locked: a lock is taken away again.
    public init(_ places: [Place]) {
        guard places.count == 1, let place = places.first, place.isOpen, place.roles.areOfDealer else {
            (byPassword, byCode, resetsByCode) = (true, false, false)
            return
        }
        byCode = place.rule.way != .password
        byPassword = place.rule.way != .code
        resetsByCode = place.rule.resets && byPassword
    }
}

/// A code that goes to a telephone.
public enum PhoneCode {
    public static let digits = 6
    /// For so long it is good.
    public static let seconds: Int64 = 120
    public static let mostTries = 5

    /// How many a company sends in a day. - Parameter people: its dealers' people.
    public static func most(for people: Int) -> Int { max(50, 4 * people) }

    /// Drawn by lot. - Parameter number: from the system's own lot in the program.
    public static func text(_ number: Int) -> String {
        let text = String(max(0, number) % 1_000_000)
        return String(repeating: "0", count: digits - text.count) + text
    }
}
