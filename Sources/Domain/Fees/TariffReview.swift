/// What a draft is looked at for before it is put into force.
public struct TariffReview: Sendable {
    /// Something about one rule; `column` where it is one cell's.
    public struct Finding: Hashable, Sendable {
        public let rule: String
        public let column: RuleColumn?
        public let complaint: Complaint

        init(_ rule: String, _ column: RuleColumn?, _ complaint: Complaint) {
            self.rule = rule
            self.column = column
            self.complaint = complaint
        }
    }

    /// Rules that cannot be read, codes that stand twice, two rules that some job could match both: with these nothing could
    /// be computed.
    public let faults: [Finding]
    /// Codes that the company does not have, rules that can never win: computed rightly, and probably not what was meant. A
    /// person may know better (a dealer who joins next month), so they only must have been seen.
    public let doubts: [Finding]

    /// - Parameter known: the company's own codes of the columns that have no vocabulary.
    public init(_ rules: [RuleCells], known: [MatchColumn: Set<String>]) {
        var read: [TariffRule] = []
        var faults: [Finding] = []
        for cells in rules {
            do {
                read.append(try TariffParsing.rule(of: cells))
            } catch {
                faults += error.rows.map { Finding($0.row, RuleColumn(rawValue: $0.column), $0.complaint) }
            }
        }
        faults += TariffChecks.refusals(of: read).map {
            Finding($0.row, RuleColumn(rawValue: $0.column), $0.complaint)
        }
        self.faults = faults
        doubts = Self.unknownCodes(in: read, known: known) + Self.idle(among: read)
    }

    private static func unknownCodes(
        in rules: [TariffRule], known: [MatchColumn: Set<String>]
    ) -> [Finding] {
        rules.flatMap { rule in
            rule.match.conditions.flatMap { condition in
                guard let codes = known[condition.column] else { return [] as [Finding] }
                return condition.values.filter { !codes.contains($0) }.map { value in
                    Finding(
                        rule.code, RuleColumn(condition.column),
                        Complaint("fees.unknown.\(condition.column.rawValue)", value))
                }
            }
        }
    }

    /// Rules that no job can ever be paid by.
    private static func idle(among rules: [TariffRule]) -> [Finding] {
        rules.compactMap { rule in
            if let range = rule.match.range, range.leastFact() == nil {
                return Finding(rule.code, .metric, Complaint("fees.idle.range"))
            }
            guard let winner = rules.first(where: { $0.alwaysWins(over: rule) }) else { return nil }
            let cause: FeeReason.Loser.Cause = winner.priority > rule.priority ? .priority : .specificity
            return Finding(rule.code, nil, Complaint("fees.idle.\(cause.rawValue)", winner.code))
        }
    }
}

extension TariffRule {
    /// Whether each job that the other rule is for is this one's too, and goes to this one.
    fileprivate func alwaysWins(over other: TariffRule) -> Bool {
        component == other.component && component.takesOneRule && beats(other) && match.holdsAll(of: other.match)
    }
}

extension RuleMatch {
    /// Whether it includes each job that the other one includes.
    func holdsAll(of other: RuleMatch) -> Bool {
        let holdsValues = conditions.allSatisfy { condition in
            let values = Set(condition.values)
            if let all = condition.column.vocabulary, values.isSuperset(of: all) { return true }
            return other.conditions.first { $0.column == condition.column }.map { values.isSuperset(of: $0.values) }
                ?? false
        }
        guard holdsValues, let range else { return holdsValues }
        if range.holdsAllPossible { return true }
        return other.range.map(range.holdsAll) ?? false
    }
}

extension RangeCondition {
    /// Whether it leaves out no job.
    fileprivate var holdsAllPossible: Bool {
        metric.isAlwaysKnown && least <= metric.possible.lowerBound && last >= metric.possible.upperBound
    }

    fileprivate func holdsAll(of other: RangeCondition) -> Bool {
        metric == other.metric && least <= max(other.least, metric.possible.lowerBound)
            && last >= min(other.last, metric.possible.upperBound)
    }
}

extension FeeMetric {
    /// Whether each job has this fact.
    fileprivate var isAlwaysKnown: Bool {
        switch self {
        case .km, .minutes, .visits, .parts, .hours: true
        case .repeatDays, .score, .rework: false
        }
    }
}
