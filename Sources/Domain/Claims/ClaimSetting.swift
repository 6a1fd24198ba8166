/// What a company decides about its claims once for all.
public enum ClaimSetting: String, CaseIterable, Codable, Sendable {
    /// A draft is sent by itself so many days after the job was completed; 0 sends it with the job's end.
    case sendAfterDays = "send_after_days"
    /// Up to which amount a claim without an exception needs nobody, in minor units; 0 where each needs somebody.
    case automaticLimit = "automatic_limit"
    /// So many days after a decision the dealer may appeal against it.
    case appealDays = "appeal_days"
    /// So many days after a job was completed its claim waits for what the customer says of it; 0: not at all.
    case scoreDays = "score_days"
    /// Up to which amount a person of that role approves one claim, in minor units.
    case limitOfficer = "limit_finance_officer"
    case limitApprover = "limit_finance_approver"

    /// Absent in the company's rows it means that there is no limit; every other one counts as 0 then.
    public var isLimit: Bool { self == .limitOfficer || self == .limitApprover }
    /// An administrator alone sets these: nobody of finance raises what he may approve, or what nobody needs to see.
    public var isMoney: Bool { isLimit || self == .automaticLimit }

    /// Days, or minor units.
    public var range: ClosedRange<Int64> {
        isMoney ? 0...1_000_000_000_000_000 : 0...365
    }
}

/// A company's settings as they stand.
public struct ClaimSettings: Hashable, Sendable {
    public let values: [ClaimSetting: Int64]

    public init(_ values: [ClaimSetting: Int64]) { self.values = values }

    public var sendAfterDays: Int { Int(values[.sendAfterDays] ?? 0) }
    public var automaticLimit: Int64 { values[.automaticLimit] ?? 0 }
    public var appealDays: Int { Int(values[.appealDays] ?? 0) }
    public var scoreDays: Int { Int(values[.scoreDays] ?? 0) }

    /// Up to which amount this person approves one claim, in minor units: of his roles, the one that may more.
    /// - Returns: nil where there is no limit.
    public func limit(of actor: Actor) -> Int64? {
        let roles: [(Role, ClaimSetting)] = [(.financeOfficer, .limitOfficer), (.financeApprover, .limitApprover)]
        let limits = roles.filter { actor.has($0.0) }.map { values[$0.1] }
        return limits.contains(nil) ? nil : limits.compactMap(\.self).max()
    }
}
