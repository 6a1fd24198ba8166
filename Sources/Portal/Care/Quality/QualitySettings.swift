import Database
import Domain
import Ground

/// Which jobs of dealers a company controls, and for how long somebody may open a control by hand.
package struct QualitySettings: Equatable, Sendable {
    /// Whether any are drawn.
    package var isOn = false
    package var rule = SamplingRule(
        shares: ["A": 10, "B": 20, "C": 30, "D": 50], firstJobs: 10, tightened: 100, reduced: 5, passesToNormal: 5,
        passesToReduced: 10)
    /// Days after the end of a job.
    var auditDays = 30
    /// Hours for which a control is whose who took it.
    var leaseHours = 24

    static let event = "sampling"
    /// More first jobs of a dealer are not asked for, and his jobs not counted beyond.
    static let mostFirst = 1_000
    /// By what the number of a job is computed: nobody who ends one knows it.
    package static let seed = "quality_seed"
    private static let prefix = "quality_"

    package init() {}

    init(_ tx: Transaction) throws { self.init(try SettingStore.all(tx)) }

    init(_ all: [String: String]) {
        func number(_ name: String, _ usual: Int) -> Int { all[Self.prefix + name].flatMap { Int($0) } ?? usual }
        isOn = number("sampling", 0) == 1
        let usual = rule
        rule = SamplingRule(
            shares: usual.shares.reduce(into: [:]) { $0[$1.key] = number("share_\($1.key)", $1.value) },
            firstJobs: number("first_jobs", usual.firstJobs), tightened: number("tightened", usual.tightened),
            reduced: number("reduced", usual.reduced), passesToNormal: number("to_normal", usual.passesToNormal),
            passesToReduced: number("to_reduced", usual.passesToReduced))
        auditDays = number("audit_days", auditDays)
        leaseHours = number("lease_hours", leaseHours)
    }

    package func set(by person: ID<Person>, _ tx: Transaction) throws {
        let before = try QualitySettings(tx)
        if try SettingStore.value(Self.seed, tx) == nil {
            try SettingStore.set(Self.seed, String(UInt64.random(in: .min ... .max), radix: 36), tx)
        }
        for (name, value) in texts { try SettingStore.set(Self.prefix + name, value, tx) }
        let event = Event(
            Self.event, of: EventSubject("setting"), in: QualityPlanStore.room, from: before.texts, to: texts)
        if event.changesSomething { try EventStore.add(event, by: person, tx) }
    }

    /// By name, as they are kept.
    var texts: [String: String] {
        var texts = [
            "sampling": isOn ? "1" : "0", "first_jobs": String(rule.firstJobs), "tightened": String(rule.tightened),
            "reduced": String(rule.reduced), "to_normal": String(rule.passesToNormal),
            "to_reduced": String(rule.passesToReduced), "audit_days": String(auditDays),
            "lease_hours": String(leaseHours),
        ]
        for (grade, share) in rule.shares { texts["share_\(grade)"] = String(share) }
        return texts
    }
}
