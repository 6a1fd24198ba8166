import Base
import Database
import Domain
import Ground
import Web
import Work

/// What an inspector writes down, and whether he is done with it.
package struct TestUnit: Sendable {
    let control: ID<QualityControl>
    /// As it was seen.
    let version: Int
    let found: [QualityReading]
    let photos: [Upload]
    /// Else it is only kept.
    let judges: Bool

    package init(
        _ control: ID<QualityControl>, version: Int, found: [QualityReading], photos: [Upload] = [], judges: Bool
    ) {
        (self.control, self.version, self.found) = (control, version, found)
        (self.photos, self.judges) = (photos, judges)
    }

    /// - Throws: `Refusal.stale`; a complaint of `MayTestWork`; `quality.denied.ended`, `quality.unfinished`.
    package func run(by actor: Actor, in company: OpenCompany, _ tx: Transaction) throws {
        let row = try QualityControlStore.find(control, tx)
        guard row.version == version else { throw Refusal.stale(Complaint("error.stale")) }
        guard row.state == .waiting else { throw Complaint("quality.denied.ended") }
        _ = try MayTestWork(actor, workers: QualityControlStore.workers(on: row, tx))
        let items = try QualityPlanStore.items(of: row.edition, tx)
        let seen = photos.isEmpty ? [] : items.photoPlace.map { [QualityReading($0, .photo)] } ?? []
        try QualityControlStore.read(found + seen, of: row, items, by: actor.person, tx)
        try AttachmentStore.add(photos, to: .qualityControl(row.id), by: actor, tx)
        if judges { try JudgeControl(row: row, items: items).run(by: actor, in: company, tx) }
    }
}

extension QualityItems {
    /// Where photos are asked for, from 1 on.
    var photoPlace: Int? { items.firstIndex { $0.kind == .photo }.map { $0 + 1 } }

    /// What was read of them, in the order in which it was.
    func readings(_ rows: [QualityReadingRow]) -> [QualityReading] {
        rows.compactMap { row in
            guard items.indices.contains(row.position - 1) else { return nil }
            return items[row.position - 1].finding(kept: row.value).map { QualityReading(row.position, $0) }
        }
    }
}

/// What the readings come to, and what follows for the machine.
struct JudgeControl: Sendable {
    private static let comma = "، "
    let row: QualityControlRow
    let items: QualityItems

    /// - Throws: `quality.unfinished` with the items that are missing.
    func run(by actor: Actor, in company: OpenCompany, _ tx: Transaction) throws {
        switch items.verdict(of: items.readings(try QualityControlStore.readings(of: row.id, tx))) {
        case .unfinished(let places):
            throw Complaint("quality.unfinished", names(places).map(\.isolated).joined(separator: Self.comma))
        case .passed: try pass(because: "", by: actor, in: company, tx)
        case .failed(let places):
            try fail(names(places).joined(separator: Self.comma), because: "", by: actor, in: company, tx)
        }
    }

    private func names(_ places: [Int]) -> [String] { places.map { items.items[$0 - 1].fa } }

    func pass(because reason: String, by actor: Actor, in company: OpenCompany, _ tx: Transaction) throws {
        try QualityControlStore.end(row, as: .passed, because: reason, by: actor.person, tx)
        let event = Event(
            reason.isEmpty ? "passed" : "overruled", of: .qualityControl(row.id), in: QualityPlanStore.room,
            detail: ["text": reason])
        try EventStore.add(event, by: actor.person, tx)
        try MoveTested(row.jobNumber, passed: true).run(by: actor, in: company, tx)
    }

    /// - Parameter what: the items that were rejected.
    func fail(
        _ what: String, because reason: String, by actor: Actor, in company: OpenCompany, _ tx: Transaction
    ) throws {
        try QualityControlStore.end(row, as: .failed, because: reason, by: actor.person, tx)
        let event = Event(
            "failed", of: .qualityControl(row.id), in: QualityPlanStore.room, detail: ["items": what, "text": reason])
        try EventStore.add(event, by: actor.person, tx)
        let told = Set([row.worker].compactMap(\.self))
        try OutboxStore.add(
            Notice("quality_failed", about: .qualityControl(row.id), row.jobNumber),
            to: .officeAnd([.workshopManager], told), but: actor.person, tx)
        let failures = try QualityControlStore.failures(of: row.unit, tx)
        if failures >= QualityFailures.most {
            try ExchangeStore.mark(
                row.unit, .failures, amount: failures, job: row.jobNumber, by: actor.person, tx)
        }
        let text = [what, reason].filter { !$0.isEmpty }.joined(separator: " · ")
        try MoveTested(row.jobNumber, passed: false, reason: text).run(by: actor, in: company, tx)
    }
}

/// Lets pass what was rejected, or what nobody could test, by the word of somebody who answers for it.
package struct OverruleControl: Sendable {
    let control: ID<QualityControl>
    let version: Int
    let reason: String

    package init(_ control: ID<QualityControl>, version: Int, reason: String) {
        (self.control, self.version, self.reason) = (control, version, reason)
    }

    /// - Throws: `Refusal.stale`, `quality.denied.ended`; a complaint of `MayOverrule`.
    package func run(by actor: Actor, in company: OpenCompany, _ tx: Transaction) throws {
        let row = try QualityControlStore.find(control, tx)
        guard row.version == version else { throw Refusal.stale(Complaint("error.stale")) }
        guard row.state == .waiting else { throw Complaint("quality.denied.ended") }
        let permit = try MayOverrule(actor, workers: QualityControlStore.workers(on: row, tx), reason: reason)
        try JudgeControl(row: row, items: QualityPlanStore.items(of: row.edition, tx))
            .pass(because: permit.reason, by: actor, in: company, tx)
    }
}

/// Takes back a machine that passed and was not fetched yet.
package struct RecallUnit: Sendable {
    let control: ID<QualityControl>
    let version: Int
    let reason: String

    package init(_ control: ID<QualityControl>, version: Int, reason: String) {
        (self.control, self.version, self.reason) = (control, version, reason)
    }

    /// - Throws: `Refusal.stale`, `quality.denied.gone`, `quality.reason.missing`; a complaint of `MayTestWork`.
    package func run(by actor: Actor, in company: OpenCompany, _ tx: Transaction) throws {
        let row = try QualityControlStore.find(control, tx)
        guard row.version == version else { throw Refusal.stale(Complaint("error.stale")) }
        guard row.isRecallable else { throw Complaint("quality.denied.gone") }
        _ = try MayTestWork(actor, workers: QualityControlStore.workers(on: row, tx))
        guard !reason.isEmpty else { throw Complaint("quality.reason.missing") }
        try JudgeControl(row: row, items: QualityPlanStore.items(of: row.edition, tx))
            .fail("", because: reason, by: actor, in: company, tx)
    }
}
