import Logging
import Synchronization

/// Says in the log which statement took long, and where in the program it stands. Its values are not said.
public enum SlowStatements {
    private static let bound = Atomic<Int64>(.max)
    private static let log = Logger(label: "kardan.database")

    /// - Parameter milliseconds: from so many on a statement is slow.
    public static func watch(from milliseconds: Int64) {
        bound.store(milliseconds.multipliedReportingOverflow(by: 1_000_000).partialValue, ordering: .relaxed)
    }

    static func watch<T>(_ sql: SQL, _ file: StaticString, _ line: UInt, _ work: () throws -> T) rethrows -> T {
        let bound = bound.load(ordering: .relaxed)
        guard bound < .max else { return try work() }
        let begun = ContinuousClock.now
        defer {
            let spent = begun.duration(to: .now)
            if spent >= .nanoseconds(bound) { say(sql, file, line, spent) }
        }
        return try work()
    }

    private static func say(_ sql: SQL, _ file: StaticString, _ line: UInt, _ spent: Duration) {
        let milliseconds = spent.components.seconds * 1_000 + spent.components.attoseconds / 1_000_000_000_000_000
        log.warning(
            "slow statement",
            metadata: [
                "place": "\(file):\(line)", "milliseconds": "\(milliseconds)",
                "statement": "\(sql.text.split(whereSeparator: \.isWhitespace).joined(separator: " ").prefix(500))",
            ])
    }
}
