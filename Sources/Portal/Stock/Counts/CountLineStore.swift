import Database
import Domain
import Ground
import Web

/// What somebody has counted of a line.
enum Counted: Sendable, Equatable {
    /// nil: it is not counted, and is left as it is.
    case number(Int64?)
    /// Those that were seen; whether these are all.
    case serials([String], isAll: Bool)
}

/// Numbers as they are counted, each beside what the books say at that moment.
enum CountLineStore {
    /// Writes down what differs from what was written before: who sends a page again moves no line to another moment.
    /// - Throws: `RefusedLines` by their places in `entries`; `Refusal.stale` where nothing is counted any more.
    static func save(
        _ entries: [(line: CountLineRow, counted: Counted)], of count: CountRow, by actor: Actor, _ tx: Transaction
    ) throws {
        guard count.state.isOpen else { throw Refusal.stale(Complaint("stock.denied.state")) }
        let round = count.state == .second ? 2 : 1
        let changed = entries.enumerated().filter { $0.element.counted != $0.element.line.counted(round) }
        guard !changed.isEmpty else { return }
        if round == 2 {
            let refused = changed.filter { !$0.element.line.mustRepeat || $0.element.line.first?.by == actor.person }
            guard refused.isEmpty else {
                throw RefusedLines(
                    complaints: Dictionary(
                        uniqueKeysWithValues: refused.map { ($0.offset, Complaint("stock.count.second_own")) }))
            }
        }
        let books = try books(changed.map(\.element.line), tx)
        for (_, entry) in changed {
            try write(entry.counted, entry.line, round, books[entry.line.key] ?? [:], by: actor.person, tx)
        }
    }

    /// What lies there now: how many of each serial.
    private static func books(
        _ lines: [CountLineRow], _ tx: Transaction
    ) throws -> [CountKey: [String: Int64]] {
        let (places, parts) = (Set(lines.map(\.place)).sorted(), Set(lines.map(\.part.id)).sorted())
        return try tx.rows(
            """
            SELECT place_id, part_id, owner, condition, lot, serial, quantity FROM stock_balance
            WHERE place_id IN (\(places)) AND part_id IN (\(parts)) AND quantity > 0
            """
        ).reduce(into: [:]) { try $0[CountKey($1), default: [:]][$1("serial")] = $1("quantity") }
    }

    private static func write(
        _ counted: Counted, _ line: CountLineRow, _ round: Int, _ book: [String: Int64], by person: ID<Person>,
        _ tx: Transaction
    ) throws {
        let booked = book.values.reduce(0, +)
        // What is counted anew is not counted twice any more.
        let kept: SQL = round == 2 ? "round = 2" : "round IN (1, 2)"
        try tx.later("DELETE FROM stock_count_serial WHERE line_id = \(line.id) AND \(kept)")
        switch counted {
        case .number(let quantity):
            try set(quantity, booked, line, round, by: person, tx)
        case .serials(let seen, let isAll):
            let missing = isAll ? book.keys.filter { !seen.contains($0) }.sorted() : []
            for serial in seen + missing {
                try tx.later(
                    """
                    INSERT INTO stock_count_serial (line_id, round, serial, is_there, was_booked)
                    VALUES (\(line.id), \(round), \(serial), \(seen.contains(serial)), \(book[serial] != nil))
                    """)
            }
            try set(isAll ? Int64(seen.count) : nil, booked, line, round, by: person, tx)
        }
    }

    private static func set(
        _ quantity: Int64?, _ book: Int64, _ line: CountLineRow, _ round: Int, by person: ID<Person>, _ tx: Transaction
    ) throws {
        let (book, who, at) = (
            quantity == nil ? nil : book, quantity == nil ? nil : person, quantity == nil ? nil : tx.now
        )
        if round == 2 {
            try tx.later(
                """
                UPDATE stock_count_line SET second_quantity = \(quantity), second_book = \(book), second_by = \(who),
                    second_at = \(at) WHERE id = \(line.id)
                """)
        } else {
            try tx.later(
                """
                UPDATE stock_count_line SET first_quantity = \(quantity), first_book = \(book), first_by = \(who),
                    first_at = \(at), must_repeat = 0, second_quantity = NULL, second_book = NULL, second_by = NULL,
                    second_at = NULL WHERE id = \(line.id)
                """)
        }
    }
}

extension CountLineRow {
    /// As it was written down.
    func counted(_ round: Int) -> Counted {
        isBySerial
            ? .serials(seen[round] ?? [], isAll: time(round) != nil) : .number(time(round)?.quantity)
    }
}
