import Database
import Domain
import Ground
import Work

/// Serial out, serial in: what came out of a machine for each piece that was fitted, of parts that are followed by serials.
enum PartSwapStore {
    /// What the machine of a job is known to hold of each of these parts, with what they took the place of or may stand in for.
    /// In the journey of the next question.
    static func ask(
        of job: ID<Job>, _ parts: [ID<SparePart>], _ tx: Transaction
    ) throws -> Reply<[ID<SparePart>: HeldSerials]> {
        let kin = try kin(of: parts, tx)
        return try tx.ask(
            """
            SELECT e.part_id, e.fitted, e.removed, e.made_at AS moment, e.id AS place FROM part_swap e JOIN job j ON j.id = e.job_id
            JOIN job h ON h.unit_id = j.unit_id WHERE h.id = \(job)
            UNION ALL
            SELECT m.part_id, m.serial, '', m.made_at AS moment, m.id AS place FROM stock_movement m
            JOIN stock_place p ON p.id = m.to_id
            JOIN job j ON j.id = m.job_id JOIN job h ON h.unit_id = j.unit_id
            WHERE h.id = \(job) AND m.serial <> '' AND p.kind = 'customer' AND m.condition <> 'defective'
              AND m.reverses_id IS NULL AND NOT EXISTS (SELECT 1 FROM stock_movement r WHERE r.reverses_id = m.id)
            ORDER BY moment, place
            """
        ) { rows in
            let known = try kin.value()
            var all: [(part: ID<SparePart>, swap: PartSwap)] = []
            for row in rows {
                all.append((try row("part_id"), PartSwap(removed: try row("removed"), fitted: try row("fitted"))))
            }
            return parts.reduce(into: [:]) { held, part in
                let like = known[part, default: []].union([part])
                held[part] = HeldSerials(all.filter { like.contains($0.part) }.map(\.swap))
            }
        }
    }

    /// The parts that may lie in the same place of a machine: one step to a successor or a substitute, either way.
    private static func kin(
        of parts: [ID<SparePart>], _ tx: Transaction
    ) throws -> Reply<[ID<SparePart>: Set<ID<SparePart>>]> {
        try tx.ask(
            """
            SELECT part_id AS one, successor_id AS other FROM part_successor WHERE part_id IN (\(parts))
            UNION ALL SELECT successor_id, part_id FROM part_successor WHERE successor_id IN (\(parts))
            UNION ALL SELECT part_id, other_id FROM part_substitute WHERE part_id IN (\(parts))
            UNION ALL SELECT other_id, part_id FROM part_substitute WHERE other_id IN (\(parts))
            """
        ) { rows in
            var all: [ID<SparePart>: Set<ID<SparePart>>] = [:]
            for row in rows {
                let (one, other): (ID<SparePart>, ID<SparePart>) = (try row("one"), try row("other"))
                all[one, default: []].insert(other)
            }
            return all
        }
    }

    /// Before the job ends: the claim that is made then asks after it.
    static func add(
        _ fitted: [FittedPart], from lies: [ShelfLine], _ held: [ID<SparePart>: HeldSerials], of visit: LoggedVisit,
        _ tx: Transaction
    ) throws {
        var shelf = Shelf(lies)
        let rows = fitted.filter { $0.part.tracking == .serial }.flatMap { part -> [SQL] in
            let taken = shelf.take(part).map(\.0.serial)
            let known = held[part.part.id] ?? HeldSerials([])
            return (0..<Int(part.quantity)).map { index -> SQL in
                let fitted = index < taken.count ? taken[index] : index == 0 ? part.serial ?? "" : ""
                let removed = index < part.removed.count ? part.removed[index] : ""
                return """
                    (\(visit.id), \(visit.job), \(part.part.id), \(fitted), \(removed),
                     \(known.serials.joined(separator: ", ")), \(known.verdict(on: removed)), \(tx.now))
                    """
            }
        }
        guard let first = rows.first else { return }
        let values = rows.dropFirst().reduce(first) { $0 + "," + $1 }
        try tx.later(
            """
            INSERT INTO part_swap (visit_id, job_id, part_id, fitted, removed, held, verdict, made_at) VALUES \(values)
            """)
    }

    /// Whether serials were kept of a visit: they are said once.
    static func isKept(of visit: ID<Visit>, _ tx: Transaction) throws -> Bool {
        try tx.value("SELECT 1 FROM part_swap WHERE visit_id = \(visit) LIMIT 1", as: Int.self) != nil
    }

    struct OfUnit: Sendable {
        let job: String
        let day: CalendarDay
        let part: String
        let fitted: String
        let removed: String
        let held: String
        let verdict: RemovedPart
    }

    /// The newest first.
    static func ofUnit(_ unit: ID<Unit>, limit: Int, _ tx: Transaction) throws -> [OfUnit] {
        try tx.rows(
            """
            SELECT j.number, v.visited_on, s.code, e.fitted, e.removed, e.held, e.verdict FROM job j
            JOIN part_swap e ON e.job_id = j.id JOIN visit v ON v.id = e.visit_id JOIN spare_part s ON s.id = e.part_id
            WHERE j.unit_id = \(unit) ORDER BY e.id DESC LIMIT \(literal: limit)
            """
        ).map {
            OfUnit(
                job: try $0("number"), day: try $0("visited_on"), part: try $0("code"), fitted: try $0("fitted"),
                removed: try $0("removed"), held: try $0("held"), verdict: try $0("verdict"))
        }
    }
}

extension RemovedPart: ColumnValue {}
