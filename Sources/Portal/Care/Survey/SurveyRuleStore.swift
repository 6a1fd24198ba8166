import Database
import Domain
import Ground
import Web

/// Which jobs are called about, and how many of them.
package struct SurveyRuleFacts: Equatable, Sendable {
    static let firstJobs = 1...100
    let name: String
    let serviceType: String?
    let group: ID<ProductGroup>?
    let city: ID<City>?
    let dealer: ID<Dealer>?
    /// Of the dealer, as it is when it is decided.
    let grade: String?
    /// Only so many jobs from his first one on.
    let firstJobs: Int?
    /// Only where the customer had complained shortly before.
    let isAfterComplaint: Bool
    let sample: SurveySample

    package init(
        name: String, serviceType: String? = nil, group: ID<ProductGroup>? = nil, city: ID<City>? = nil,
        dealer: ID<Dealer>? = nil, grade: String? = nil, firstJobs: Int? = nil, isAfterComplaint: Bool = false,
        sample: SurveySample
    ) {
        (self.name, self.serviceType, self.group) = (name, serviceType, group)
        (self.city, self.dealer, self.sample) = (city, dealer, sample)
        (self.grade, self.firstJobs, self.isAfterComplaint) = (grade, firstJobs, isAfterComplaint)
    }

    /// Whether it is for such a job.
    func fits(_ job: SurveyCandidate, hasComplained: Bool) -> Bool {
        (serviceType ?? job.serviceType) == job.serviceType && (group ?? job.group) == job.group
            && (city ?? job.city) == job.city && (dealer ?? job.dealer) == job.dealer
            && (grade ?? job.grade) == job.grade && (firstJobs.map { job.earlier < $0 } ?? true)
            && (!isAfterComplaint || hasComplained)
    }

    /// How many conditions it has.
    var conditions: Int {
        [
            serviceType != nil, group != nil, city != nil, dealer != nil, grade != nil, firstJobs != nil,
            isAfterComplaint,
        ]
        .count { $0 }
    }

    var texts: [String: String] {
        [
            "name": name, "service": serviceType ?? "", "group": group?.description ?? "",
            "city": city?.description ?? "", "dealer": dealer?.description ?? "", "grade": grade ?? "",
            "first_jobs": firstJobs.map(String.init) ?? "", "after_complaint": isAfterComplaint ? "1" : "",
            "share": String(sample.share), "least": String(sample.least),
        ]
    }
}

struct SurveyRuleRow: Sendable {
    let id: ID<SurveyRule>
    let facts: SurveyRuleFacts
    let groupNames: BothNames?
    let dealerName: String?
    let isRetired: Bool
    let version: Int
}

/// The rules that choose jobs: of those that fit the one with the most conditions decides, among equals the oldest.
package enum SurveyRuleStore {
    static func all(_ tx: Transaction) throws -> [SurveyRuleRow] { try rows("1 = 1", tx) }

    /// In the order in which they are asked.
    static func inForce(_ tx: Transaction) throws -> [SurveyRuleRow] {
        try rows("r.is_retired = 0", tx).sorted {
            ($1.facts.conditions, $0.id) < ($0.facts.conditions, $1.id)
        }
    }

    /// - Throws: `Refusal.hidden` where there is none.
    static func find(_ id: ID<SurveyRule>, _ tx: Transaction) throws -> SurveyRuleRow {
        guard let row = try rows("r.id = \(id)", tx).first else { throw Refusal.hidden }
        return row
    }

    private static func rows(_ condition: SQL, _ tx: Transaction) throws -> [SurveyRuleRow] {
        try tx.rows(
            """
            SELECT r.id, r.name, r.service_type, r.group_id, r.city_id, r.dealer_id, r.grade, r.first_jobs,
                   r.after_complaint, r.share, r.least, r.is_retired, r.version, g.name_fa, g.name_en, d.name AS dealer
            FROM survey_rule r LEFT JOIN product_group g ON g.id = r.group_id LEFT JOIN dealer d ON d.id = r.dealer_id
            WHERE \(condition) ORDER BY r.is_retired, r.id
            """
        ).map { row in
            let (fa, en): (String?, String?) = (try row.optional("name_fa"), try row.optional("name_en"))
            return SurveyRuleRow(
                id: try row("id"),
                facts: SurveyRuleFacts(
                    name: try row("name"), serviceType: try row.optional("service_type"),
                    group: try row.optional("group_id"), city: try row.optional("city_id"),
                    dealer: try row.optional("dealer_id"),
                    grade: try row.optional("grade"), firstJobs: try row.optional("first_jobs"),
                    isAfterComplaint: try row("after_complaint"),
                    sample: SurveySample(share: try row("share"), least: try row("least"))),
                groupNames: fa.map { BothNames(fa: $0, en: en ?? $0) }, dealerName: try row.optional("dealer"),
                isRetired: try row("is_retired"), version: try row("version"))
        }
    }

    @discardableResult
    package static func add(
        _ facts: SurveyRuleFacts, by person: ID<Person>, _ tx: Transaction
    ) throws -> ID<SurveyRule> {
        let id: ID<SurveyRule> = try tx.insert(
            """
            INSERT INTO survey_rule (name, service_type, group_id, city_id, dealer_id, grade, first_jobs, after_complaint,
                                     share, least)
            VALUES (\(facts.name), \(facts.serviceType), \(facts.group), \(facts.city), \(facts.dealer),
                    \(facts.grade), \(facts.firstJobs), \(facts.isAfterComplaint), \(facts.sample.share), \(facts.sample.least))
            """)
        try EventStore.add(
            Event("rule_added", of: .surveyRule(id), in: SurveyScriptStore.room, detail: ["name": facts.name]),
            by: person, tx)
        return id
    }

    /// What was chosen by it stays as it is. - Throws: `Refusal.stale` where somebody was faster.
    static func change(
        _ id: ID<SurveyRule>, at version: Int, to new: SurveyRuleFacts, by person: ID<Person>, _ tx: Transaction
    ) throws {
        let old = try find(id, tx)
        let changed = try tx.execute(
            """
            UPDATE survey_rule SET name = \(new.name), service_type = \(new.serviceType), group_id = \(new.group),
                city_id = \(new.city), dealer_id = \(new.dealer), grade = \(new.grade),
                first_jobs = \(new.firstJobs), after_complaint = \(new.isAfterComplaint), share = \(new.sample.share),
                least = \(new.sample.least), version = version + 1
            WHERE id = \(id) AND version = \(version)
            """)
        guard changed == 1 else { throw Refusal.stale(Complaint("error.stale")) }
        let event = Event(
            "rule_changed", of: .surveyRule(id), in: SurveyScriptStore.room, from: old.facts.texts, to: new.texts)
        if event.changesSomething { try EventStore.add(event, by: person, tx) }
    }

    /// Sets it aside: it chooses nothing more; or takes it up again. - Throws: `Refusal.stale` where somebody was faster.
    static func setRetired(
        _ isRetired: Bool, _ id: ID<SurveyRule>, at version: Int, by person: ID<Person>, _ tx: Transaction
    ) throws {
        let changed = try tx.execute(
            """
            UPDATE survey_rule SET is_retired = \(isRetired), version = version + 1
            WHERE id = \(id) AND version = \(version)
            """)
        guard changed == 1 else { throw Refusal.stale(Complaint("error.stale")) }
        try EventStore.add(
            Event(isRetired ? "rule_retired" : "rule_restored", of: .surveyRule(id), in: SurveyScriptStore.room),
            by: person, tx)
    }

    static let naming = SubjectNaming("survey_rule") { ids, context, tx in
        guard context.may(SurveyRuleRoutes.one) else { return [] }
        return try tx.rows("SELECT id, name FROM survey_rule WHERE id IN (\(ids))")
    } link: { row, context in
        SubjectLink(label: try row("name"), href: context.paths(SurveyRuleRoutes.one, try row("id")))
    }
}

extension EventSubject {
    static func surveyRule(_ id: ID<SurveyRule>) -> EventSubject { EventSubject("survey_rule", id.value) }
    static func survey(_ id: ID<Survey>) -> EventSubject { EventSubject("survey", id.value) }
}
