/// What a line pays for, in the order in which lines are found and written.
public enum FeeComponent: String, CaseIterable, Codable, Sendable {
    case labour, visit, travel
    case partsHandling = "parts_handling"
    case bonus, penalty

    /// Whether only one rule of the component applies to a job; of bonuses and penalties all that match do.
    public var takesOneRule: Bool {
        switch self {
        case .labour, .visit, .travel, .partsHandling: true
        case .bonus, .penalty: false
        }
    }
}

/// Who pays a line: what the customer pays the dealer collects himself, and it is not payable.
public enum FeePayer: String, CaseIterable, Codable, Sendable {
    case company, customer
}

/// Whether a line stands for each job, or once for all jobs of one trip.
public enum FeeScope: String, CaseIterable, Codable, Sendable {
    case job
    case householdDay = "household_day"
}

public enum Warranty: String, CaseIterable, Codable, Sendable {
    case within = "in"
    case out
    /// After the warranty, parts still promised.
    case commitment
    /// The day that it runs from is not known, so nobody can say.
    case unknown
}

public enum Zone: String, CaseIterable, Codable, Sendable {
    case inCity = "in_city"
    case outOfCity = "out_of_city"
}

/// How a visit ended.
public enum JobOutcome: String, CaseIterable, Codable, Sendable {
    case completed
    case checkedOnly = "checked_only"
    case notHome = "not_home"
    case refused
}

/// The kind of day in the company's own calendar; a holiday is a holiday also on a Thursday or Friday.
public enum DayKind: String, CaseIterable, Codable, Sendable {
    case workday, thursday, friday, holiday
}
