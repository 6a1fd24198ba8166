import Database
import Domain
import Ground
import Web

/// What the company promises of its jobs, rule by rule; what held before stays in its rows.
package enum PromisePolicyStore {
    static func inForce(_ tx: Transaction) throws -> PromisePolicies { try inForce(at: tx.now, tx) }

    /// What held at that moment.
    static func inForce(at moment: Instant, _ tx: Transaction) throws -> PromisePolicies {
        var policies: [PromiseScope: PromisePolicies.Kept] = [:]
        let rows = try tx.rows(
            """
            SELECT id, service_type, city_id, city_class, customer_kind, under_contract, response_minutes,
                   completion_minutes, pauses, warn_minutes, tells, is_ended
            FROM promise_policy WHERE made_at <= \(moment) ORDER BY id
            """)
        for row in rows {
            let isEnded: Bool = try row("is_ended")
            policies[try PromiseScope(row)] = isEnded ? nil : .init(id: try row("id"), policy: try PromisePolicy(row))
        }
        return PromisePolicies(policies, usual: .usual(try WorkDayStore.week(tx) ?? .usual))
    }

    /// Sets what is promised of such jobs from now on. - Returns: false where that is what holds already.
    @discardableResult
    package static func set(
        _ policy: PromisePolicy, for scope: PromiseScope, by person: ID<Person>, _ tx: Transaction
    ) throws -> Bool {
        let before = try inForce(tx).all[scope]?.policy
        guard before != policy else { return false }
        try add(policy, for: scope, isEnded: false, by: person, tx)
        try tell(scope, before, policy, by: person, tx)
        return true
    }

    /// From now on such jobs are promised what others are. - Throws: `Refusal.stale` where no rule is for them alone.
    static func end(_ scope: PromiseScope, by person: ID<Person>, _ tx: Transaction) throws {
        guard let before = try inForce(tx).all[scope]?.policy else { throw Refusal.stale(Complaint("error.stale")) }
        try add(before, for: scope, isEnded: true, by: person, tx)
        try tell(scope, before, nil, by: person, tx)
    }

    private static func add(
        _ policy: PromisePolicy, for scope: PromiseScope, isEnded: Bool, by person: ID<Person>, _ tx: Transaction
    ) throws {
        try tx.execute(
            """
            INSERT INTO promise_policy (service_type, city_id, city_class, customer_kind, under_contract,
                response_minutes, completion_minutes, pauses, warn_minutes, tells, is_ended, made_by, made_at)
            VALUES (\(scope.service), \(scope.city), \(scope.cityClass), \(scope.customer?.rawValue),
                \(scope.isUnderContract), \(policy.responseMinutes), \(policy.completionMinutes),
                \(policy.pauses.text), \(policy.warnMinutes), \(policy.tells.text), \(isEnded), \(person), \(tx.now))
            """)
    }

    private static func tell(
        _ scope: PromiseScope, _ before: PromisePolicy?, _ after: PromisePolicy?, by person: ID<Person>,
        _ tx: Transaction
    ) throws {
        let detail = [
            "service": scope.service ?? "", "city": scope.city?.description ?? "",
            "city_class": scope.cityClass?.rawValue ?? "", "customer_kind": scope.customer?.rawValue ?? "",
            "under_contract": scope.isUnderContract ? "1" : "",
        ].filter { !$0.value.isEmpty }
        let event = Event(
            "promise_policy", of: EventSubject("setting"), in: "settings", from: before?.texts ?? [:],
            to: after?.texts ?? [:], detail: detail)
        try EventStore.add(event, by: person, tx)
    }
}

extension CityClass: ColumnValue {}

extension PromiseScope {
    fileprivate init(_ row: Row) throws {
        let kind: String? = try row.optional("customer_kind")
        self.init(
            service: try row.optional("service_type"), city: try row.optional("city_id"),
            cityClass: try row.optional("city_class"), customer: kind.flatMap(CustomerKind.init),
            isUnderContract: try row("under_contract"))
    }
}

extension PromisePolicy {
    fileprivate init(_ row: Row) throws {
        self.init(
            responseMinutes: try row("response_minutes"), completionMinutes: try row("completion_minutes"),
            pauses: Set(words: try row("pauses")), warnMinutes: try row("warn_minutes"),
            tells: Set(words: try row("tells")))
    }

    /// As events have it.
    fileprivate var texts: [String: String] {
        var texts = [
            "response_hours": String(responseMinutes / 60), "completion_hours": String(completionMinutes / 60),
            "warn_minutes": String(warnMinutes),
        ]
        for reason in JobWait.allCases { texts["pause_\(reason.rawValue)"] = pauses.contains(reason) ? "1" : "0" }
        for one in PromiseListener.allCases { texts["tell_\(one.rawValue)"] = tells.contains(one) ? "1" : "0" }
        return texts
    }
}

extension Set where Element: RawRepresentable & CaseIterable, Element.RawValue == String {
    /// As it is kept: `approval customer`.
    var text: String { Element.allCases.filter(contains).map(\.rawValue).joined(separator: " ") }

    init(words: String) { self = Set(words.split(separator: " ").compactMap { Element(rawValue: String($0)) }) }
}
