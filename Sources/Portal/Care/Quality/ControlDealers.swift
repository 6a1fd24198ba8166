import Database
import Domain
import Ground
import Web
import Work

/// Who carries the control of a dealer's job out.
package enum ControlTurn: Sendable {
    /// Whoever asks takes it, for some hours.
    case take
    /// Whoever has it gives it back.
    case release
    /// Somebody who says who does what puts it to somebody; nil: to nobody.
    case assign(ID<Person>?)
}

package struct GiveControl: Sendable {
    let control: ID<QualityControl>
    let version: Int
    let turn: ControlTurn

    package init(_ control: ID<QualityControl>, version: Int, _ turn: ControlTurn) {
        (self.control, self.version, self.turn) = (control, version, turn)
    }

    /// - Throws: `Refusal.stale`; a complaint of `MayTestWork`; `quality.denied.ended`, `quality.denied.bench`,
    ///   `quality.denied.taken`, `quality.denied.taker`.
    package func run(by actor: Actor, in _: OpenCompany, _ tx: Transaction) throws {
        let row = try QualityControlStore.find(control, tx)
        guard row.version == version else { throw Refusal.stale(Complaint("error.stale")) }
        guard row.dealer != nil else { throw Complaint("quality.denied.bench") }
        guard row.state == .waiting else { throw Complaint("quality.denied.ended") }
        let workers = try QualityControlStore.workers(on: row, tx)
        switch turn {
        case .take:
            _ = try MayTestWork(actor, workers: workers)
            if let holder = row.holder(but: actor.person, at: tx.now) {
                throw Complaint("quality.denied.taken", holder.isolated)
            }
            let until = tx.now.adding(seconds: Int64(try QualitySettings(tx).leaseHours) * 3_600)
            try QualityControlStore.give(row, to: actor.person, until: until, tx)
        case .release:
            guard row.taker == actor.person else { throw Refusal.stale(Complaint("error.stale")) }
            try QualityControlStore.give(row, to: nil, until: nil, tx)
        case .assign(let person):
            if let person { try check(person, workers, tx) }
            try QualityControlStore.give(row, to: person, until: nil, tx)
            try tell(person, of: row, by: actor, tx)
        }
    }

    private func check(_ person: ID<Person>, _ workers: Set<ID<Person>>, _ tx: Transaction) throws {
        let testers = try PersonStore.open(in: .testers, of: nil, tx)
        guard testers.contains(person) else { throw Complaint("quality.denied.taker") }
        guard !workers.contains(person) else { throw Complaint("quality.denied.own") }
    }

    private func tell(
        _ person: ID<Person>?, of row: QualityControlRow, by actor: Actor, _ tx: Transaction
    ) throws {
        let name = try person.map { try PersonStore.find($0, tx).name } ?? ""
        try EventStore.add(
            Event("assigned", of: .qualityControl(row.id), in: QualityPlanStore.room, detail: ["taker": name]),
            by: actor.person, tx)
        guard let person else { return }
        try OutboxStore.add(
            Notice("quality_given", about: .qualityControl(row.id), row.jobNumber, on: "\(row.version)"),
            to: .people([person]), but: actor.person, tx)
    }
}

/// Lets a dealer's job be paid without a control that passed, by the word of somebody who answers for it.
package struct FreeJob: Sendable {
    let control: ID<QualityControl>
    let version: Int
    let reason: String

    package init(_ control: ID<QualityControl>, version: Int, reason: String) {
        (self.control, self.version, self.reason) = (control, version, reason)
    }

    /// - Throws: `Refusal.stale`; a complaint of `MayOverrule`; `quality.denied.bench`, `quality.denied.not_held`.
    package func run(by actor: Actor, in _: OpenCompany, _ tx: Transaction) throws {
        let row = try QualityControlStore.find(control, tx)
        guard row.version == version else { throw Refusal.stale(Complaint("error.stale")) }
        guard row.dealer != nil else { throw Complaint("quality.denied.bench") }
        let permit = try MayOverrule(actor, workers: QualityControlStore.workers(on: row, tx), reason: reason)
        guard try QualitySampleStore.find(row.job, tx)?.state == .held else {
            throw Complaint("quality.denied.not_held")
        }
        if row.state == .waiting { try QualityControlStore.leave(dealersJob: row.job, tx) }
        try QualitySampleStore.free(row.job, because: permit.reason, by: actor.person, tx)
        try EventStore.add(
            Event("freed", of: .qualityControl(row.id), in: QualityPlanStore.room, detail: ["text": permit.reason]),
            by: actor.person, tx)
    }
}
