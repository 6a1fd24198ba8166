import Database
import Domain
import Ground
import Web

/// How the company puts its jobs to dealers, policy by policy; what held before stays in its rows.
package enum DispatchPolicyStore {
    static func inForce(_ tx: Transaction) throws -> DispatchPolicies {
        var policies: [DispatchScope: DispatchPolicy] = [:]
        let rows = try tx.rows(
            """
            SELECT service_type, group_id, city_id, weights, answer_minutes, passes, is_ended FROM dispatch_policy
            ORDER BY id
            """)
        for row in rows {
            let scope = DispatchScope(
                service: try row.optional("service_type"), group: try row.optional("group_id"),
                city: try row.optional("city_id"))
            let isEnded: Bool = try row("is_ended")
            policies[scope] =
                isEnded
                ? nil
                : DispatchPolicy(
                    weights: RankingWeights(text: try row("weights")) ?? .usual,
                    answerMinutes: try row("answer_minutes"), passes: try row("passes"))
        }
        return DispatchPolicies(policies)
    }

    /// Sets what holds for such jobs from now on. - Returns: false where that is what holds already.
    package static func set(
        _ policy: DispatchPolicy, for scope: DispatchScope, by person: ID<Person>, _ tx: Transaction
    ) throws -> Bool {
        let before = try inForce(tx).all[scope]
        guard before != policy else { return false }
        try add(policy, for: scope, isEnded: false, by: person, tx)
        try tell(scope, before ?? (scope == .all ? .usual : nil), policy, by: person, tx)
        return true
    }

    /// From now on such jobs are put to dealers as others are. - Throws: `Refusal.stale` where no policy is for them alone.
    static func end(_ scope: DispatchScope, by person: ID<Person>, _ tx: Transaction) throws {
        guard let before = try inForce(tx).all[scope] else { throw Refusal.stale(Complaint("error.stale")) }
        try add(before, for: scope, isEnded: true, by: person, tx)
        try tell(scope, before, nil, by: person, tx)
    }

    private static func add(
        _ policy: DispatchPolicy, for scope: DispatchScope, isEnded: Bool, by person: ID<Person>, _ tx: Transaction
    ) throws {
        try tx.execute(
            """
            INSERT INTO dispatch_policy (service_type, group_id, city_id, weights, answer_minutes, passes, is_ended,
                                         made_by, made_at)
            VALUES (\(scope.service), \(scope.group), \(scope.city), \(policy.weights.text), \(policy.answerMinutes),
                    \(policy.passes), \(isEnded), \(person), \(tx.now))
            """)
    }

    private static func tell(
        _ scope: DispatchScope, _ before: DispatchPolicy?, _ after: DispatchPolicy?, by person: ID<Person>,
        _ tx: Transaction
    ) throws {
        let detail = [
            "service": scope.service ?? "", "group": scope.group?.description ?? "",
            "city": scope.city?.description ?? "",
        ].filter { !$0.value.isEmpty }
        let event = Event(
            "dispatch_policy", of: EventSubject("setting"), in: "settings", from: before?.texts ?? [:],
            to: after?.texts ?? [:], detail: detail)
        try EventStore.add(event, by: person, tx)
    }
}

extension DispatchPolicy {
    /// As events have it.
    fileprivate var texts: [String: String] {
        var texts = ["answer_minutes": String(answerMinutes), "passes": String(passes)]
        for part in RankingPart.allCases { texts["weight_\(part.rawValue)"] = String(weights[part]) }
        return texts
    }
}
