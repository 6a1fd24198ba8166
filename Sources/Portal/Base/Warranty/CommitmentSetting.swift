import Database
import Domain
import Ground

/// For how many years after the sale the company has to keep parts and service ready, as the law of its country says: data of
/// the company, as every figure of the law.
enum CommitmentSetting {
    /// Parts and service of home appliances are promised for ten years (DOMAIN §6).
    static let usual = 10
    static let bounds: ClosedRange<Int64> = 0...30
    static let event = "commitment"
    private static let name = "commitment_years"

    static func years(_ tx: Transaction) throws -> Int {
        try SettingStore.value(name, tx).flatMap { Int($0) } ?? usual
    }

    static func set(_ years: Int, by person: ID<Person>, _ tx: Transaction) throws {
        let change = Event(
            event, of: EventSubject("setting"), in: "settings", from: ["years": String(try self.years(tx))],
            to: ["years": String(years)])
        guard change.changesSomething else { return }
        try SettingStore.set(name, String(years), tx)
        try EventStore.add(change, by: person, tx)
    }
}
