/// What a customer is; a person and an organisation have different numbers of identity.
public enum CustomerKind: String, CaseIterable, Sendable {
    case person, organisation

    /// The digits of a national id, checked by its rule.
    /// - Throws: what is wrong with it.
    public func nationalID(_ typed: String) throws(Complaint) -> String {
        switch self {
        case .person: try NationalID(typed).text
        case .organisation: try LegalNationalID(typed).text
        }
    }
}

/// Whether a customer may be written to about other things than his own jobs.
public enum CustomerConsent: String, CaseIterable, Sendable {
    case unasked, given, refused

    /// Of two who are one: what either has refused stays refused.
    public func joined(with other: CustomerConsent) -> CustomerConsent {
        if self == .refused || other == .refused { return .refused }
        return self == .unasked ? other : self
    }
}

/// How much of one customer is written down.
public enum CustomerLimits {
    public static let numbers = 12
    public static let addresses = 20

    /// - Parameter known: what he has already, which he may keep.
    /// - Throws: `customers.numbers.many`, `customers.addresses.many`
    public static func check(
        numbers count: Int, addresses places: Int, known: (numbers: Int, addresses: Int) = (0, 0)
    ) throws(Complaint) {
        guard count <= max(numbers, known.numbers) else { throw Complaint("customers.numbers.many", String(numbers)) }
        guard places <= max(addresses, known.addresses) else {
            throw Complaint("customers.addresses.many", String(addresses))
        }
    }
}

/// Whether two customers may become one.
public struct MayMergeCustomers: Sendable {
    /// For so many days it can be taken back.
    public static let daysToUndo = 30

    public let kept: ID<Customer>
    public let gone: ID<Customer>
    public let reason: String

    /// - Parameters:
    ///   - isGone: of either, whether he was erased or has become another already.
    /// - Throws: `customers.merge.…`
    public init(keeping kept: ID<Customer>, merging gone: ID<Customer>, isGone: Bool, reason: String) throws(Complaint)
    {
        guard kept != gone else { throw Complaint("customers.merge.itself") }
        guard !isGone else { throw Complaint("customers.merge.no_more") }
        guard !reason.isEmpty else { throw Complaint("customers.merge.reason_missing") }
        (self.kept, self.gone, self.reason) = (kept, gone, reason)
    }

    /// - Throws: `customers.merge.…`
    public static func checkUndo(madeAt: Instant, now: Instant, isUndone: Bool, isErased: Bool) throws(Complaint) {
        guard !isUndone else { throw Complaint("customers.merge.undone_already") }
        guard !isErased else { throw Complaint("customers.merge.erased") }
        guard now <= madeAt.adding(seconds: Int64(daysToUndo) * 86_400) else {
            throw Complaint("customers.merge.late", String(daysToUndo))
        }
    }
}

/// Marks the ids of merges: two customers that became one.
public enum CustomerMerge {}
