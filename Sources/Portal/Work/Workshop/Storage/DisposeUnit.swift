import Base
import Database
import Domain
import Ground
import Web

/// What is to become of a machine that nobody has fetched.
package struct Disposal: Sendable {
    let way: DisposalWay
    /// What it brings, in the smallest unit.
    let amount: Int64
    let reason: String

    package init(_ way: DisposalWay, amount: Int64, reason: String) {
        (self.way, self.amount, self.reason) = (way, amount, reason)
    }
}

/// Disposes of a machine that nobody has fetched; its job is given back.
package struct DisposeUnit: Sendable {
    let number: String
    let version: Int
    let disposal: Disposal

    package init(_ number: String, version: Int, _ disposal: Disposal) {
        (self.number, self.version, self.disposal) = (number, version, disposal)
    }

    /// - Throws: `Refusal.stale`; a complaint of `MayDispose`.
    package func run(by actor: Actor, in company: OpenCompany, _ tx: Transaction) throws {
        let (item, today) = (try BenchItemList.find(number, tx), company.clock.day(of: tx.now))
        guard item.version == version else { throw Refusal.stale(Complaint("error.stale")) }
        let standing = try StorageStanding.read(item, company.clock, on: today, tx)
        let permit = try MayDispose(
            actor, item.state, from: standing?.disposal, today: today, reason: disposal.reason)
        try BenchItemStore.move(
            item, at: version, to: .disposed, reason: permit.reason, takenBy: nil, by: actor.person, tx)
        try StorageStore.add(disposal, of: item.id, fee: standing?.fee ?? .none, by: actor.person, tx)
        let detail = [
            "disposal_way": disposal.way.rawValue, "amount": String(disposal.amount), "text": disposal.reason,
        ]
        try EventStore.add(
            Event("item_disposed", of: .benchItem(item.id), in: BenchStore.room, detail: detail), by: actor.person, tx)
        let job = try JobStore.known(item.job, tx)
        if let repair = try BenchRepair.facts(item, of: job, in: company, tx) {
            _ = try VisitStore.add(repair, on: today, of: job, by: item.technician ?? actor.person, tx)
        }
        try BenchRepair.giveBack(job, because: permit.reason, by: actor, in: company, tx)
        try company.tell(BenchStep(item, to: .disposed), by: actor, tx)
    }
}
