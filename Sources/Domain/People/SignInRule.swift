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
/// who works for another company too is let in by one, and nobody of an office.
public struct SignInRule: Hashable, Sendable {
    public let byPassword: Bool
    public let byCode: Bool
    public let resetsByCode: Bool

    /// - Parameter places: the companies where he may work, each with his roles there and what it says of codes.
    public init(_ places: [(roles: Roles, rule: CodeRule)]) {
        guard places.count == 1, let place = places.first else {
            (byPassword, byCode, resetsByCode) = (true, false, false)
            return
        }
        let isOfDealer = !place.roles.all.isEmpty && place.roles.all.allSatisfy(\.isOfDealer)
        byCode = isOfDealer && place.rule.way != .password
        byPassword = !(isOfDealer && place.rule.way == .code)
        resetsByCode = isOfDealer && place.rule.resets && byPassword
    }
}

/// A code that goes to a telephone.
public enum PhoneCode {
    public static let digits = 6
    /// For so long it is good.
    public static let seconds: Int64 = 120
    public static let mostTries = 5

    /// Drawn by lot. - Parameter number: from the system's own lot in the program.
    public static func text(_ number: Int) -> String {
        let text = String(max(0, number) % 1_000_000)
        return String(repeating: "0", count: digits - text.count) + text
    }
}
