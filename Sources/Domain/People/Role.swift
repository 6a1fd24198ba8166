/// What a person is in one company. A person may have several roles there.
public enum Role: String, CaseIterable, Sendable, Hashable {
    case administrator
    case serviceManager = "service_manager"
    case reception
    case dispatcher
    case financeOfficer = "finance_officer"
    case financeApprover = "finance_approver"
    case storekeeper
    case stockManager = "stock_manager"
    case workshopManager = "workshop_manager"
    case benchTechnician = "bench_technician"
    /// Tests what others have repaired.
    case qualityInspector = "quality_inspector"
    /// Asks customers how the work was; sees no fees.
    case surveyAgent = "survey_agent"
    case dealerManager = "dealer_manager"
    case dealerTechnician = "dealer_technician"
    /// Reads all, changes nothing.
    case auditor

    public var isOfDealer: Bool { self == .dealerManager || self == .dealerTechnician }
}

/// The roles of one person in one company, stored as their names with commas.
public struct Roles: Hashable, Sendable {
    public let all: Set<Role>

    public init(_ all: Set<Role>) { self.all = all }

    public init(text: String) { all = Set(text.split(separator: ",").compactMap { Role(rawValue: String($0)) }) }

    /// In the order of `Role.allCases`.
    public var ordered: [Role] { Role.allCases.filter(all.contains) }
    public var text: String { ordered.map(\.rawValue).joined(separator: ",") }

    /// Whether he has roles of a dealer and no other one.
    public var areOfDealer: Bool { !all.isEmpty && all.allSatisfy(\.isOfDealer) }

    public func meet(_ others: Set<Role>) -> Bool { !all.isDisjoint(with: others) }

    /// Whoever works for a dealer sees that dealer's rows alone; so roles of a dealer and of the office never mix.
    /// - Throws: `people.roles.none`, `people.roles.mixed`.
    public static func checked(_ all: Set<Role>) throws(Complaint) -> Roles {
        guard !all.isEmpty else { throw Complaint("people.roles.none") }
        let ofDealer = all.filter(\.isOfDealer)
        guard ofDealer.isEmpty || ofDealer.count == all.count else { throw Complaint("people.roles.mixed") }
        return Roles(all)
    }
}
