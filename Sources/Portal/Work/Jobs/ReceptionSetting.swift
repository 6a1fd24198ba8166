import Database
import Ground

/// What a company says of its reception.
struct ReceptionSetting: Sendable {
    private static let usualDays = 30

    /// Within so many days the same service on the same machine is asked about; 0: never.
    let repeatDays: Int

    init(_ tx: Transaction) throws {
        let days = try SettingStore.value("reception.repeat_days", tx)
        repeatDays = days.flatMap { Int($0) } ?? Self.usualDays
    }
}
