import Database
import Domain
import Ground

/// Beyond which difference the company wants a line counted a second time.
enum CountSetting {
    private static let names = (value: "stock.count_value", share: "stock.count_share")
    /// Hundredths, where the company has said nothing.
    private static let usualShare = 10

    static func limits(_ tx: Transaction) throws -> CountLimits {
        let all = try SettingStore.ask(tx) { $0 }.value()
        return CountLimits(
            value: all[names.value].flatMap { Int64($0) },
            share: all[names.share].map { Int($0) } ?? usualShare)
    }

    static func set(_ limits: CountLimits, by person: ID<Person>, _ tx: Transaction) throws {
        func texts(_ limits: CountLimits) -> [String: String] {
            [
                "count_value": limits.value.map { String($0) } ?? "",
                "count_share": limits.share.map { String($0) } ?? "",
            ]
        }
        let event = Event(
            "count_limits", of: EventSubject("setting"), in: "settings", from: texts(try self.limits(tx)),
            to: texts(limits))
        guard event.changesSomething else { return }
        try SettingStore.set(names.value, limits.value.map { String($0) } ?? "", tx)
        try SettingStore.set(names.share, limits.share.map { String($0) } ?? "", tx)
        try EventStore.add(event, by: person, tx)
    }
}
