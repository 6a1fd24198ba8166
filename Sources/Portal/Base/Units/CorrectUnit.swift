import Database
import Domain
import Ground
import Web

/// What a unit is, as somebody says it anew.
struct UnitFacts: Hashable, Sendable {
    var serial: String
    var model: String
    var dates: UnitDates
    var void: CoverVoid?
}

/// Puts right what was written of a unit, with a reason. Jobs keep what the warranty said of them.
struct CorrectUnit: Sendable {
    let serial: String
    let version: Int
    let facts: UnitFacts
    let reason: String

    /// - Throws: `Refusal.hidden`, `Refusal.stale`, `FieldRefusal` of serial or model.
    func run(by person: ID<Person>, in tx: Transaction) throws {
        let known = try UnitList.find(serial, tx)
        guard known.version == version else { throw Refusal.stale(Complaint("error.stale")) }
        try UnitStore.correct(known, to: facts, tx)
        let event = Event(
            "corrected", of: .unit(known.id), in: "units", from: Self.told(known.facts), to: Self.told(facts),
            detail: ["reason": reason])
        try EventStore.add(event, by: person, tx)
    }

    private static func told(_ facts: UnitFacts) -> [String: String] {
        [
            "serial": facts.serial, "model": facts.model, "purchased_on": facts.dates.sale?.isoText ?? "",
            "installed_on": facts.dates.installation?.isoText ?? "",
            "activated_on": facts.dates.activation?.isoText ?? "",
            "produced_on": facts.dates.production?.isoText ?? "", "voided_on": facts.void?.day.isoText ?? "",
            "void_reason": facts.void?.reason ?? "",
        ]
    }
}
