/// Marks the ids of answers to a question of the guide.
public enum IntakeAnswer {}

/// Where an answer to a question of the guide leads.
public enum GuideStep: Hashable, Sendable {
    case question(ID<IntakeItem>)
    /// What is written down as the stated fault.
    case fault(ID<IntakeItem>)
    /// What the caller is told; the call may end with it.
    case advice
}

/// Questions that lead to each other.
public enum GuideTree {
    /// Longer chains nobody goes through while somebody waits on the line.
    public static let deepest = 8

    /// - Parameter edges: which questions each one leads to.
    /// - Throws: `products.guide.circle` where an answer would lead back to its own question; `products.guide.deep`.
    public static func check(
        from question: ID<IntakeItem>, to next: ID<IntakeItem>, edges: [ID<IntakeItem>: Set<ID<IntakeItem>>]
    ) throws(Complaint) {
        guard depth(next, edges, seeking: question) != nil else { throw Complaint("products.guide.circle") }
        var back: [ID<IntakeItem>: Set<ID<IntakeItem>>] = [:]
        for (one, others) in edges { for other in others { back[other, default: []].insert(one) } }
        let (below, above) = (
            depth(next, edges, seeking: nil) ?? deepest, depth(question, back, seeking: nil) ?? deepest
        )
        guard below + above <= deepest else { throw Complaint("products.guide.deep", String(deepest)) }
    }

    /// Those that nothing leads to, in the order given.
    public static func roots(
        among questions: [ID<IntakeItem>], _ edges: [ID<IntakeItem>: Set<ID<IntakeItem>>]
    ) -> [ID<IntakeItem>] {
        let led = edges.values.reduce(into: Set<ID<IntakeItem>>()) { $0.formUnion($1) }
        return questions.filter { !led.contains($0) }
    }

    /// How many stand on the longest way from one on, itself included; nil where the way comes by the one that is sought.
    private static func depth(
        _ one: ID<IntakeItem>, _ edges: [ID<IntakeItem>: Set<ID<IntakeItem>>], seeking sought: ID<IntakeItem>?
    ) -> Int? {
        var (level, steps) = ([one], 0)
        while !level.isEmpty, steps <= deepest {
            if let sought, level.contains(sought) { return nil }
            steps += 1
            level = Array(Set(level.flatMap { edges[$0] ?? [] }))
        }
        return steps
    }
}
