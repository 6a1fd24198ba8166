/// Chooses, among rules that each hold for some cases, the one that says most about a case: each thing that a rule asks and
/// the case meets counts its weight, and a rule that asks nothing holds for all.
public struct Specificity<Aspect: Hashable & Sendable>: Sendable {
    private let weights: [Aspect: Int]

    public init(_ weights: [Aspect: Int]) { self.weights = weights }

    /// What the rule says about the case.
    /// - Returns: nil where it asks something that the case does not meet; something empty is met by no case.
    public func weight(of asked: [Aspect: String], for given: [Aspect: String]) -> Int? {
        guard asked.allSatisfy({ !$0.value.isEmpty && given[$0.key] == $0.value }) else { return nil }
        return asked.keys.reduce(0) { $0 + (weights[$1] ?? 0) }
    }

    /// - Returns: nil where none holds for the case; of several that say as much the first.
    public func best<Rule>(
        _ rules: [Rule], for given: [Aspect: String], asking: (Rule) -> [Aspect: String]
    ) -> Rule? {
        var best: (rule: Rule, weight: Int)?
        for rule in rules {
            guard let weight = weight(of: asking(rule), for: given), weight > best?.weight ?? -1 else { continue }
            best = (rule, weight)
        }
        return best?.rule
    }
}
