import Database
import Domain
import Ground
import Web

/// Makes two machines one: all that is the one's becomes the other's, and what went over is remembered.
struct MergeUnits: Sendable {
    /// Serials.
    let kept: String
    let gone: String
    let reason: String
    /// Those that the person has read.
    let versions: (kept: Int, gone: Int)

    /// - Throws: `units.merge.…`, `Refusal.hidden`, `Refusal.stale`.
    func run(by person: ID<Person>, in company: OpenCompany, _ tx: Transaction) throws {
        let one = try UnitList.find(kept, tx)
        guard let other = try UnitList.known(gone, tx) else { throw Complaint("units.merge.unknown") }
        guard one.version == versions.kept, other.version == versions.gone else {
            throw Refusal.stale(Complaint("error.stale"))
        }
        let permit = try MayMergeUnits(
            keeping: one.id, merging: other.id, models: (kept: one.modelCode, gone: other.modelCode),
            isGone: [one, other].contains { $0.mergedInto != nil },
            exchange: ExchangeList.between(one, other, tx), reason: reason)
        let moved = try UnitMove.run(company.fittings[UnitSlots.moves], from: other.id, to: one.id, tx)
        try UnitMergeStore.join(permit, moved: moved, by: person, tx)
        for (kind, unit, serial) in [("merged", one.id, other.serial), ("merged_into", other.id, one.serial)] {
            let event = Event(kind, of: .unit(unit), in: "units", detail: ["serial": serial, "reason": reason])
            try EventStore.add(event, by: person, tx)
        }
        if one.owner != other.owner { try UnitMergeStore.tell("unit_left", other, by: person, tx) }
        for unit in [one.id, other.id] { try Self.follow(unit, company, tx) }
    }

    fileprivate static func follow(_ unit: ID<Unit>, _ company: OpenCompany, _ tx: Transaction) throws {
        for follow in company.fittings[UnitSlots.merged] { try follow(unit, company, tx) }
    }
}

/// Takes a merge back within its days: what came with it goes, what came later stays.
struct UndoUnitMerge: Sendable {
    let merge: ID<UnitMerge>

    /// - Throws: `units.merge.…`, `Refusal.hidden`.
    func run(of kept: String, by person: ID<Person>, in company: OpenCompany, _ tx: Transaction) throws {
        let one = try UnitList.find(kept, tx)
        guard let found = try UnitMergeStore.find(merge, tx), found.kept == one.id else { throw Refusal.hidden }
        try MayMergeUnits.checkUndo(
            madeAt: found.madeAt, now: tx.now, isUndone: found.undoneAt != nil, isGone: one.mergedInto != nil)
        let other = try UnitList.find(found.serial, tx)
        try UnitMove.runBack(company.fittings[UnitSlots.moves], found.moved, from: one.id, to: other.id, tx)
        try UnitMergeStore.part(found, by: person, tx)
        for unit in [one.id, other.id] {
            try EventStore.add(Event("parted", of: .unit(unit), in: "units"), by: person, tx)
            try MergeUnits.follow(unit, company, tx)
        }
        if one.owner != other.owner { try UnitMergeStore.tell("unit_came", other, by: person, tx) }
    }
}

/// On a machine's page: which one it turned out to be, and what can be taken back.
struct UnitMergeCard: Sendable {
    struct Item: Sendable {
        let action: String
        let serial: String
    }

    /// Of one that has become another: the page of that other.
    let into: String?
    let items: [Item]

    static func card(
        _ unit: UnitSheet, _ context: CompanyContext, _: (any Sendable)?, _ tx: Transaction
    ) throws -> PageCard? {
        let merges = context.may(UnitMergeRoutes.undoing) ? try UnitMergeStore.undoable(of: unit.id, tx) : []
        guard unit.mergedInto != nil || !merges.isEmpty else { return nil }
        return PageCard(
            "units/_merges", at: .top,
            UnitMergeCard(
                into: unit.mergedInto.map { context.paths(UnitRoutes.one, $0) },
                items: merges.map {
                    Item(action: context.paths(UnitMergeRoutes.undoing, unit.serial, $0.id), serial: $0.serial)
                }))
    }
}
