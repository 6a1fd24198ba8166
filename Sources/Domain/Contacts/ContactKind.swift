/// Marks the ids of contacts, and of what people are asked about one.
public enum Contact {}
public enum Referral {}

/// What somebody wanted of the company, or the company of him.
public enum ContactKind: String, CaseIterable, Sendable {
    case question, request, complaint, suggestion, criticism
    /// Somebody says that a machine is his.
    case registration

    /// Whoever said this is told what became of it.
    public var wantsAnswer: Bool { self == .complaint || self == .suggestion || self == .criticism }
}

/// By which way they spoke with each other.
public enum ContactChannel: String, CaseIterable, Sendable {
    case phone, sms, visit, email, letter, fax, web, ticket
}

/// Who began.
public enum ContactDirection: String, CaseIterable, Sendable { case incoming, outgoing }

/// How grave a complaint is.
public enum ContactSeverity: String, CaseIterable, Sendable { case low, medium, high }

public enum ContactState: String, CaseIterable, Sendable { case open, closed }
