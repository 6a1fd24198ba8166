/// What a tariff must hold before it can be activated, beyond each rule being readable.
public enum TariffChecks {
    /// Two rules of which neither beats the other, and a job that both would match.
    public struct Ambiguity: Hashable, Sendable {
        /// Places among the rules that were checked, the earlier first.
        public let first: Int
        public let second: Int
        /// The facts that such a job must have, as `column=value`; any other fact may be anything.
        public let exampleJob: [String]
    }

    /// For each rule the first one before it that it cannot be told from.
    public static func ambiguities(among rules: [TariffRule]) -> [Ambiguity] {
        var earlier: [Step: [Int]] = [:]
        var found: [Ambiguity] = []
        for (place, rule) in rules.enumerated() where rule.component.takesOneRule {
            let step = Step(component: rule.component, priority: rule.priority, specificity: rule.match.specificity)
            for other in earlier[step, default: []] {
                guard let job = exampleJob(of: rules[other].match, and: rule.match) else { continue }
                found.append(Ambiguity(first: other, second: place, exampleJob: job))
                break
            }
            earlier[step, default: []].append(place)
        }
        return found
    }

    /// Codes that stand on more than one rule; the places are those of the repetitions.
    public static func repeatedCodes(among rules: [TariffRule]) -> [Int] {
        var seen: Set<String> = []
        return rules.indices.filter { !seen.insert(rules[$0].code).inserted }
    }

    /// Everything that stands against activating the rules; `lines` are their lines in a file, if they come from one.
    public static func refusals(of rules: [TariffRule], lines: [Int]? = nil) -> [RowRefusal] {
        let line = { (place: Int) in lines?[place] ?? place + 2 }
        let codes = repeatedCodes(among: rules).map { place in
            RowRefusal(
                line: line(place), column: RuleColumn.code.rawValue, row: rules[place].code,
                Complaint("fees.code.twice", rules[place].code))
        }
        let ties = ambiguities(among: rules).map { tie in
            let (first, second) = (rules[tie.first].code, rules[tie.second].code)
            let complaint = Complaint("fees.ambiguous", first, second, tie.exampleJob.joined(separator: ", "))
            return RowRefusal(
                line: line(tie.second), column: RuleColumn.priority.rawValue, row: second, complaint)
        }
        return codes + ties
    }

    private struct Step: Hashable {
        let component: FeeComponent
        let priority: Int64
        let specificity: Int
    }

    /// Nil where no job can match both.
    private static func exampleJob(of one: RuleMatch, and other: RuleMatch) -> [String]? {
        var job: [String] = []
        for column in MatchColumn.allCases {
            let values = one.conditions.first { $0.column == column }?.values
            let others = other.conditions.first { $0.column == column }?.values
            guard let candidates = values ?? others else { continue }
            guard let value = candidates.first(where: { others?.contains($0) ?? true }) else { return nil }
            job.append("\(column.rawValue)=\(value)")
        }
        return facts(in: one.range, and: other.range).map { job + $0 }
    }

    private static func facts(in one: RangeCondition?, and other: RangeCondition?) -> [String]? {
        if let one, let other, one.metric == other.metric {
            return one.leastFact(sharedWith: other).map { ["\(one.metric.rawValue)=\(one.metric.text($0))"] }
        }
        var facts: [String] = []
        for range in [one, other].compactMap({ $0 }) {
            guard let fact = range.leastFact() else { return nil }
            facts.append("\(range.metric.rawValue)=\(range.metric.text(fact))")
        }
        return facts
    }
}
