import Base
import Database
import Domain
import Ground
import HTTPTypes
import Web
import Work

/// Items that must be answered and are not, by their names in the reader's language.
package struct UnfinishedTest: DeedRefusal, Equatable {
    let items: [QualityItem]

    package var status: HTTPResponse.Status { .unprocessableContent }

    package func complaint(_ reader: Reader) -> Complaint {
        Complaint(
            "quality.unfinished", items.map { $0.text(reader).isolated }.joined(separator: reader.words("list.comma")))
    }
}

/// What an inspector writes down, and whether he is done with it.
package struct TestUnit: Sendable {
    let control: ID<QualityControl>
    /// As it was seen.
    let version: Int
    let found: [QualityReading]
    let photos: [Upload]
    /// Else it is only kept.
    let judges: Bool
    /// Of a dealer's job: how it was looked at, and to whom a failure is put.
    let way: QualityWay?
    let cause: ReworkCause

    package init(
        _ control: ID<QualityControl>, version: Int, found: [QualityReading], photos: [Upload] = [], judges: Bool,
        way: QualityWay? = nil, cause: ReworkCause = .work
    ) {
        (self.control, self.version, self.found) = (control, version, found)
        (self.photos, self.judges, self.way, self.cause) = (photos, judges, way, cause)
    }

    /// - Throws: `Refusal.stale`; a complaint of `MayTestWork`; `quality.denied.ended`, `quality.denied.taken`,
    ///   `quality.way.missing`; `UnfinishedTest`.
    package func run(by actor: Actor, in company: OpenCompany, _ tx: Transaction) throws {
        let row = try QualityControlStore.find(control, tx)
        guard row.version == version else { throw Refusal.stale(Complaint("error.stale")) }
        guard row.state == .waiting else { throw Complaint("quality.denied.ended") }
        _ = try MayTestWork(actor, workers: QualityControlStore.workers(on: row, tx))
        if let holder = row.holder(but: actor.person, at: tx.now) {
            throw Complaint("quality.denied.taken", holder.isolated)
        }
        let items = try QualityPlanStore.items(of: row.edition, tx)
        let seen = photos.isEmpty ? [] : items.photoPlace.map { [QualityReading($0, .photo)] } ?? []
        try QualityControlStore.read(found + seen, of: row, items, by: actor.person, tx)
        try AttachmentStore.add(photos, to: .qualityControl(row.id), by: actor, tx)
        guard judges else { return }
        if row.dealer != nil, way == nil { throw Complaint("quality.way.missing") }
        try JudgeControl(row: row, items: items, way: way, cause: cause).run(by: actor, in: company, tx)
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

    /// As the company's people wrote them: what stays in its books is in one language.
    func names(_ places: [Int]) -> String { places.map { items[$0 - 1].fa }.joined(separator: "، ") }
}

/// What the readings come to, and what follows for the machine, or for the dealer whose job it is.
struct JudgeControl: Sendable {
    let row: QualityControlRow
    let items: QualityItems
    var way: QualityWay?
    var cause = ReworkCause.work

    /// - Throws: `UnfinishedTest`.
    func run(by actor: Actor, in company: OpenCompany, _ tx: Transaction) throws {
        switch items.verdict(of: items.readings(try QualityControlStore.readings(of: row.id, tx))) {
        case .unfinished(let places): throw UnfinishedTest(items: places.map { items.items[$0 - 1] })
        case .passed: try pass(because: "", by: actor, in: company, tx)
        case .failed(let places): try fail(items.names(places), because: "", by: actor, in: company, tx)
        }
    }

    func pass(because reason: String, by actor: Actor, in company: OpenCompany, _ tx: Transaction) throws {
        try QualityControlStore.end(row, as: .passed, because: reason, by: actor.person, way: way, tx)
        let event = Event(
            reason.isEmpty ? "passed" : "overruled", of: .qualityControl(row.id), in: QualityPlanStore.room,
            detail: ["text": reason])
        try EventStore.add(event, by: actor.person, tx)
        guard let dealer = row.dealer else {
            return try MoveTested(row.jobNumber, passed: true).run(by: actor, in: company, tx)
        }
        try QualitySampleStore.pass(row.job, of: dealer, tx)
        // What somebody let pass says nothing of who has done it.
        guard reason.isEmpty else { return }
        try QualityStandingStore.judged(row.id, of: dealer, passed: true, by: actor.person, tx)
    }

    /// - Parameter what: the items that were rejected.
    func fail(
        _ what: String, because reason: String, by actor: Actor, in company: OpenCompany, _ tx: Transaction
    ) throws {
        let put = row.dealer == nil ? nil : cause
        try QualityControlStore.end(row, as: .failed, because: reason, by: actor.person, way: way, cause: put, tx)
        let event = Event(
            "failed", of: .qualityControl(row.id), in: QualityPlanStore.room,
            detail: ["items": what, "text": reason, "cause": put?.rawValue ?? ""])
        try EventStore.add(event, by: actor.person, tx)
        let told = Set([row.dealer == nil ? row.worker : nil].compactMap(\.self))
        let office: Set<Role> = row.dealer == nil ? [.workshopManager] : [.serviceManager]
        try OutboxStore.add(
            Notice("quality_failed", about: .qualityControl(row.id), row.jobNumber), to: .officeAnd(office, told),
            but: actor.person, tx)
        let failures = try QualityControlStore.failures(of: row.unit, tx)
        if failures >= QualityFailures.most {
            try ExchangeStore.mark(
                row.unit, .failures, amount: failures, job: row.jobNumber, by: actor.person, tx)
        }
        let text = [what, reason].filter { !$0.isEmpty }.joined(separator: " · ")
        try follow(text, by: actor, in: company, tx)
    }

    /// The machine goes back to repair; a dealer's job is made good by another one.
    private func follow(_ text: String, by actor: Actor, in company: OpenCompany, _ tx: Transaction) throws {
        guard let dealer = row.dealer else {
            return try MoveTested(row.jobNumber, passed: false, reason: text).run(by: actor, in: company, tx)
        }
        if cause.isOfDealer {
            try QualityStandingStore.judged(row.id, of: dealer, passed: false, by: actor.person, tx)
        }
        try OrderRework(control: row, cause: cause, what: text).run(by: actor, in: company, tx)
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
