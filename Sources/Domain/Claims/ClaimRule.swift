/// What a company looks for in a claim before a person decides it. A signature or the customer's code is not
/// recorded: there is no rule for it.
public enum ClaimRuleCode: String, CaseIterable, Sendable {
    /// Another job on the same serial, completed on the same day, is claimed too.
    case duplicate
    /// Completed before the dealer accepted the job.
    case beforeAcceptance = "before_acceptance"
    /// Outside of the contract's days, product groups or cities.
    case contract
    /// The same work on the same serial was completed a few days before, by whatever dealer.
    case repeated
    /// Out of warranty or not known to be in it, and the company is to pay.
    case charged
    /// The company is to pay what the customer has paid.
    case customerPaid = "customer_paid"
    /// More kilometres than the road on the map.
    case distance
    /// More minutes than the company's standard time.
    case labour
    /// The dealer asks for more than the tariff gave.
    case asked
    /// The unit's day of purchase is unknown.
    case unregistered
    case noPhoto = "no_photo"
    /// A part of the catalogue was fitted that is known to be for other machines.
    case misfit
    /// The part that came out is not the one that the machine was known to hold.
    case swapped
    /// The customer says something else than the dealer has written down.
    case contradicted

    public enum Parameter: String, CaseIterable, Sendable {
        case days, percent, km

        /// Whole days, percent and kilometres.
        public var range: ClosedRange<Int64> {
            switch self {
            case .days: 1...3650
            case .percent: 0...1000
            case .km: 0...3000
            }
        }
    }

    /// What the company sets of it.
    public var parameters: [Parameter] {
        switch self {
        case .repeated: [.days]
        case .distance: [.percent, .km]
        case .labour: [.percent]
        case .duplicate, .beforeAcceptance, .contract, .charged, .customerPaid, .asked, .unregistered, .noPhoto,
            .misfit, .swapped, .contradicted:
            []
        }
    }
}

public enum ClaimSeverity: String, CaseIterable, Comparable, Sendable {
    case low, medium, high

    public static func < (left: ClaimSeverity, right: ClaimSeverity) -> Bool { left.place < right.place }
    private var place: Int { Self.allCases.firstIndex(of: self)! }
}

/// What becomes of a claim with that finding.
public enum ClaimDisposition: String, CaseIterable, Comparable, Sendable {
    /// A remark that stands in nobody's way.
    case pay
    /// A person looks at it.
    case look
    case deny

    public static func < (left: ClaimDisposition, right: ClaimDisposition) -> Bool { left.place < right.place }
    private var place: Int { Self.allCases.firstIndex(of: self)! }
}

/// One row of a company's table of exceptions.
public struct ClaimRule: Hashable, Sendable {
    public let code: ClaimRuleCode
    /// 1 is looked for first.
    public let rank: Int
    public let severity: ClaimSeverity
    public let disposition: ClaimDisposition
    /// Of the parameters that the code has; what is absent counts as 0.
    public let parameters: [ClaimRuleCode.Parameter: Int64]
    /// Of the company's reasons to reject: what a dealer is told where the rule denies.
    public let reason: String
    public let isOn: Bool

    public init(
        _ code: ClaimRuleCode, rank: Int, severity: ClaimSeverity, disposition: ClaimDisposition,
        parameters: [ClaimRuleCode.Parameter: Int64] = [:], reason: String, isOn: Bool = true
    ) {
        (self.code, self.rank, self.severity, self.disposition) = (code, rank, severity, disposition)
        self.parameters = parameters.filter { code.parameters.contains($0.key) }
        (self.reason, self.isOn) = (reason, isOn)
    }

    public func parameter(_ name: ClaimRuleCode.Parameter) -> Int64 { parameters[name] ?? 0 }
}
