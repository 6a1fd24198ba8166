import Database
import Domain
import Ground
import Web

/// Puts a draft into force. Who made it or changed anything in it cannot do so himself, unless the operator has eased that.
struct ActivateTariff: Sendable {
    let tariff: ID<TariffVersion>
    /// Of the draft that was looked at.
    let revision: Int
    /// Whether what the review doubts was seen and is meant so.
    let hasSeenDoubts: Bool

    /// An active tariff of the same audience that began earlier ends the day before; what it has computed stays.
    /// - Throws: `Refusal.hidden`, `Refusal.stale` where it is no draft any more or was changed in the meantime;
    ///   `tariffs.same_person`, `tariffs.no_rules`, `tariffs.faulty`, `tariffs.not_seen`, `tariffs.overlap`.
    func run(by actor: Actor, in tx: Transaction) throws {
        guard let row = try TariffStore.find(tariff, tx) else { throw Refusal.hidden }
        guard row.state == .draft, row.revision == revision else {
            throw Refusal.stale(Complaint("error.stale"))
        }
        let isOwn = try row.madeBy == actor.person || TariffEventStore.hasWorked(actor.person, on: tariff, tx)
        let easing = isOwn ? try Easing.now(tx) : nil
        guard !isOwn || easing != nil else { throw Complaint("tariffs.same_person") }
        let doubts = try check(row, tx)
        try endEarlier(row, by: actor, tx)
        guard try TariffStore.activate(tariff, by: actor.person, tx) else {
            throw Refusal.stale(Complaint("error.stale"))
        }
        var detail = doubts > 0 ? ["doubts": String(doubts)] : [:]
        detail["eased"] = easing?.reason
        try TariffEventStore.add(tariff, .activated, by: actor.person, detail, tx)
    }

    /// - Returns: how many doubts were seen.
    private func check(_ row: TariffRow, _ tx: Transaction) throws -> Int {
        guard row.rules > 0 else { throw Complaint("tariffs.no_rules") }
        let review = TariffReview(try TariffRuleStore.cells(of: tariff, tx), known: try KnownCodeList.all(tx))
        if let fault = review.faults.first { throw Complaint("tariffs.faulty", fault.rule) }
        guard review.doubts.isEmpty || hasSeenDoubts else { throw Complaint("tariffs.not_seen") }
        return review.doubts.count
    }

    private func endEarlier(_ row: TariffRow, by actor: Actor, _ tx: Transaction) throws {
        for other in try TariffStore.overlapping(row, tx) {
            guard other.from < row.from, row.to == nil else { throw Complaint("tariffs.overlap", other.name) }
            let last = row.from.adding(days: -1)
            try TariffStore.end(other.id, on: last, tx)
            try TariffEventStore.add(other.id, .ended, by: actor.person, ["day": last.isoText, "by": row.name], tx)
        }
    }
}
