import Database
import Domain
import Web

/// Puts a draft into force. Who made it cannot do so himself.
struct ActivateTariff: Sendable {
    let tariff: ID<TariffVersion>

    /// An active tariff of the same audience that began earlier ends the day before; what it has computed stays.
    /// - Throws: `Refusal.hidden`, `Refusal.stale` where it is no draft any more; `tariffs.same_person`,
    ///   `tariffs.overlap`.
    func run(by actor: Actor, in tx: Transaction) throws {
        guard let row = try TariffStore.find(tariff, tx) else { throw Refusal.hidden }
        guard row.madeBy != actor.person else { throw Complaint("tariffs.same_person") }
        if let other = try TariffStore.overlapping(row, tx) {
            guard other.from < row.from, row.to == nil else { throw Complaint("tariffs.overlap", other.name) }
            try TariffStore.end(other.id, on: row.from.adding(days: -1), tx)
        }
        guard try TariffStore.activate(tariff, by: actor.person, tx) else {
            throw Refusal.stale(Complaint("error.stale"))
        }
    }
}
