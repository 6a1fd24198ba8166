import Database
import Domain

/// How often something may be done within a time by one whoever: an address, a number, a company.
package struct Allowance: Sendable {
    let name: String
    package let most: Int
    package let seconds: Int64

    /// - Parameter name: its own among all that are counted.
    package init(_ name: String, most: Int, in seconds: Int64) {
        (self.name, self.most, self.seconds) = (name, most, seconds)
    }
}

/// What was counted, in a window of time that begins with the first. It stands in the directory, so that all processes and
/// companies of an installation count together.
package enum PaceStore {
    /// Those of the window that runs.
    package static func count(_ pace: Allowance, of whose: String, _ tx: Transaction) throws -> Int {
        try tx.value("SELECT count FROM pace WHERE key = \(key(pace, whose)) AND until > \(tx.now)") ?? 0
    }

    static func add(_ pace: Allowance, of whose: String, _ tx: Transaction) throws {
        let isOver: SQL = "pace.until <= \(tx.now)"
        try tx.execute(
            """
            INSERT INTO pace (key, count, until) VALUES (\(key(pace, whose)), 1, \(tx.now.adding(seconds: pace.seconds)))
            ON CONFLICT (key) DO UPDATE SET
                count = CASE WHEN \(isOver) THEN 1 ELSE pace.count + 1 END,
                until = CASE WHEN \(isOver) THEN excluded.until ELSE pace.until END
            """)
    }

    /// Counts one more of each, unless one of them is full: then none.
    /// - Returns: seconds until the last that is full has room again; nil where all had.
    package static func take(_ all: [(pace: Allowance, whose: String)], _ tx: Transaction) throws -> Int64? {
        let wait = try wait(all, tx)
        if wait == nil { for (pace, whose) in all { try add(pace, of: whose, tx) } }
        return wait
    }

    /// The same, and counts nothing: a flood that is refused anyway need not be written down.
    package static func wait(_ all: [(pace: Allowance, whose: String)], _ tx: Transaction) throws -> Int64? {
        try all.compactMap { pace, whose -> Int64? in
            let row = try tx.row("SELECT count, until FROM pace WHERE key = \(key(pace, whose)) AND until > \(tx.now)")
            guard let row, try row("count") as Int >= pace.most else { return nil }
            return try (row("until") as Instant).seconds - tx.now.seconds
        }.max()
    }

    static func sweep(_ tx: Transaction) throws {
        try tx.execute("DELETE FROM pace WHERE until <= \(tx.now)")
    }

    private static func key(_ pace: Allowance, _ whose: String) -> String { "\(pace.name) \(whose)" }
}
