import Database
import Domain
import Ground
import Web

/// Asks to have the differences of a run booked, for a reason. Only of a tariff that is or was in force, and only of jobs whose
/// fee is approved, whole: what finance has cut or not decided yet is not paid behind its back.
struct ProposeRecomputation: Sendable {
    let run: ID<WhatIfRun>
    let reason: String

    /// - Throws: `Refusal.hidden`, `Refusal.stale` where it is proposed already; `recompute.not_active`,
    ///   `recompute.nothing`.
    func run(by actor: Actor, _ reader: Reader, in tx: Transaction) throws {
        guard let row = try WhatIfList.find(run, tx), let tariff = try TariffStore.find(row.tariff, tx) else {
            throw Refusal.hidden
        }
        guard try RecomputationStore.find(of: run, tx) == nil else { throw Refusal.stale(Complaint("error.stale")) }
        guard tariff.wasActive, row.state == .done else { throw Complaint("recompute.not_active") }
        guard let sum = try WhatIfSumList.whole(.settled, of: run, reader, tx) else {
            throw Complaint("recompute.nothing")
        }
        try RecomputationStore.propose(
            run, reason: reason, jobs: sum.jobs, amount: sum.difference, by: actor.person, tx)
        let event = Event(
            "proposed", of: .run(run), in: "recomputation",
            detail: ["reason": reason, "jobs": String(sum.jobs), "amount": String(sum.difference)])
        try EventStore.add(event, by: actor.person, tx)
        try OutboxStore.add(
            Notice("recomputation_waiting", about: .run(run), tariff.name), to: .office([.financeApprover]),
            but: actor.person, tx)
    }
}

/// Another person has the differences booked, or not.
struct DecideRecomputation: Sendable {
    let run: ID<WhatIfRun>
    let isConfirmed: Bool

    /// - Throws: `Refusal.hidden`, `Refusal.stale`, or the complaint of `MayConfirmRecomputation`.
    func run(by actor: Actor, in company: OpenCompany, _ tx: Transaction) throws {
        guard let row = try RecomputationStore.find(of: run, tx) else { throw Refusal.hidden }
        let (permit, reason) = try Easing.permitOfMoney(to: actor, tx) {
            try MayConfirmRecomputation(actor, proposedBy: row.proposedBy, isEased: $0)
        }
        let state: RecomputationState = isConfirmed ? .booking : .rejected
        guard try RecomputationStore.decide(row.id, state, by: permit, easedFor: reason, tx) else {
            throw Refusal.stale(Complaint("error.stale"))
        }
        let event = Event(
            isConfirmed ? "confirmed" : "rejected", of: .run(run), in: "recomputation", detail: ["eased": reason ?? ""])
        try EventStore.add(event, by: actor.person, tx)
        guard isConfirmed else { return }
        try RunStore.add(Bookings.name, of: run.value, total: row.jobs, by: actor.person, in: company, tx)
    }
}
