/// What a rule found in one claim, with the rule as it was then.
public struct ClaimFinding: Hashable, Sendable {
    /// The numbers that a sentence about it names; which of them are there depends on the rule.
    public struct Numbers: Codable, Hashable, Sendable {
        /// Another job's number, and days between it and this one.
        public var job: String?
        /// Whether that job was of the same dealer.
        public var isOwn: Bool?
        public var days: Int64?
        /// Tenths of a kilometre, typed and on the map.
        public var typed: Int64?
        public var map: Int64?
        public var minutes: Int64?
        public var standard: Int64?
        /// Minor units.
        public var amount: Int64?
        /// What the customer paid, in minor units.
        public var paid: Int64?
        /// Whether the warranty is not known, rather than over.
        public var isUnknown: Bool?
        /// Which of a contract's bounds was left: `days`, `group`, `city`; or what was paid twice: `labour`, `travel`. With
        /// commas.
        public var bounds: String?
        /// How many there are, and how many the company asks for.
        public var photos: Int?
        public var photosAsked: Int?
        /// Codes of parts.
        public var parts: [String]?
        public var doubts: [Doubt]?
        public var swaps: [Swap]?

        public init() {}
    }

    /// What a customer was asked, and what he said to it: `yes` or `no`.
    public struct Doubt: Codable, Hashable, Sendable {
        public let fa: String
        public let en: String
        public let answer: String

        public init(fa: String, en: String, answer: String) { (self.fa, self.en, self.answer) = (fa, en, answer) }
    }

    /// A part that came out: its code, its serial, and what the machine was known to hold, with commas.
    public struct Swap: Codable, Hashable, Sendable {
        public let part: String
        public let removed: String
        public let held: String

        public init(part: String, removed: String, held: String) {
            (self.part, self.removed, self.held) = (part, removed, held)
        }
    }

    public let code: ClaimRuleCode
    public let rank: Int
    public let severity: ClaimSeverity
    public let disposition: ClaimDisposition
    public let numbers: Numbers

    public init(
        _ code: ClaimRuleCode, rank: Int, severity: ClaimSeverity, disposition: ClaimDisposition, numbers: Numbers
    ) {
        (self.code, self.rank, self.severity, self.disposition) = (code, rank, severity, disposition)
        self.numbers = numbers
    }

    init(_ rule: ClaimRule, _ numbers: Numbers) {
        self.init(
            rule.code, rank: rule.rank, severity: rule.severity, disposition: rule.disposition, numbers: numbers)
    }
}

extension Sequence<ClaimFinding> {
    /// The one whose disposition weighs most, then whose severity, then the first in rank.
    public var gravest: ClaimFinding? {
        self.min { left, right in
            (right.disposition, right.severity, left.rank) < (left.disposition, left.severity, right.rank)
        }
    }
}

/// What the company's rules say of a claim that it receives, before a person sees it.
public enum ReceiptVerdict: Hashable, Sendable {
    case wait
    case approve
    case reject(ClaimFinding)

    /// - Parameters:
    ///   - claimedAboveZero: the sum of the lines in the dealer's favour, in minor units; no penalty lessens it here.
    ///   - total: what the claim comes to; where that is less than nothing, a person is asked.
    ///   - isAsked: the dealer asks for more than the tariff gave: a person always decides that.
    ///   - limit: up to which amount a claim needs nobody, in minor units; 0 where each needs somebody.
    public init(_ findings: [ClaimFinding], claimedAboveZero: Int64, total: Int64, isAsked: Bool, limit: Int64) {
        let denials = findings.filter { $0.disposition == .deny }
        if let first = denials.min(by: { $0.rank < $1.rank }) {
            self = .reject(first)
            return
        }
        let isPlain = findings.allSatisfy { $0.disposition == .pay }
        let isSmall = limit > 0 && claimedAboveZero <= limit && total >= 0
        self = isPlain && !isAsked && isSmall ? .approve : .wait
    }
}
