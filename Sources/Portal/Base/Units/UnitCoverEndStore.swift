import Database
import Domain
import Ground

/// How long the work on each machine is covered, kept so that a list can be narrowed by it.
enum UnitCoverEndStore {
    static func ids(beyond unit: ID<Unit>, limit: Int, _ tx: Transaction) throws -> [ID<Unit>] {
        try tx.list("SELECT id FROM unit WHERE id > \(unit) ORDER BY id LIMIT \(literal: limit)")
    }

    /// Computes it anew; a row that says so already is left alone.
    static func keep(_ units: [ID<Unit>], on today: CalendarDay, _ calendar: CalendarSystem, _ tx: Transaction) throws {
        let covers = try UnitStore.covers(of: units, tx)
        let kept = try tx.rows("SELECT id, cover_until, is_cover_stale FROM unit WHERE id IN (\(units))")
        for row in kept {
            let id: ID<Unit> = try row("id")
            let isStale: Bool = try row("is_cover_stale")
            let before: CalendarDay? = try row.optional("cover_until")
            guard let cover = covers[id] else { continue }
            let until = cover.end(on: today, calendar).stored
            guard isStale || until != before else { continue }
            try tx.later("UPDATE unit SET cover_until = \(until), is_cover_stale = 0 WHERE id = \(id)")
        }
    }

    /// Something that it is computed from has changed: for these, and for those that came for them.
    static func stale(_ units: ID<Unit>..., in tx: Transaction) throws {
        try tx.later(
            """
            UPDATE unit SET is_cover_stale = 1
            WHERE (id IN (\(units)) OR cover_unit_id IN (\(units))) AND is_cover_stale = 0
            """)
    }
}

/// How long the work on a machine is covered.
enum CoverEnd: Hashable, Sendable {
    case unknown, never
    /// This day too.
    case until(CalendarDay)

    private static let none = CalendarDay(number: -1)

    /// As it stands in its column.
    fileprivate var stored: CalendarDay? {
        switch self {
        case .unknown: nil
        case .never: Self.none
        case .until(let day): max(day, Self.none)
        }
    }
}

extension UnitCover {
    func end(on today: CalendarDay, _ calendar: CalendarSystem) -> CoverEnd {
        let sheet = sheet(on: today, calendar)
        guard sheet.overall != .unknown, let line = sheet[.labour] else { return .unknown }
        guard var last = line.lastDay else { return .never }
        if let void { last = min(last, void.day.adding(days: -1)) }
        return .until(last)
    }
}
