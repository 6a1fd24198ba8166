import Database
import Domain
import Ground

/// How seldom people are told of a warning that is one for nothing.
enum WarningSetting {
    static let event = "warning_level"
    private static let name = "reports.warning_level"

    /// One of `EarlyWarning.levels`.
    static func level(_ tx: Transaction) throws -> Int {
        let kept = try SettingStore.value(name, tx).flatMap { Int($0) }
        return kept.flatMap { EarlyWarning.levels.contains($0) ? $0 : nil } ?? EarlyWarning.usual
    }

    static func set(_ level: Int, by person: ID<Person>, _ tx: Transaction) throws {
        let change = Event(
            event, of: EventSubject("setting"), in: "settings", from: ["warning_level": String(try self.level(tx))],
            to: ["warning_level": String(level)])
        guard change.changesSomething else { return }
        try SettingStore.set(name, String(level), tx)
        try EventStore.add(change, by: person, tx)
    }
}
