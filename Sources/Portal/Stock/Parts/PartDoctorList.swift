import Database
import Domain

/// What must hold of the catalogue whatever happened.
package enum PartDoctorList {
    private static let most = 20

    package static func problems(_ tx: Transaction) throws -> [Complaint] {
        try shared(tx) + circles(tx) + lost(tx)
    }

    /// A code that is one part's own and another's beside.
    private static func shared(_ tx: Transaction) throws -> [Complaint] {
        try tx.list(
            """
            SELECT p.code FROM spare_part p JOIN part_code c ON c.code_key = p.code_key
            WHERE c.part_id <> p.id ORDER BY p.id LIMIT \(literal: most)
            """, as: String.self
        ).map { Complaint("doctor.part_code", $0) }
    }

    /// A chain of successors that comes back to where it began.
    private static func circles(_ tx: Transaction) throws -> [Complaint] {
        let next = try tx.rows("SELECT part_id, successor_id FROM part_successor").reduce(
            into: [ID<SparePart>: ID<SparePart>]()
        ) { all, row in all[try row("part_id")] = try row("successor_id") }
        return next.keys.sorted().filter { part in
            var (last, seen): (ID<SparePart>?, Set<ID<SparePart>>) = (next[part], [])
            while let here = last, here != part, seen.insert(here).inserted { last = next[here] }
            return last == part
        }.prefix(most).map { Complaint("doctor.part_circle", $0.description) }
    }

    /// A part that is found by nothing.
    private static func lost(_ tx: Transaction) throws -> [Complaint] {
        try tx.list(
            """
            SELECT p.code FROM spare_part p
            WHERE p.merged_into_id IS NULL AND NOT EXISTS (SELECT 1 FROM part_word w WHERE w.part_id = p.id)
            ORDER BY p.id LIMIT \(literal: most)
            """, as: String.self
        ).map { Complaint("doctor.part_lost", $0) }
    }
}
