import Database
import Domain
import Ground
import Web

/// A serial that somebody reads off the plate of a machine which was taken down without one.
package struct ReadSerial: Sendable {
    let unit: ID<Unit>
    let serial: String
    /// At whose visit: the number of the job.
    let job: String

    package init(_ serial: String, of unit: ID<Unit>, at job: String) {
        (self.unit, self.serial, self.job) = (unit, serial, job)
    }

    package static let event = "serial_open"

    /// The machine gets its serial, or turns out to be one of the same customer and model that is known; where the serial is
    /// of somebody else's machine or another model, the office is asked and nothing changes.
    /// - Returns: whether the machine is another one from now on.
    @discardableResult
    package func run(by person: ID<Person>, in company: OpenCompany, _ tx: Transaction) throws -> Bool {
        let mine = try UnitStore.sheet(of: unit, tx)
        guard mine.serial != serial else { return false }
        guard try UnitStore.isUnmarked(unit, tx) else {
            try ask(mine, by: person, tx)
            return false
        }
        if let known = try UnitStore.id(of: serial, tx) {
            return try join(mine, to: UnitStore.sheet(of: known, tx), by: person, in: company, tx)
        }
        let card = try WarrantyCardStore.waiting(serial, tx)
        guard try card.map({ try ProductStore.code($0.card.model, tx) == mine.modelCode }) ?? true else {
            try ask(mine, by: person, tx)
            return false
        }
        var facts = mine.facts
        facts.serial = serial
        if let card { facts.dates = facts.dates.filled(from: card.card.dates) }
        try CorrectUnit(serial: mine.serial, version: mine.version, facts: facts, reason: job).run(by: person, in: tx)
        if let card { try WarrantyCardStore.link(card.id, to: unit, of: mine.owner, tx) }
        return false
    }

    private func join(
        _ mine: UnitSheet, to known: UnitSheet, by person: ID<Person>, in company: OpenCompany, _ tx: Transaction
    ) throws -> Bool {
        let exchange = try ExchangeList.between(known, mine, tx)
        let merging = try? MayMergeUnits(
            keeping: known.id, merging: mine.id, models: (kept: known.modelCode, gone: mine.modelCode),
            isGone: known.mergedInto != nil, exchange: exchange, reason: job)
        guard merging != nil, known.owner == mine.owner, known.quarantine == nil else {
            try ask(mine, by: person, tx)
            return false
        }
        try MergeUnits(
            kept: known.serial, gone: mine.serial, reason: job, versions: (kept: known.version, gone: mine.version)
        ).run(by: person, in: company, tx)
        return true
    }

    private func ask(_ mine: UnitSheet, by person: ID<Person>, _ tx: Transaction) throws {
        let event = Event(Self.event, of: .unit(unit), in: "units", detail: ["serial": serial, "number": job])
        try EventStore.add(event, by: person, tx)
        let notice = Notice(Self.event, about: .unit(unit), mine.serial, serial, on: serial)
        try OutboxStore.add(notice, to: .office(.managers), but: person, tx)
    }

    /// - Throws: what speaks against such a serial, where the company does not know it: `SerialText`, `SerialPattern`.
    package static func check(_ serial: String, of unit: ID<Unit>, _ tx: Transaction) throws {
        guard !serial.hasPrefix(UnitStore.unmarked) else { throw Complaint("units.serial.sign", serial) }
        guard try UnitStore.model(of: serial, tx) == nil, try WarrantyCardStore.waiting(serial, tx) == nil else {
            return
        }
        try ProductStore.checkSerial(serial, UnitStore.model(of: unit, tx), tx)
    }
}

/// On the page of a machine without a serial: which one was read at a visit, as long as nobody has decided what it is.
struct OpenSerialCard: Sendable {
    let text: String
    /// The machine that goes by it, where there is one.
    let known: String?
    /// nil for those who may not decide.
    let merge: String?

    static func card(
        _ unit: UnitSheet, _ context: CompanyContext, _: (any Sendable)?, _ tx: Transaction
    ) throws -> PageCard? {
        guard unit.mergedInto == nil, unit.serial.hasPrefix(UnitStore.unmarked),
            let read = try UnitStore.openSerial(of: unit.id, tx)
        else { return nil }
        let known = try UnitStore.id(of: read.serial, tx).map { try UnitStore.sheet(of: $0, tx) }
        let merge = known.flatMap { context.pathIfAllowed(UnitMergeRoutes.question, $0.serial) }
        return PageCard(
            "units/_open_serial", at: .top,
            OpenSerialCard(
                text: context.words(
                    "units.serial.open", read.serial.isolatedLeftToRight, read.job.isolatedLeftToRight,
                    known?.ownerName.isolated ?? context.words("units.serial.open.nobody")),
                known: known.map { context.paths(UnitRoutes.one, $0.serial) },
                merge: merge.map { Address.of($0, [("with", unit.serial)]) }))
    }
}
