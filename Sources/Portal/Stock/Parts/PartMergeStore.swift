import Database
import Domain
import Ground
import Web

/// Two parts that turn out to be one.
enum PartMergeStore {
    /// All that is said of the one goes over to the part with this code, by which it is found from now on.
    /// - Throws: `Refusal.hidden`, `Refusal.stale`, `FieldRefusal` where they are one already or are counted in different ways.
    static func merge(
        _ gone: ID<SparePart>, at version: Int, into code: String, by person: ID<Person>, _ tx: Transaction
    ) throws {
        try PartStore.check(gone, at: version, tx)
        let kept = try PartCodeStore.known(code, field: "other", tx)
        guard kept != gone else { throw FieldRefusal(field: "other", complaint: Complaint("parts.chain.self")) }
        let (own, other) = (try PartList.facts(of: gone, tx), try PartList.facts(of: kept, tx))
        guard own.unit == other.unit, own.tracking == other.tracking else {
            throw FieldRefusal(field: "other", complaint: Complaint("parts.merge.unit"))
        }
        try PartSlots.merge(gone, into: kept, tx)
        try moveFits(gone, to: kept, tx)
        try moveSubstitutes(gone, to: kept, tx)
        try moveSuccessions(gone, to: kept, tx)
        try tx.execute("UPDATE part_code SET part_id = \(kept) WHERE part_id = \(gone)")
        try tx.execute("UPDATE spare_part SET merged_into_id = \(kept) WHERE merged_into_id = \(gone)")
        try tx.execute("DELETE FROM part_word WHERE part_id = \(gone)")
        try tx.execute(
            """
            UPDATE spare_part SET merged_into_id = \(kept), is_retired = 1, version = version + 1 WHERE id = \(gone)
            """)
        try tx.execute("UPDATE spare_part SET version = version + 1 WHERE id = \(kept)")
        try PartStore.rewrite(wordsOf: kept, tx)
        let codes = (try PartFitList.code(of: gone, tx), try PartFitList.code(of: kept, tx))
        try EventStore.add(
            Event("merged", of: .sparePart(gone), in: "parts", detail: ["part": codes.1]), by: person, tx)
        try EventStore.add(
            Event("took_in", of: .sparePart(kept), in: "parts", detail: ["part": codes.0]), by: person, tx)
    }

    private static func moveFits(_ gone: ID<SparePart>, to kept: ID<SparePart>, _ tx: Transaction) throws {
        let missing = try PartFitList.missing(kept, of: gone, tx).map(\.id)
        try tx.execute("UPDATE part_fit SET part_id = \(kept) WHERE id IN (\(missing))")
        try tx.execute("DELETE FROM part_fit WHERE part_id = \(gone)")
    }

    /// Those that the other one has, and what would stand for itself, go.
    private static func moveSubstitutes(_ gone: ID<SparePart>, to kept: ID<SparePart>, _ tx: Transaction) throws {
        let known = Set(try PartFitList.substitutes(of: kept, tx).map(\.part) + [kept])
        let doubled = try PartFitList.substitutes(of: gone, tx).filter { known.contains($0.part) }.map(\.id)
        try tx.execute("DELETE FROM part_substitute WHERE id IN (\(doubled))")
        try tx.execute("UPDATE part_substitute SET part_id = \(kept) WHERE part_id = \(gone)")
        try tx.execute("UPDATE part_substitute SET other_id = \(kept) WHERE other_id = \(gone)")
    }

    /// What took the place of the one takes the other's only by a deed of its own; whose place it took, that one's is taken by
    /// the other, unless the chain would come back to itself.
    private static func moveSuccessions(_ gone: ID<SparePart>, to kept: ID<SparePart>, _ tx: Transaction) throws {
        try tx.execute("DELETE FROM part_successor WHERE part_id = \(gone)")
        let chain = try [kept] + PartFitList.successors(of: kept, tx)
        try tx.execute("DELETE FROM part_successor WHERE successor_id = \(gone) AND part_id IN (\(chain))")
        try tx.execute("UPDATE part_successor SET successor_id = \(kept) WHERE successor_id = \(gone)")
    }
}
