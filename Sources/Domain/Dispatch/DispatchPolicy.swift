/// For which jobs a policy is, or what a job is: nil stands for any.
public struct DispatchScope: Hashable, Sendable {
    public let service: String?
    public let group: ID<ProductGroup>?
    public let city: ID<City>?

    public static let all = DispatchScope(service: nil, group: nil, city: nil)

    public init(service: String?, group: ID<ProductGroup>?, city: ID<City>?) {
        (self.service, self.group, self.city) = (service, group, city)
    }

    /// What several jobs of one city have in common.
    public init(services: Set<String>, groups: Set<ID<ProductGroup>>, city: ID<City>) {
        self.init(
            service: services.count == 1 ? services.first : nil, group: groups.count == 1 ? groups.first : nil,
            city: city)
    }

    var aspects: [DispatchAspect: String] {
        let all: [(DispatchAspect, String?)] = [
            (.service, service), (.group, group?.description), (.city, city?.description),
        ]
        return all.reduce(into: [:]) { $0[$1.0] = $1.1 }
    }
}

/// How jobs of a kind are put to dealers.
public struct DispatchPolicy: Hashable, Sendable {
    public static let answerBounds = 0...6_000
    public static let passBounds = 0...20

    public let weights: RankingWeights
    /// Minutes of working time in which a dealer answers an offer; 0: it waits as long as he likes.
    public let answerMinutes: Int
    /// How many further dealers are asked by themselves, one after the other, where one declines or does not answer.
    public let passes: Int

    /// Of a company that has said nothing.
    public static let usual = DispatchPolicy(weights: .usual, answerMinutes: 0, passes: 0)

    public init(weights: RankingWeights, answerMinutes: Int, passes: Int) {
        (self.weights, self.answerMinutes, self.passes) = (weights, answerMinutes, passes)
    }
}

/// The policies of a company that are in force.
public struct DispatchPolicies: Sendable {
    public let all: [DispatchScope: DispatchPolicy]

    public init(_ all: [DispatchScope: DispatchPolicy]) { self.all = all }

    /// The one that says most about the job.
    public subscript(job: DispatchScope) -> DispatchPolicy {
        let scope = DispatchAspect.specificity.best(Array(all.keys), for: job.aspects, asking: \.aspects)
        return scope.flatMap { all[$0] } ?? .usual
    }
}
