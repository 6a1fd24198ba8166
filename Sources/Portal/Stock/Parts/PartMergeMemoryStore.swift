import Database
import Domain
import Ground

/// What a merge of two parts moved, and what it took away since the part that stays had it already.
struct PartMergeMemory: Codable, Sendable {
    struct Fit: Codable, Sendable {
        let model: Int64
        let assembly: String
        let most: Int
    }

    struct Substitute: Codable, Sendable {
        let part: Int64
        let other: Int64
        let isMutual: Bool
        let note: String
    }

    struct Successor: Codable, Sendable {
        let part: Int64
        let successor: Int64
        let note: String
        let madeBy: Int64?
        let madeAt: Int64
    }

    let isRetired: Bool
    let codes: [Int64]
    let merged: [Int64]
    let fits: [Int64]
    let lostFits: [Fit]
    /// Rows of which it was the part, and rows of which it was the other.
    let substitutes: [Int64]
    let substitutesOf: [Int64]
    let lostSubstitutes: [Substitute]
    /// Parts whose place it took, and successions that are no more.
    let followed: [Int64]
    let lostSuccessors: [Successor]
}

/// Reads what goes over with a part, and gives it back.
enum PartMergeMemoryStore {
    /// Before anything is moved.
    static func memory(of gone: ID<SparePart>, into kept: ID<SparePart>, _ tx: Transaction) throws -> PartMergeMemory {
        let fits = try PartFitList.missing(kept, of: gone, tx).map(\.id.value)
        let known = Set(try PartFitList.substitutes(of: kept, tx).map(\.part) + [kept])
        let doubled = try PartFitList.substitutes(of: gone, tx).filter { known.contains($0.part) }.map(\.id.value)
        let chain = try [kept] + PartFitList.successors(of: kept, tx)
        let lost: SQL = "part_id = \(gone) OR (successor_id = \(gone) AND part_id IN (\(chain)))"
        return PartMergeMemory(
            isRetired: try tx.one("SELECT is_retired FROM spare_part WHERE id = \(gone)")("is_retired"),
            codes: try tx.list("SELECT id FROM part_code WHERE part_id = \(gone) ORDER BY id"),
            merged: try tx.list("SELECT id FROM spare_part WHERE merged_into_id = \(gone) ORDER BY id"),
            fits: fits, lostFits: try lostFits(of: gone, but: fits, tx),
            substitutes: try ids("part_id = \(gone)", but: doubled, tx),
            substitutesOf: try ids("other_id = \(gone)", but: doubled, tx),
            lostSubstitutes: try lostSubstitutes(doubled, tx),
            followed: try tx.list(
                """
                SELECT part_id FROM part_successor WHERE successor_id = \(gone) AND part_id NOT IN (\(chain)) ORDER BY part_id
                """),
            lostSuccessors: try successors(lost, tx))
    }

    private static func ids(_ condition: SQL, but doubled: [Int64], _ tx: Transaction) throws -> [Int64] {
        try tx.list("SELECT id FROM part_substitute WHERE \(condition) ORDER BY id").filter { !doubled.contains($0) }
    }

    private static func lostFits(
        of gone: ID<SparePart>, but moved: [Int64], _ tx: Transaction
    ) throws -> [PartMergeMemory.Fit] {
        try tx.rows("SELECT id, model_id, assembly, most FROM part_fit WHERE part_id = \(gone) ORDER BY id")
            .filter { try !moved.contains($0("id")) }
            .map { .init(model: try $0("model_id"), assembly: try $0("assembly"), most: try $0("most")) }
    }

    private static func lostSubstitutes(_ rows: [Int64], _ tx: Transaction) throws -> [PartMergeMemory.Substitute] {
        try tx.rows("SELECT part_id, other_id, is_mutual, note FROM part_substitute WHERE id IN (\(rows)) ORDER BY id")
            .map {
                .init(
                    part: try $0("part_id"), other: try $0("other_id"), isMutual: try $0("is_mutual"),
                    note: try $0("note"))
            }
    }

    private static func successors(_ condition: SQL, _ tx: Transaction) throws -> [PartMergeMemory.Successor] {
        try tx.rows(
            """
            SELECT part_id, successor_id, note, made_by, made_at FROM part_successor WHERE \(condition) ORDER BY part_id
            """
        ).map {
            .init(
                part: try $0("part_id"), successor: try $0("successor_id"), note: try $0("note"),
                madeBy: try $0.optional("made_by"), madeAt: try $0("made_at"))
        }
    }

    /// All that it says goes over.
    static func move(_ memory: PartMergeMemory, from gone: ID<SparePart>, to kept: ID<SparePart>, _ tx: Transaction)
        throws
    {
        try bind(memory, to: kept, tx)
        try tx.execute("DELETE FROM part_fit WHERE part_id = \(gone)")
        try tx.execute("DELETE FROM part_substitute WHERE part_id = \(gone) OR other_id = \(gone)")
        try tx.execute("DELETE FROM part_successor WHERE part_id = \(gone) OR successor_id = \(gone)")
    }

    /// What is there still of what went over goes back, and what was taken away is there again.
    static func moveBack(
        _ memory: PartMergeMemory, to gone: ID<SparePart>, from kept: ID<SparePart>, _ tx: Transaction
    ) throws {
        try bind(memory, to: gone, tx)
        for fit in memory.lostFits {
            try tx.execute(
                """
                INSERT INTO part_fit (part_id, model_id, assembly, most)
                VALUES (\(gone), \(fit.model), \(fit.assembly), \(fit.most)) ON CONFLICT DO NOTHING
                """)
        }
        for row in memory.lostSubstitutes {
            try tx.execute(
                """
                INSERT INTO part_substitute (part_id, other_id, is_mutual, note)
                VALUES (\(row.part), \(row.other), \(row.isMutual), \(row.note)) ON CONFLICT DO NOTHING
                """)
        }
        for row in memory.lostSuccessors {
            try tx.execute(
                """
                INSERT INTO part_successor (part_id, successor_id, note, made_by, made_at)
                VALUES (\(row.part), \(row.successor), \(row.note), \(row.madeBy), \(row.madeAt)) ON CONFLICT DO NOTHING
                """)
        }
    }

    private static func bind(_ memory: PartMergeMemory, to part: ID<SparePart>, _ tx: Transaction) throws {
        try tx.execute("UPDATE part_code SET part_id = \(part) WHERE id IN (\(memory.codes))")
        try tx.execute("UPDATE spare_part SET merged_into_id = \(part) WHERE id IN (\(memory.merged))")
        try tx.execute("UPDATE part_fit SET part_id = \(part) WHERE id IN (\(memory.fits))")
        try tx.execute("UPDATE part_substitute SET part_id = \(part) WHERE id IN (\(memory.substitutes))")
        try tx.execute("UPDATE part_substitute SET other_id = \(part) WHERE id IN (\(memory.substitutesOf))")
        try tx.execute(
            "UPDATE part_successor SET successor_id = \(part) WHERE part_id IN (\(memory.followed))")
    }
}
