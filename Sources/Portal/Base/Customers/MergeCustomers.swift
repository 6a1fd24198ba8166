import Database
import Domain
import Ground
import Web

/// Makes two customers one: all that is the one's becomes the other's, and what went over is remembered.
struct MergeCustomers: Sendable {
    let kept: ID<Customer>
    let gone: ID<Customer>
    let reason: String

    /// - Throws: `customers.merge.…`, `Refusal.hidden`.
    func run(by person: ID<Person>, in company: OpenCompany, _ tx: Transaction) throws {
        let (one, other) = (try CustomerList.find(kept, tx), try CustomerList.find(gone, tx))
        let isGone = [one, other].contains { $0.isErased || $0.mergedInto != nil }
        let permit = try MayMergeCustomers(keeping: kept, merging: gone, isGone: isGone, reason: reason)
        let joined = one.particulars.joined(with: other.particulars)
        try CustomerLimits.check(
            numbers: one.particulars.numbers.count + other.particulars.numbers.count,
            addresses: one.particulars.addresses.count + other.particulars.addresses.count)
        let moved = try CustomerMove.run(company.fittings[CustomerSlots.moves], from: gone, to: kept, tx)
        try MergeStore.join(permit, mobile: other.mobile, moved: moved, by: person, tx)
        try MergeStore.take(joined, from: one.particulars, of: permit, tx)
        let (before, after) = (one.particulars, joined)
        let detail = ["customer": gone.description, "text": reason]
        try EventStore.add(
            Event("merged", of: .customer(kept), in: "customers", from: before.texts, to: after.texts, detail: detail),
            by: person, tx)
        let into = ["customer": kept.description, "text": reason]
        try EventStore.add(Event("merged_into", of: .customer(gone), in: "customers", detail: into), by: person, tx)
    }
}

/// Takes a merge back within its days: what came with it goes, what came later stays.
struct UndoMerge: Sendable {
    let merge: ID<CustomerMerge>

    /// - Throws: `customers.merge.…`, `Refusal.hidden`.
    func run(of kept: ID<Customer>, by person: ID<Person>, in company: OpenCompany, _ tx: Transaction) throws {
        guard let found = try MergeStore.find(merge, tx), found.kept == kept else { throw Refusal.hidden }
        let keeper = try CustomerList.find(kept, tx)
        try MayMergeCustomers.checkUndo(
            madeAt: found.madeAt, now: tx.now, isUndone: found.undoneAt != nil, isErased: keeper.isErased)
        // All that came with the one who went is at that other's by now.
        if let other = keeper.mergedInto {
            throw Complaint("customers.merge.undo_first", try CustomerStore.called(other, tx))
        }
        try CustomerMove.runBack(company.fittings[CustomerSlots.moves], found.moved, from: kept, to: found.gone, tx)
        try MergeStore.part(found, by: person, tx)
        try MergeStore.giveBack(found, keeper.particulars, tx)
        for who in [kept, found.gone] {
            try EventStore.add(Event("parted", of: .customer(who), in: "customers"), by: person, tx)
        }
    }
}

/// On a customer's page: who he turned out to be, and what can be taken back.
struct MergeCard: Sendable {
    struct Item: Sendable {
        let action: String
        let name: String
    }

    /// Of one who has become another: the page of that other.
    let into: String?
    let items: [Item]

    static func card(
        _ customer: CustomerSheet, _ context: CompanyContext, _: (any Sendable)?, _ tx: Transaction
    ) throws -> PageCard? {
        let may = context.may(MergeRoutes.undoing)
        let merges = may ? try MergeStore.undoable(of: customer.id, tx) : []
        guard customer.mergedInto != nil || !merges.isEmpty else { return nil }
        return PageCard(
            "customers/_merges", at: .top,
            MergeCard(
                into: customer.mergedInto.map { context.paths(CustomerRoutes.one, $0) },
                items: merges.map {
                    Item(action: context.paths(MergeRoutes.undoing, customer.id, $0.id), name: $0.name)
                }))
    }
}
